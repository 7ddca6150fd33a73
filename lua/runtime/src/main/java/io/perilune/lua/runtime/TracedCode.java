// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * The second form of a function's code, which tells hooks where it is and shows its locals. The
 * compiler writes a subclass for a function when it is first wanted. Immutable.
 */
public abstract class TracedCode {
    private static final ClassValue<TracedCode> BY_CLASS =
            new ClassValue<>() {
                @Override
                protected TracedCode computeValue(Class<?> plain) {
                    return ((CodeLoader) plain.getClassLoader()).traced(plain);
                }
            };

    /** Of the plain code with this class. */
    static TracedCode of(Class<?> plain) {
        return BY_CLASS.get(plain);
    }

    /** The function itself, with boxed arguments; the answer is as a function gives it. */
    protected abstract Object body(LuaClosure self, LuaVm vm, Object[] arguments);

    final Object run(LuaClosure self, LuaVm vm, Object[] arguments) {
        TraceFrame frame = new TraceFrame(self, vm.trace);
        vm.trace = frame;
        try {
            return body(self, vm, arguments);
        } finally {
            vm.trace = frame.previous;
        }
    }
}
