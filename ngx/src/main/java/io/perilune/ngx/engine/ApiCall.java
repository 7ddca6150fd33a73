// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.lua.runtime.Conversion;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.ngx.port.RequestPort;

/** One call of an API function: its arguments and the request it is for. Single use. */
public final class ApiCall {
    private final LuaWorker worker;
    private final RequestState request;
    private final Arguments arguments;

    ApiCall(LuaWorker worker, RequestState request, Arguments arguments) {
        this.worker = worker;
        this.request = request;
        this.arguments = arguments;
    }

    public LuaWorker worker() {
        return worker;
    }

    public LuaVm vm() {
        return worker.vm();
    }

    /** Never null for a function whose phases demand a request. */
    public RequestState request() {
        return request;
    }

    /** Null for fake requests. */
    public RequestPort port() {
        return request.port();
    }

    public int count() {
        return arguments.count();
    }

    public Object get(int index) {
        return arguments.get(index);
    }

    public Object[] from(int index) {
        return arguments.from(index);
    }

    public LuaString string(int index) {
        return arguments.string(index);
    }

    public double number(int index) {
        return arguments.number(index);
    }

    public int integer(int index) {
        return arguments.integer(index);
    }

    public LuaTable table(int index) {
        return arguments.table(index);
    }

    public LuaFunction function(int index) {
        return arguments.function(index);
    }

    public boolean truth(int index) {
        return arguments.truth(index);
    }

    /**
     * A value as OpenResty's functions take texts: nil is empty, all else goes through tostring.
     */
    public LuaString text(int index) {
        Object value = get(index);
        return value == null || value == Boolean.FALSE ? LuaString.EMPTY : vm().tostring(value);
    }

    /** The type's name of an argument. */
    public String typeName(int index) {
        return LuaVm.typeName(get(index));
    }

    /** A number or a string that is one; null otherwise. */
    public Double toNumber(int index) {
        return Conversion.toNumber(get(index));
    }

    // --- answers ---------------------------------------------------------------------------------

    public Object none() {
        return arguments.none();
    }

    public Object results(Object... boxed) {
        return arguments.results(boxed);
    }

    /** nil and a message. */
    public Object failed(String message) {
        return arguments.results(null, LuaString.ofLatin1(message));
    }

    /** To throw: a message with the caller's position. */
    public LuaError error(String message) {
        return arguments.error(message);
    }

    /** To throw: bad argument. */
    public LuaError error(int index, String message) {
        return arguments.error(index, message);
    }
}
