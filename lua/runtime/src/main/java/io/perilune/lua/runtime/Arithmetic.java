// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * Lua's arithmetic, for generated code. Stateless.
 *
 * <p>Operands are a reference and a double each, the answer is in the two-slot convention of {@link
 * Tag}; the last two arguments name the operands for messages ({@link ErrorText}). The methods
 * named {@code …Slow} are for generated code that has tested for two numbers itself. Each method
 * stores to {@code vm.num} once, behind all branches: so the compiler can hand the number on in a
 * register.
 */
public final class Arithmetic {
    private Arithmetic() {}

    public static Object add(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        Object answer = Tag.NUM;
        double number;
        if (a == Tag.NUM && b == Tag.NUM) {
            number = an + bn;
        } else {
            answer = slow(vm, MetaEvent.ADD, a, an, b, bn, left, right);
            number = vm.num;
        }
        vm.num = number;
        return answer;
    }

    public static Object sub(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        Object answer = Tag.NUM;
        double number;
        if (a == Tag.NUM && b == Tag.NUM) {
            number = an - bn;
        } else {
            answer = slow(vm, MetaEvent.SUB, a, an, b, bn, left, right);
            number = vm.num;
        }
        vm.num = number;
        return answer;
    }

    public static Object mul(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        Object answer = Tag.NUM;
        double number;
        if (a == Tag.NUM && b == Tag.NUM) {
            number = an * bn;
        } else {
            answer = slow(vm, MetaEvent.MUL, a, an, b, bn, left, right);
            number = vm.num;
        }
        vm.num = number;
        return answer;
    }

    public static Object div(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        Object answer = Tag.NUM;
        double number;
        if (a == Tag.NUM && b == Tag.NUM) {
            number = an / bn;
        } else {
            answer = slow(vm, MetaEvent.DIV, a, an, b, bn, left, right);
            number = vm.num;
        }
        vm.num = number;
        return answer;
    }

    public static Object mod(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        Object answer = Tag.NUM;
        double number;
        if (a == Tag.NUM && b == Tag.NUM) {
            number = mod(an, bn);
        } else {
            answer = slow(vm, MetaEvent.MOD, a, an, b, bn, left, right);
            number = vm.num;
        }
        vm.num = number;
        return answer;
    }

    public static Object pow(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        Object answer = Tag.NUM;
        double number;
        if (a == Tag.NUM && b == Tag.NUM) {
            number = pow(an, bn);
        } else {
            answer = slow(vm, MetaEvent.POW, a, an, b, bn, left, right);
            number = vm.num;
        }
        vm.num = number;
        return answer;
    }

    public static Object unm(LuaVm vm, Object a, double an, String operand) {
        if (a == Tag.NUM) {
            vm.num = -an;
            return Tag.NUM;
        }
        return slow(vm, MetaEvent.UNM, a, an, a, an, operand, operand);
    }

    public static Object addSlow(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        return slow(vm, MetaEvent.ADD, a, an, b, bn, left, right);
    }

    public static Object subSlow(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        return slow(vm, MetaEvent.SUB, a, an, b, bn, left, right);
    }

    public static Object mulSlow(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        return slow(vm, MetaEvent.MUL, a, an, b, bn, left, right);
    }

    public static Object divSlow(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        return slow(vm, MetaEvent.DIV, a, an, b, bn, left, right);
    }

    public static Object modSlow(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        return slow(vm, MetaEvent.MOD, a, an, b, bn, left, right);
    }

    public static Object powSlow(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        return slow(vm, MetaEvent.POW, a, an, b, bn, left, right);
    }

    public static Object unmSlow(LuaVm vm, Object a, double an, String operand) {
        return slow(vm, MetaEvent.UNM, a, an, a, an, operand, operand);
    }

    /**
     * What `bit` takes a number for: its low 32 bits, rounded to even. Adding 2^52 + 2^51 moves
     * them to the end of the fraction, as in LuaJIT; above 2^51 only LuaJIT's answer counts.
     */
    public static int bits(double x) {
        return (int) Double.doubleToRawLongBits(x + 0x1.8p52);
    }

    /** {@link #bits} of a sum; with ints when there are no fractions, which is quicker. */
    public static int bitsOfSum(int a, double b) {
        long j = (long) b;
        return j == b && isSafe(j) ? a + (int) j : bits(a + b);
    }

    /** {@link #bits} of the sum of the first two and the third. */
    public static int bitsOfSum(int a, double b, double c) {
        long j = (long) b;
        long k = (long) c;
        return j == b && k == c && isSafe(j) && isSafe(k) ? a + (int) j + (int) k : bits(a + b + c);
    }

    /** Whether a number has no fraction and is below 2^48: {@link #bits} of a sum then adds up. */
    public static boolean isIntegral(double a) {
        double moved = a + 0x1.8p52;
        return moved - 0x1.8p52 == a && Math.abs(a) < 0x1p48;
    }

    /** {@link #bits} of a sum whose bits have been added up, if that is allowed. */
    public static int bitsOfSum(int added, boolean isAllowed, double sum) {
        return isAllowed ? added : bits(sum);
    }

    /** Whether a value of two slots is the int. */
    public static boolean isInt(Object value, double number, int bits) {
        return value == Tag.NUM && number == bits;
    }

    /** An index for tables: the int, or one that they all miss. */
    public static int index(int bits, boolean isNumber) {
        return isNumber ? bits : Integer.MIN_VALUE;
    }

    /** So far from 2^51 that three of them are. */
    private static boolean isSafe(long integer) {
        return integer + (1L << 48) >>> 49 == 0;
    }

    /**
     * `a % b`: the remainder has the divisor's sign. For ints below 2^31 without a floating-point
     * division.
     */
    public static double mod(double a, double b) {
        int i = (int) a;
        int j = (int) b;
        if (i == a && j == b && i >= 0 && j > 0 && (i != 0 || 1 / a > 0)) {
            return i % j;
        }
        return modSlow(a, b);
    }

    /** LuaJIT's own formula, so that infinities, NaN and rounding come out as there. */
    private static double modSlow(double a, double b) {
        return a - Math.floor(a / b) * b;
    }

    /** `a ^ b`; squares and roots, the usual ones, without the general function. */
    public static double pow(double a, double b) {
        if (b == 2) {
            return a * a;
        }
        if (b == 0.5) {
            return a == Double.NEGATIVE_INFINITY ? Double.POSITIVE_INFINITY : Math.sqrt(a) + 0.0;
        }
        return powOfC(a, b);
    }

    /** C's pow, where a power of 1, and an infinite power of -1, is 1: `math.pow`. */
    public static double powOfC(double x, double y) {
        if (x == 1 || x == -1 && Double.isInfinite(y)) {
            return 1;
        }
        // HotSpot's own (25) takes some large odd powers of negative zero for even ones.
        return x == 0 ? StrictMath.pow(x, y) : Math.pow(x, y);
    }

    /** `math.max`: where one is not a number, the later one. */
    public static double max(double x, double y) {
        return x > y ? x : y;
    }

    /** `math.min`: where one is not a number, the later one. */
    public static double min(double x, double y) {
        return x < y ? x : y;
    }

    private static double compute(MetaEvent event, double a, double b) {
        return switch (event) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case MOD -> mod(a, b);
            case POW -> pow(a, b);
            case UNM -> -a;
            default -> throw new IllegalArgumentException(event.toString());
        };
    }

    /** Strings that are numbers, metamethods, or an error. */
    static Object slow(
            LuaVm vm,
            MetaEvent event,
            Object a,
            double an,
            Object b,
            double bn,
            String left,
            String right) {
        boolean leftIsNumber = toNumber(vm, a, an);
        double x = vm.num;
        if (leftIsNumber && toNumber(vm, b, bn)) {
            vm.num = compute(event, x, vm.num);
            return Tag.NUM;
        }
        Object method = Metatables.ofEither(vm, a, b, event);
        if (method == null) {
            boolean second = leftIsNumber;
            throw ErrorText.arithmetic(vm, second ? b : a, second ? right : left);
        }
        return vm.settleFirst(Invocation.call2(vm, method, a, an, b, bn, null));
    }

    /** Leaves the number in {@code vm.num}. */
    private static boolean toNumber(LuaVm vm, Object value, double number) {
        if (value == Tag.NUM) {
            vm.num = number;
            return true;
        }
        if (value instanceof LuaString string) {
            vm.heed(string.length());
            return Conversion.toNumber(vm, string);
        }
        return false;
    }
}
