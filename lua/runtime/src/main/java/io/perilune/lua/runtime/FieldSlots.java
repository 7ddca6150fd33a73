// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.Arrays;

/**
 * The part of a table for fields with string keys: numbered slots, four inside the object, the
 * others in arrays behind. Which field is in which slot its {@link Shape} says. A slot has a
 * reference, or {@link Tag#NUM} and a double; the array of doubles may be shorter than the other.
 * Confined to its machine.
 */
abstract sealed class FieldSlots permits LuaTable {
    static final Object[] NO_REFS = {};
    static final double[] NO_NUMS = {};

    static final int OWN_SLOTS = 4;

    Object ref0;
    Object ref1;
    Object ref2;
    Object ref3;
    double num0;
    double num1;
    double num2;
    double num3;
    Object[] moreRefs = NO_REFS;
    double[] moreNums = NO_NUMS;

    Object slotRef(int slot) {
        return switch (slot) {
            case 0 -> ref0;
            case 1 -> ref1;
            case 2 -> ref2;
            case 3 -> ref3;
            default -> moreRefs[slot - OWN_SLOTS];
        };
    }

    double slotNum(int slot) {
        return switch (slot) {
            case 0 -> num0;
            case 1 -> num1;
            case 2 -> num2;
            case 3 -> num3;
            default -> moreNums[slot - OWN_SLOTS];
        };
    }

    /**
     * In the two-slot convention. There is one store to {@code vm.num} behind all branches, so that
     * the compiler hands the number on to the reader of {@code vm.num} in a register.
     */
    Object slot(LuaVm vm, int slot) {
        Object value;
        double number;
        switch (slot) {
            case 0 -> {
                value = ref0;
                number = num0;
            }
            case 1 -> {
                value = ref1;
                number = num1;
            }
            case 2 -> {
                value = ref2;
                number = num2;
            }
            case 3 -> {
                value = ref3;
                number = num3;
            }
            default -> {
                value = moreRefs[slot - OWN_SLOTS];
                number = value == Tag.NUM ? moreNums[slot - OWN_SLOTS] : 0;
            }
        }
        vm.num = number;
        return value;
    }

    /** The number in a slot; NaN when there is something else. */
    double slotNumberOrNaN(int slot) {
        return switch (slot) {
            case 0 -> ref0 == Tag.NUM ? num0 : Double.NaN;
            case 1 -> ref1 == Tag.NUM ? num1 : Double.NaN;
            case 2 -> ref2 == Tag.NUM ? num2 : Double.NaN;
            case 3 -> ref3 == Tag.NUM ? num3 : Double.NaN;
            default ->
                    moreRefs[slot - OWN_SLOTS] == Tag.NUM ? moreNums[slot - OWN_SLOTS] : Double.NaN;
        };
    }

    /**
     * A number replaces a number without touching the reference: a comparison is cheaper than what
     * the collector has to be told about a store.
     */
    void setSlot(int slot, Object value, double number) {
        switch (slot) {
            case 0 -> {
                if (value != Tag.NUM || ref0 != Tag.NUM) {
                    ref0 = value;
                }
                num0 = number;
            }
            case 1 -> {
                if (value != Tag.NUM || ref1 != Tag.NUM) {
                    ref1 = value;
                }
                num1 = number;
            }
            case 2 -> {
                if (value != Tag.NUM || ref2 != Tag.NUM) {
                    ref2 = value;
                }
                num2 = number;
            }
            case 3 -> {
                if (value != Tag.NUM || ref3 != Tag.NUM) {
                    ref3 = value;
                }
                num3 = number;
            }
            default -> setFarSlot(slot - OWN_SLOTS, value, number);
        }
    }

    /** As {@link #setSlot}, of a field that is there; false when the arrays would have to grow. */
    boolean replaceInSlot(int slot, Object value, double number) {
        if (slot < OWN_SLOTS) {
            setSlot(slot, value, number);
            return true;
        }
        int far = slot - OWN_SLOTS;
        if (value == Tag.NUM) {
            double[] nums = moreNums;
            if (far >= nums.length) {
                return false;
            }
            nums[far] = number;
            if (moreRefs[far] == Tag.NUM) {
                return true;
            }
        }
        moreRefs[far] = value;
        return true;
    }

    private void setFarSlot(int far, Object value, double number) {
        if (far >= moreRefs.length) {
            moreRefs = Arrays.copyOf(moreRefs, Math.max(4, far * 2));
            if (MemoryLimit.metering) {
                MemoryLimit.made(moreRefs, (long) moreRefs.length * Integer.BYTES);
            }
        }
        if (value == Tag.NUM) {
            if (far >= moreNums.length) {
                moreNums = Arrays.copyOf(moreNums, moreRefs.length);
                if (MemoryLimit.metering) {
                    MemoryLimit.made(moreNums, (long) moreNums.length * Double.BYTES);
                }
            }
            moreNums[far] = number;
        }
        moreRefs[far] = value;
    }

    /** All slots become nil; the room stays. */
    void clearSlots() {
        ref0 = null;
        ref1 = null;
        ref2 = null;
        ref3 = null;
        Arrays.fill(moreRefs, null);
    }
}
