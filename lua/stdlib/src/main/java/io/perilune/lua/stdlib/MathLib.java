// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.Arithmetic;
import io.perilune.lua.runtime.Conversion;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.NumericOperation;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;

/** The math library. Stateless, but for the machine's {@link RandomGenerator}. */
final class MathLib {
    private static final double DEGREE = 57.29577951308232;
    private static final double RADIAN = 0.017453292519943295;
    private static final double LN2 = 0.6931471805599453;

    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry(
                            "abs",
                            new Unary("abs") {
                                @Override
                                double of(double x) {
                                    return Math.abs(x);
                                }
                            }),
                    entry(
                            "acos",
                            new Unary("acos") {
                                @Override
                                double of(double x) {
                                    return Math.acos(x);
                                }
                            }),
                    entry(
                            "asin",
                            new Unary("asin") {
                                @Override
                                double of(double x) {
                                    return Math.asin(x);
                                }
                            }),
                    entry(
                            "atan",
                            new Unary("atan") {
                                @Override
                                double of(double x) {
                                    return Math.atan(x);
                                }
                            }),
                    entry(
                            "atan2",
                            new Binary("atan2") {
                                @Override
                                double of(double x, double y) {
                                    return Math.atan2(x, y);
                                }
                            }),
                    entry(
                            "ceil",
                            new Unary("ceil") {
                                @Override
                                double of(double x) {
                                    return Math.ceil(x);
                                }
                            }),
                    entry(
                            "cos",
                            new Unary("cos") {
                                @Override
                                double of(double x) {
                                    return Math.cos(x);
                                }
                            }),
                    entry(
                            "cosh",
                            new Unary("cosh") {
                                @Override
                                double of(double x) {
                                    return Math.cosh(x);
                                }
                            }),
                    entry(
                            "deg",
                            new Angle("deg") {
                                @Override
                                double of(double x) {
                                    return x * DEGREE;
                                }
                            }),
                    entry(
                            "exp",
                            new Unary("exp") {
                                @Override
                                double of(double x) {
                                    return Math.exp(x);
                                }
                            }),
                    entry(
                            "floor",
                            new Unary("floor") {
                                @Override
                                double of(double x) {
                                    return Math.floor(x);
                                }
                            }),
                    entry(
                            "fmod",
                            new Binary("fmod") {
                                @Override
                                double of(double x, double y) {
                                    return x % y;
                                }
                            }),
                    entry("frexp", MathLib::frexp),
                    entry(
                            "ldexp",
                            new Binary("ldexp") {
                                @Override
                                double of(double x, double y) {
                                    return scaled(x, y);
                                }
                            }),
                    entry("log", MathLib::log),
                    entry(
                            "log10",
                            new Unary("log10") {
                                @Override
                                double of(double x) {
                                    return Math.log10(x);
                                }
                            }),
                    entry(
                            "max",
                            new Extremum("max") {
                                @Override
                                double of(double x, double y) {
                                    return Arithmetic.max(x, y);
                                }
                            }),
                    entry(
                            "min",
                            new Extremum("min") {
                                @Override
                                double of(double x, double y) {
                                    return Arithmetic.min(x, y);
                                }
                            }),
                    entry("modf", MathLib::modf),
                    entry(
                            "pow",
                            new Binary("pow") {
                                @Override
                                double of(double x, double y) {
                                    return Arithmetic.powOfC(x, y);
                                }
                            }),
                    entry(
                            "rad",
                            new Angle("rad") {
                                @Override
                                double of(double x) {
                                    return x * RADIAN;
                                }
                            }),
                    entry(
                            "sin",
                            new Unary("sin") {
                                @Override
                                double of(double x) {
                                    return Math.sin(x);
                                }
                            }),
                    entry(
                            "sinh",
                            new Unary("sinh") {
                                @Override
                                double of(double x) {
                                    return Math.sinh(x);
                                }
                            }),
                    entry(
                            "sqrt",
                            new Unary("sqrt") {
                                @Override
                                double of(double x) {
                                    return Math.sqrt(x);
                                }
                            }),
                    entry(
                            "tan",
                            new Unary("tan") {
                                @Override
                                double of(double x) {
                                    return Math.tan(x);
                                }
                            }),
                    entry(
                            "tanh",
                            new Unary("tanh") {
                                @Override
                                double of(double x) {
                                    return Math.tanh(x);
                                }
                            }));

    private MathLib() {}

    static LuaTable open() {
        LuaTable library = new LuaTable();
        TABLE.installInto(library);
        RandomGenerator generator = new RandomGenerator();
        FunctionTable.of(
                        entry("random", new Random(generator)),
                        entry("randomseed", arguments -> seed(generator, arguments)))
                .installInto(library);
        library.put("pi", Math.PI);
        library.put("huge", Double.POSITIVE_INFINITY);
        return library;
    }

    /** As x87's fscale, which LuaJIT uses: the exponent is cut, and may be infinite. */
    private static double scaled(double x, double exponent) {
        if (Double.isInfinite(exponent)) {
            return x * (exponent > 0 ? exponent : 0);
        }
        return exponent == exponent ? Math.scalb(x, (int) exponent) : exponent;
    }

    /** In LuaJIT these are Lua, and complain like it. */
    private abstract static class Angle extends Unary {
        Angle(String name) {
            super(name);
        }

        @Override
        Object call(Arguments arguments) {
            Object value = arguments.get(1);
            Double number = Conversion.toNumber(value);
            if (number == null) {
                throw new LuaError(
                        "[builtin:"
                                + name()
                                + "]:0: attempt to perform arithmetic on a "
                                + LuaVm.typeName(value)
                                + " value");
            }
            return of(number);
        }
    }

    /** A function of one number. */
    private abstract static class Unary extends FastFunction {
        Unary(String name) {
            super(name, NumericOperation.named(name));
        }

        abstract double of(double x);

        @Override
        Object call(Arguments arguments) {
            return of(arguments.number(1));
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return a == Tag.NUM ? number(vm, of(an)) : super.call1(vm, a, an);
        }
    }

    /** A function of two numbers. */
    private abstract static class Binary extends FastFunction {
        Binary(String name) {
            super(name, NumericOperation.named(name));
        }

        abstract double of(double x, double y);

        @Override
        Object call(Arguments arguments) {
            double x = arguments.number(1);
            return of(x, arguments.number(2));
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a == Tag.NUM && b == Tag.NUM
                    ? number(vm, of(an, bn))
                    : super.call2(vm, a, an, b, bn);
        }
    }

    /** min and max: where one of two is not a number the later one wins, as in LuaJIT. */
    private abstract static class Extremum extends FastFunction {
        Extremum(String name) {
            super(name, NumericOperation.named(name));
        }

        abstract double of(double x, double y);

        @Override
        Object call(Arguments arguments) {
            double result = arguments.number(1);
            for (int i = 2; i <= arguments.count(); i++) {
                result = of(result, arguments.number(i));
            }
            return result;
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a == Tag.NUM && b == Tag.NUM
                    ? number(vm, of(an, bn))
                    : super.call2(vm, a, an, b, bn);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return a == Tag.NUM && b == Tag.NUM && c == Tag.NUM
                    ? number(vm, of(of(an, bn), cn))
                    : super.call3(vm, a, an, b, bn, c, cn);
        }
    }

    private static Object frexp(Arguments arguments) {
        double x = arguments.number(1);
        if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
            return arguments.results(x, 0.0);
        }
        int exponent = Math.getExponent(x);
        double scaled = x;
        if (exponent < Double.MIN_EXPONENT) {
            scaled = x * 0x1p54;
            exponent = Math.getExponent(scaled) - 54;
            return arguments.results(Math.scalb(scaled, -exponent - 55), (double) (exponent + 1));
        }
        return arguments.results(Math.scalb(scaled, -exponent - 1), (double) (exponent + 1));
    }

    private static Object modf(Arguments arguments) {
        double x = arguments.number(1);
        double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
        double fraction = Double.isInfinite(x) ? 0 : x - whole;
        return arguments.results(whole, Math.copySign(fraction, x));
    }

    private static Object log(Arguments arguments) {
        double x = arguments.number(1);
        if (arguments.isAbsent(2)) {
            return Math.log(x);
        }
        // Multiplied with the reciprocal, as LuaJIT does: a quotient differs in the last digit
        double reciprocal = 1.0 / log2(arguments.number(2));
        return log2(x) * reciprocal;
    }

    /** Exact for powers of two. */
    private static double log2(double x) {
        if (!(x >= Double.MIN_NORMAL) || Double.isInfinite(x)) {
            return Math.log(x) / LN2;
        }
        int exponent = Math.getExponent(x);
        double mantissa = Math.scalb(x, -exponent);
        if (mantissa > 1.4142135623730951) {
            mantissa /= 2;
            exponent++;
        }
        return exponent + Math.log(mantissa) / LN2;
    }

    /** math.random. Confined to its machine. */
    private static final class Random extends FastFunction {
        private final RandomGenerator generator;

        Random(RandomGenerator generator) {
            super("random");
            this.generator = generator;
        }

        @Override
        Object call(Arguments arguments) {
            double d = generator.next();
            return switch (arguments.count()) {
                case 0 -> d;
                case 1 -> upTo(d, arguments.number(1));
                default -> {
                    double least = arguments.number(1);
                    yield between(d, least, arguments.number(2));
                }
            };
        }

        @Override
        public Object call0(LuaVm vm) {
            return number(vm, generator.next());
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return a == Tag.NUM ? number(vm, upTo(generator.next(), an)) : super.call1(vm, a, an);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a == Tag.NUM && b == Tag.NUM
                    ? number(vm, between(generator.next(), an, bn))
                    : super.call2(vm, a, an, b, bn);
        }

        @Override
        protected void takeOver(LuaFunction other) {
            generator.takeOver(((Random) other).generator);
        }

        private static double upTo(double d, double most) {
            return Math.floor(d * most) + 1.0;
        }

        private static double between(double d, double least, double most) {
            return Math.floor(d * (most - least + 1.0)) + least;
        }
    }

    private static Object seed(RandomGenerator generator, Arguments arguments) {
        if (arguments.count() == 0) {
            generator.seedSecurely();
        } else {
            generator.seed(arguments.number(1));
        }
        return arguments.none();
    }
}
