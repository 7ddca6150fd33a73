// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** From numbers to strings and back, and `tostring`, as LuaJIT does it. Stateless. */
public final class Conversion {
    private static final LuaString TRUE = LuaString.constant("true");
    private static final LuaString FALSE = LuaString.constant("false");
    private static final LuaString NIL = LuaString.constant("nil");
    private static final int LARGEST_KEPT = Threshold.of(1024, 2);
    private static final LuaString[] SMALL_INTEGERS = new LuaString[LARGEST_KEPT];

    private Conversion() {}

    // --- number to string ------------------------------------------------------------------------

    /** A number as Lua prints it: `%.14g`. */
    public static LuaString toString(double number) {
        int small = (int) number;
        if (small == number
                && small >= 0
                && small < LARGEST_KEPT
                && (small != 0 || 1 / number > 0)) {
            LuaString kept = SMALL_INTEGERS[small];
            return kept != null ? kept : keep(small);
        }
        byte[] text = new byte[NumberText.LONGEST];
        int length = NumberText.write(number, text, 0);
        return LuaString.of(text, 0, length);
    }

    private static LuaString keep(int small) {
        LuaString made = LuaString.constant(Integer.toString(small));
        SMALL_INTEGERS[small] = made;
        return made;
    }

    // --- string to number ------------------------------------------------------------------------

    /** Boxed number, or null when the string is none: as `tonumber(s)`. */
    public static Double toNumber(LuaString text) {
        double number = NumberScan.scan(text.bytes(), 0, text.length());
        return NumberScan.isNone(number) ? null : (Double) number;
    }

    /** Whether the string is a number, which is in {@code vm.num} then. */
    public static boolean toNumber(LuaVm vm, LuaString text) {
        double number = NumberScan.scan(text.bytes(), 0, text.length());
        vm.num = number;
        return !NumberScan.isNone(number);
    }

    /** A boxed value as a number, if it is one or a string that is one; else null. */
    public static Double toNumber(Object boxed) {
        if (boxed instanceof Double number) {
            return number;
        }
        if (boxed instanceof LuaString text) {
            return toNumber(text);
        }
        return null;
    }

    /**
     * The number in a two-slot value where a `for` loop starts, which must be one.
     *
     * @param part "initial", "limit" or "step"
     */
    public static double forNumber(LuaVm vm, Object value, double number, String part) {
        if (value == Tag.NUM) {
            return number;
        }
        throw ErrorText.forLoop(vm, part);
    }

    // --- any value to string ---------------------------------------------------------------------

    /** `tostring(value)` of a boxed value, with `__tostring`. */
    static LuaString tostring(LuaVm vm, Object value) {
        if (value instanceof LuaString string) {
            return string;
        }
        if (value instanceof Double number) {
            return vm.typeMetatable(LuaType.NUMBER) == null
                    ? toString(number.doubleValue())
                    : tostringThroughMetatable(vm, value);
        }
        return tostringThroughMetatable(vm, value);
    }

    private static LuaString tostringThroughMetatable(LuaVm vm, Object value) {
        Object method = Metatables.of(vm, value, MetaEvent.TOSTRING);
        if (method == null) {
            return plainText(vm, value);
        }
        Object text = vm.call1(method, value);
        if (text instanceof LuaString string) {
            return string;
        }
        if (text instanceof Double number) {
            return toString(number.doubleValue());
        }
        throw ErrorText.at(vm, "'tostring' must return a string to 'print'");
    }

    /** The text of a boxed value, whatever its metatable says. */
    public static LuaString plainText(LuaVm vm, Object value) {
        if (value == null) {
            return NIL;
        }
        if (value instanceof Boolean truth) {
            return truth ? TRUE : FALSE;
        }
        if (value instanceof LuaString string) {
            return string;
        }
        if (value instanceof Double number) {
            return toString(number.doubleValue());
        }
        if (value instanceof LightUserdata light && light.address() == 0) {
            return LuaString.constant("userdata: NULL");
        }
        if (value instanceof LuaFunction function && !(function instanceof LuaClosure)) {
            return LuaString.ofLatin1("function: builtin#" + Addresses.number(vm.address(value)));
        }
        return LuaString.ofLatin1(LuaVm.typeName(value) + ": " + hex(vm.address(value)));
    }

    private static String hex(long address) {
        String digits = Long.toHexString(address);
        return "0x" + "0".repeat(Math.max(0, 8 - digits.length())) + digits;
    }
}
