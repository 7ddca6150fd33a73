// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.runtime.LuaFunction;
import java.util.List;
import java.util.Map;

/**
 * What looks like a call of a library function of numbers, by its name. Immutable.
 *
 * @param form what the callee must be able to do: a constant of {@link LuaFunction}
 * @param most how many arguments it may get
 */
record NumericCall(int form, int most) {
    private static final NumericCall ONE_NUMBER = new NumericCall(LuaFunction.ONE_NUMBER, 1);
    private static final NumericCall TWO_NUMBERS = new NumericCall(LuaFunction.TWO_NUMBERS, 2);
    private static final NumericCall ONE_BITS = new NumericCall(LuaFunction.ONE_BITS, 1);
    private static final NumericCall TWO_BITS = new NumericCall(LuaFunction.TWO_BITS, 2);
    private static final NumericCall MANY_BITS = new NumericCall(LuaFunction.MANY_BITS, 6);

    private static final Map<String, NumericCall> BY_NAME =
            Map.ofEntries(
                    Map.entry("abs", ONE_NUMBER),
                    Map.entry("ceil", ONE_NUMBER),
                    Map.entry("cos", ONE_NUMBER),
                    Map.entry("exp", ONE_NUMBER),
                    Map.entry("floor", ONE_NUMBER),
                    Map.entry("sin", ONE_NUMBER),
                    Map.entry("sqrt", ONE_NUMBER),
                    Map.entry("tan", ONE_NUMBER),
                    Map.entry("fmod", TWO_NUMBERS),
                    Map.entry("max", TWO_NUMBERS),
                    Map.entry("min", TWO_NUMBERS),
                    Map.entry("pow", TWO_NUMBERS),
                    Map.entry("bnot", ONE_BITS),
                    Map.entry("bswap", ONE_BITS),
                    Map.entry("tobit", ONE_BITS),
                    Map.entry("arshift", TWO_BITS),
                    Map.entry("lshift", TWO_BITS),
                    Map.entry("rol", TWO_BITS),
                    Map.entry("ror", TWO_BITS),
                    Map.entry("rshift", TWO_BITS),
                    Map.entry("band", MANY_BITS),
                    Map.entry("bor", MANY_BITS),
                    Map.entry("bxor", MANY_BITS));

    /** Null for other calls. */
    static NumericCall of(Expression.Call call) {
        NumericCall found = BY_NAME.get(name(call.function()));
        List<Expression> arguments = call.arguments();
        return found != null && arguments.size() >= found.least() && arguments.size() <= found.most
                ? found
                : null;
    }

    private static String name(Expression function) {
        return switch (function) {
            case Expression.Name name -> name.name();
            case Expression.Index index when index.key() instanceof Expression.StringLiteral key ->
                    key.value();
            default -> "";
        };
    }

    private int least() {
        return most == 1 ? 1 : 2;
    }

    boolean isOfBits() {
        return form == LuaFunction.ONE_BITS
                || form == LuaFunction.TWO_BITS
                || form == LuaFunction.MANY_BITS;
    }

    /** What the callee must be able to do with this number of arguments. */
    int formOf(int arguments) {
        return form == LuaFunction.MANY_BITS && arguments == 2 ? LuaFunction.TWO_BITS : form;
    }
}
