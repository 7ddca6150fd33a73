// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * `a .. b`, for generated code; answers in the two-slot convention (never a number, but for
 * metamethods). Stateless.
 */
public final class Concatenation {
    /** Longer strings are appended to, which may need no copy of them. */
    private static final int APPENDED = Threshold.of(512, 4);

    private Concatenation() {}

    public static Object concat(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        if (a instanceof LuaString x) {
            if (b instanceof LuaString y) {
                return join(vm, x, y);
            }
            if (b == Tag.NUM) {
                return x.length() < APPENDED && isWhole(bn)
                        ? joinWhole(vm, x, (long) bn)
                        : join(vm, x, Conversion.toString(bn));
            }
        } else if (a == Tag.NUM) {
            if (b instanceof LuaString y) {
                return join(vm, Conversion.toString(an), y);
            }
            if (b == Tag.NUM) {
                return join(vm, Conversion.toString(an), Conversion.toString(bn));
            }
        }
        return concatThroughMetatable(vm, a, an, b, bn, left, right);
    }

    /** Whether a number is written as an integer, so that its length is known beforehand. */
    private static boolean isWhole(double number) {
        return number == (long) number
                && Math.abs(number) < NumberText.WHOLE_BELOW
                && (number != 0 || 1 / number > 0);
    }

    private static int wholeLength(long number) {
        return number < 0 ? 1 + NumberText.digitCount(-number) : NumberText.digitCount(number);
    }

    private static LuaString joinWhole(LuaVm vm, LuaString text, long number) {
        int length = text.length() + wholeLength(number);
        checkLength(vm, length);
        byte[] joined = new byte[length];
        text.copyTo(joined, 0);
        NumberText.writeInteger(number, joined, text.length());
        return LuaString.ofOwned(joined);
    }

    private static LuaString join(LuaVm vm, LuaString a, LuaString b) {
        if (b.isEmpty()) {
            return a;
        }
        if (a.isEmpty()) {
            return b;
        }
        checkLength(vm, (long) a.length() + b.length());
        vm.heed(a.length());
        return a.append(b);
    }

    private static void checkLength(LuaVm vm, long total) {
        if (total > vm.limits().stringLength()) {
            throw ErrorText.at(vm, ErrorText.STRING_OVERFLOW);
        }
    }

    private static Object concatThroughMetatable(
            LuaVm vm, Object a, double an, Object b, double bn, String left, String right) {
        Object method = Metatables.ofEither(vm, a, b, MetaEvent.CONCAT);
        if (method == null) {
            boolean second = a instanceof LuaString || a == Tag.NUM;
            throw ErrorText.concatenation(vm, second ? b : a, second ? right : left);
        }
        return vm.settleFirst(Invocation.call2(vm, method, a, an, b, bn, null));
    }

    /**
     * `v1 .. v2 .. … .. vn`, from the right as Lua does it; all strings and numbers at once.
     *
     * @param values boxed; the method may write to it
     * @param operands what the values are called in messages, or null
     */
    public static Object concatN(LuaVm vm, Object[] values, String[] operands) {
        int end = values.length;
        while (true) {
            int begin = textsBefore(values, end);
            if (end - begin >= 2) {
                Object joined = joinAll(vm, values, begin, end);
                if (begin == 0) {
                    return joined;
                }
                values[begin] = joined;
                end = begin + 1;
            }
            Object a = vm.unbox(values[end - 2]);
            double an = vm.num;
            Object b = vm.unbox(values[end - 1]);
            Object answer =
                    concat(
                            vm,
                            a,
                            an,
                            b,
                            vm.num,
                            operand(operands, end - 2),
                            operand(operands, end - 1));
            if (end == 2) {
                return answer;
            }
            end--;
            values[end - 1] = LuaFunction.box(answer, vm.num);
        }
    }

    private static String operand(String[] operands, int index) {
        return operands == null ? null : operands[index];
    }

    private static int textsBefore(Object[] values, int end) {
        int begin = end;
        while (begin > 0
                && (values[begin - 1] instanceof LuaString
                        || values[begin - 1] instanceof Double)) {
            begin--;
        }
        return begin;
    }

    private static LuaString joinAll(LuaVm vm, Object[] values, int begin, int end) {
        long total = 0;
        for (int i = begin; i < end; i++) {
            Object value = values[i];
            if (value instanceof Double number) {
                if (isWhole(number)) {
                    total += wholeLength((long) (double) number);
                    continue;
                }
                value = Conversion.toString(number);
                values[i] = value;
            }
            total += ((LuaString) value).length();
        }
        checkLength(vm, total);
        if (values[begin] instanceof LuaString first
                && first.length() >= APPENDED
                && first.length() > total >> 1) {
            return first.append(joinRange(values, begin + 1, end, (int) (total - first.length())));
        }
        return joinRange(values, begin, end, (int) total);
    }

    private static LuaString joinRange(Object[] values, int begin, int end, int total) {
        MemoryLimit.require(total);
        byte[] joined = new byte[total];
        int at = 0;
        for (int i = begin; i < end; i++) {
            if (values[i] instanceof LuaString part) {
                part.copyTo(joined, at);
                at += part.length();
            } else {
                at = NumberText.writeInteger((long) (double) (Double) values[i], joined, at);
            }
        }
        return LuaString.ofOwned(joined);
    }
}
