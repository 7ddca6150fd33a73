// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.NumericFunction;
import io.perilune.lua.runtime.NumericOperation;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import java.lang.ref.Reference;

/**
 * A library function that takes its common arguments in registers. Immutable unless a subclass says
 * otherwise.
 *
 * <p>A subclass writes {@link #call} for all arguments, with their checks, and overrides {@code
 * call1} to {@code call4} for those types that need no check, going to {@code super} for all
 * others: that boxes and ends in {@code call}.
 */
abstract class FastFunction extends NumericFunction {
    private final String name;

    FastFunction(String name) {
        this(name, null);
    }

    /**
     * @param operation what it does with numbers, or null
     */
    FastFunction(String name, NumericOperation operation) {
        super(operation);
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    /** The whole function, as {@link io.perilune.lua.runtime.lib.LibraryFunction#call}. */
    abstract Object call(Arguments arguments);

    @Override
    public final Object callN(LuaVm vm, Object[] arguments) {
        vm.heed();
        Object result = call(new Arguments(vm, name, arguments));
        keepOnStack();
        return result instanceof Double number ? number(vm, number) : result;
    }

    /**
     * Does nothing. What runs Lua code or suspends calls this behind it: so the JVM keeps this
     * until then, and its stack can show which function runs.
     */
    final void keepOnStack() {
        Reference.reachabilityFence(this);
    }

    /** Answers a number without a box. */
    static Object number(LuaVm vm, double value) {
        vm.num = value;
        return Tag.NUM;
    }

    static Object truth(boolean value) {
        return value ? Boolean.TRUE : Boolean.FALSE;
    }

    /**
     * A double as C's conversion to int gives it on x86: cut, and the smallest int for what does
     * not fit.
     */
    static int int32(double value) {
        return value > -2147483649.0 && value < 2147483648.0 ? (int) value : Integer.MIN_VALUE;
    }
}
