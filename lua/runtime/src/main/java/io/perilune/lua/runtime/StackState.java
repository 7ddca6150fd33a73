// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * What of a machine belongs to the stack that runs, and changes with it: a coroutine's, a fiber's.
 * Confined to its machine.
 */
final class StackState {
    private int tailBudget;
    private int protectedCalls;
    private boolean handled;
    private LuaFunction handler;
    private TraceFrame trace;

    /** Of a stack that has not begun. */
    StackState(LuaVm vm) {
        tailBudget = vm.limits().plainTailCalls();
    }

    /** Of the stack that runs. */
    static StackState of(LuaVm vm) {
        StackState state = new StackState(vm);
        state.save(vm);
        return state;
    }

    void save(LuaVm vm) {
        tailBudget = vm.tailBudget;
        protectedCalls = vm.protectedCalls;
        handled = vm.handled;
        handler = vm.handler;
        trace = vm.trace;
    }

    void restore(LuaVm vm) {
        vm.tailBudget = tailBudget;
        vm.protectedCalls = protectedCalls;
        vm.handled = handled;
        vm.handler = handler;
        vm.trace = trace;
    }

    TraceFrame trace() {
        return trace;
    }
}
