// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.lua.runtime.ErrorText;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.ngx.phase.Phases;

/**
 * A function of the API. Confined to its worker.
 *
 * <p>A subclass writes {@link #run} for all arguments; one that is called often also overrides
 * {@code call0} to {@code call4} for the usual types and leaves the rest to {@code super}.
 */
public abstract class ApiFunction extends LuaFunction {
    protected final LuaWorker worker;
    private final String name;
    private final int phases;

    /**
     * @param phases where it may be called, out of {@link Phases}; {@link Phases#ANY} demands no
     *     request
     */
    protected ApiFunction(LuaWorker worker, String name, int phases) {
        this.worker = worker;
        this.name = name;
        this.phases = phases;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Where it may be called, out of {@link Phases}. */
    public final int phases() {
        return phases;
    }

    /** Whether it does more than refuse: for documentation. */
    public boolean isSupported() {
        return true;
    }

    /** The function: one boxed value, or what {@link ApiCall#results} gives. */
    protected abstract Object run(ApiCall call);

    @Override
    public final Object callN(LuaVm vm, Object[] arguments) {
        RequestState request = phases == Phases.ANY ? worker.current() : request();
        try {
            return unboxed(
                    vm, run(new ApiCall(worker, request, new Arguments(vm, name, arguments))));
        } catch (LuaError error) {
            throw vm.thrown(error);
        }
    }

    private static Object unboxed(LuaVm vm, Object result) {
        if (result instanceof Double number) {
            vm.num = number;
            return Tag.NUM;
        }
        return result;
    }

    /** The current request, when the function may be called for it. */
    protected final RequestState request() {
        RequestState request = worker.current();
        if (request != null && request.isIn(phases)) {
            return request;
        }
        throw refusal(worker, request, phases);
    }

    /** To throw where a function may not be called. */
    public static LuaError refusal(LuaWorker worker, RequestState request, int phases) {
        if (request == null) {
            return ErrorText.byCaller(worker.vm(), "no request found");
        }
        String context =
                request.port() == null && (phases & Phases.REAL) == Phases.REAL
                        ? "current context"
                        : "context of " + request.phase().errorName();
        return ErrorText.byCaller(worker.vm(), "API disabled in the " + context);
    }
}
