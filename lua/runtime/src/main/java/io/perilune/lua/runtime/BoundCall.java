// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A `__call` metamethod with the called value as its first argument. Immutable; lives for one call.
 */
final class BoundCall extends LuaFunction {
    private final LuaFunction handler;
    private final Object self;
    private final double number;

    BoundCall(LuaFunction handler, Object self, double number) {
        this.handler = handler;
        this.self = self;
        this.number = number;
    }

    /** What really runs. */
    LuaFunction handler() {
        return handler;
    }

    @Override
    public Object callN(LuaVm vm, Object[] arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = box(self, number);
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return handler.callN(vm, all);
    }

    @Override
    public Object call0(LuaVm vm) {
        return handler.call1(vm, self, number);
    }

    @Override
    public Object call1(LuaVm vm, Object a, double an) {
        return handler.call2(vm, self, number, a, an);
    }

    @Override
    public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
        return handler.call3(vm, self, number, a, an, b, bn);
    }

    @Override
    public Object call3(LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
        return handler.call4(vm, self, number, a, an, b, bn, c, cn);
    }
}
