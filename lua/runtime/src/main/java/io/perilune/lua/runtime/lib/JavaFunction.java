// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime.lib;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.StackReserve;
import io.perilune.lua.runtime.Tag;

/** A {@link LibraryFunction} as a Lua value. Confined to its machine. */
public final class JavaFunction extends LuaFunction {
    private final String name;
    private final LibraryFunction body;

    /**
     * Whether this has run before. What a function does for the first time may be the first use of
     * classes, of the JDK's as well, which an overflow in their initialisers would break for ever.
     */
    private boolean hasRun;

    public JavaFunction(String name, LibraryFunction body) {
        this.name = name;
        this.body = body;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Object callN(LuaVm vm, Object[] arguments) {
        vm.heed();
        if (!hasRun) {
            StackReserve.require();
            hasRun = true;
        }
        try {
            Object result = body.call(new Arguments(vm, name, arguments));
            // An instance method: so the JVM keeps this, and its stack can show what runs
            return unboxed(vm, result);
        } catch (LuaError error) {
            throw vm.thrown(error);
        }
    }

    private Object unboxed(LuaVm vm, Object result) {
        if (result instanceof Double number) {
            vm.num = number;
            return Tag.NUM;
        }
        return result;
    }
}
