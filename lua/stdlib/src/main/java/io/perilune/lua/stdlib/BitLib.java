// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.Arithmetic;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.NumericOperation;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;

/** The bit library: 32-bit operations with signed results. Stateless. */
final class BitLib {
    private static final int MAX_HEX_DIGITS = 254;

    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry(
                            "arshift",
                            new Shift("arshift") {
                                @Override
                                int of(int x, int count) {
                                    return x >> count;
                                }
                            }),
                    entry(
                            "band",
                            new Fold("band") {
                                @Override
                                int of(int x, int y) {
                                    return x & y;
                                }
                            }),
                    entry(
                            "bnot",
                            new Unary("bnot") {
                                @Override
                                int of(int x) {
                                    return ~x;
                                }
                            }),
                    entry(
                            "bor",
                            new Fold("bor") {
                                @Override
                                int of(int x, int y) {
                                    return x | y;
                                }
                            }),
                    entry(
                            "bswap",
                            new Unary("bswap") {
                                @Override
                                int of(int x) {
                                    return Integer.reverseBytes(x);
                                }
                            }),
                    entry(
                            "bxor",
                            new Fold("bxor") {
                                @Override
                                int of(int x, int y) {
                                    return x ^ y;
                                }
                            }),
                    entry(
                            "lshift",
                            new Shift("lshift") {
                                @Override
                                int of(int x, int count) {
                                    return x << count;
                                }
                            }),
                    entry(
                            "rol",
                            new Shift("rol") {
                                @Override
                                int of(int x, int count) {
                                    return Integer.rotateLeft(x, count);
                                }
                            }),
                    entry(
                            "ror",
                            new Shift("ror") {
                                @Override
                                int of(int x, int count) {
                                    return Integer.rotateRight(x, count);
                                }
                            }),
                    entry(
                            "rshift",
                            new Shift("rshift") {
                                @Override
                                int of(int x, int count) {
                                    return x >>> count;
                                }
                            }),
                    entry(
                            "tobit",
                            new Unary("tobit") {
                                @Override
                                int of(int x) {
                                    return x;
                                }
                            }),
                    entry("tohex", BitLib::tohex));

    private BitLib() {}

    static LuaTable open() {
        LuaTable library = new LuaTable();
        TABLE.installInto(library);
        return library;
    }

    static int bits(double x) {
        return Arithmetic.bits(x);
    }

    private abstract static class Unary extends FastFunction {
        Unary(String name) {
            super(name, NumericOperation.named(name));
        }

        abstract int of(int x);

        @Override
        Object call(Arguments arguments) {
            return (double) of(bits(arguments.number(1)));
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return a == Tag.NUM ? number(vm, of(bits(an))) : super.call1(vm, a, an);
        }
    }

    /** Only the low five bits of the count matter, which is what Java's operators do. */
    private abstract static class Shift extends FastFunction {
        Shift(String name) {
            super(name, NumericOperation.named(name));
        }

        abstract int of(int x, int count);

        @Override
        Object call(Arguments arguments) {
            int x = bits(arguments.number(1));
            return (double) of(x, bits(arguments.number(2)));
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a == Tag.NUM && b == Tag.NUM
                    ? number(vm, of(bits(an), bits(bn)))
                    : super.call2(vm, a, an, b, bn);
        }
    }

    /** band, bor, bxor: one argument or more. */
    private abstract static class Fold extends FastFunction {
        Fold(String name) {
            super(name, NumericOperation.named(name));
        }

        abstract int of(int x, int y);

        @Override
        Object call(Arguments arguments) {
            int result = bits(arguments.number(1));
            for (int i = 2; i <= arguments.count(); i++) {
                result = of(result, bits(arguments.number(i)));
            }
            return (double) result;
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a == Tag.NUM && b == Tag.NUM
                    ? number(vm, of(bits(an), bits(bn)))
                    : super.call2(vm, a, an, b, bn);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return a == Tag.NUM && b == Tag.NUM && c == Tag.NUM
                    ? number(vm, of(of(bits(an), bits(bn)), bits(cn)))
                    : super.call3(vm, a, an, b, bn, c, cn);
        }

        @Override
        public Object call4(
                LuaVm vm,
                Object a,
                double an,
                Object b,
                double bn,
                Object c,
                double cn,
                Object d,
                double dn) {
            return a == Tag.NUM && b == Tag.NUM && c == Tag.NUM && d == Tag.NUM
                    ? number(vm, of(of(of(bits(an), bits(bn)), bits(cn)), bits(dn)))
                    : super.call4(vm, a, an, b, bn, c, cn, d, dn);
        }
    }

    /** A negative count means upper-case digits; more than eight are filled with zeros. */
    private static Object tohex(Arguments arguments) {
        int x = bits(arguments.number(1));
        int count = arguments.isAbsent(2) ? 8 : bits(arguments.number(2));
        boolean upper = count < 0;
        int digits = Math.min(Math.abs(count), MAX_HEX_DIGITS);
        if (count == Integer.MIN_VALUE) {
            digits = MAX_HEX_DIGITS;
        }
        byte[] text = new byte[digits];
        for (int i = 0; i < digits; i++) {
            int shift = 4 * (digits - 1 - i);
            int digit = shift < Integer.SIZE ? x >>> shift & 15 : 0;
            text[i] = (byte) (digit < 10 ? '0' + digit : (upper ? 'A' : 'a') + digit - 10);
        }
        return LuaString.ofOwned(text);
    }
}
