// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * How many instructions a script may still run. Confined to its machine.
 *
 * <p>An instruction is a statement, a way round a loop, or a call of a Lua function. While there is
 * a limit functions run in a slower form that counts; those already running when it is set count
 * only at calls and at the ends of loops.
 */
public final class InstructionBudget {
    public static final String MESSAGE = "instruction limit exceeded";

    /** What a script may use after the limit to clean up, before nothing catches the end. */
    private static final long PATIENCE = 10_000;

    private final LuaVm vm;
    private boolean limited;
    private long left;

    InstructionBudget(LuaVm vm) {
        this.vm = vm;
    }

    public boolean isLimited() {
        return limited;
    }

    /** From now on so many instructions: then there is a Lua error, which may be caught once. */
    public void limit(long instructions) {
        limited = true;
        left = instructions;
        vm.interrupt().attend();
    }

    public void unlimited() {
        limited = false;
    }

    /** Negative when the limit has been exceeded. */
    public long left() {
        return left;
    }

    void count() {
        if (limited && --left < 0) {
            exceeded();
        }
    }

    private void exceeded() {
        if (left == -1) {
            throw ErrorText.at(vm, MESSAGE);
        }
        if (left < -PATIENCE) {
            throw new Exhausted();
        }
    }

    /** Control flow, no Lua error: pcall lets it pass. The host sees it. */
    public static final class Exhausted extends RuntimeException {
        Exhausted() {
            super(MESSAGE, null, false, false);
        }
    }
}
