// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.json;

import io.perilune.lua.runtime.Conversion;
import io.perilune.lua.runtime.LightUserdata;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;
import io.perilune.ngx.engine.LuaWorker;

/**
 * The modules cjson and cjson.safe. Confined to its machine; each module table has settings of its
 * own.
 */
public final class Cjson {
    private static final String VERSION = "2.1.0.11";
    private static final String[] INVALID = {"off", "on", "null"};

    private final LuaTable arrayMetatable = new LuaTable();
    private final LuaTable emptyArrayMetatable = new LuaTable();

    private Cjson() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        Cjson cjson = new Cjson();
        worker.module("cjson", w -> cjson.module(false));
        worker.module("cjson.safe", w -> cjson.module(true));
    }

    private LuaTable module(boolean safe) {
        JsonSettings settings = new JsonSettings(arrayMetatable, emptyArrayMetatable);
        LuaTable module = new LuaTable();
        new Options(settings).table().installInto(module);
        module.put("encode", new Encode(new JsonEncoder(settings), settings, safe));
        module.put("decode", new Decode(new JsonDecoder(settings), safe));
        FunctionTable.of(FunctionTable.entry("new", arguments -> module(safe))).installInto(module);
        module.put("null", LightUserdata.NULL);
        module.put("empty_array", JsonEncoder.EMPTY_ARRAY);
        module.put("empty_array_mt", emptyArrayMetatable);
        module.put("array_mt", arrayMetatable);
        module.put("_NAME", LuaString.of("cjson"));
        module.put("_VERSION", LuaString.of(VERSION));
        return module;
    }

    // --- encode, decode
    // --------------------------------------------------------------------------------

    private static final class Encode extends LuaFunction {
        private final JsonEncoder encoder;
        private final JsonSettings settings;
        private final boolean safe;

        Encode(JsonEncoder encoder, JsonSettings settings, boolean safe) {
            this.encoder = encoder;
            this.settings = settings;
            this.safe = safe;
        }

        @Override
        public String name() {
            return "encode";
        }

        /** The settings are the module's, one for all its functions. */
        @Override
        protected void takeOver(LuaFunction other) {
            settings.takeOver(((Encode) other).settings);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            try {
                return encoder.encode(vm, a, an);
            } catch (JsonError e) {
                return failed(vm, e, safe, name());
            } catch (LuaError e) {
                if (safe) {
                    return vm.many(null, e.value());
                }
                throw e;
            }
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            requireOne(vm, name(), arguments);
            Object tag = vm.unbox(arguments[0]);
            return call1(vm, tag, vm.num);
        }
    }

    private static final class Decode extends LuaFunction {
        private final JsonDecoder decoder;
        private final boolean safe;

        Decode(JsonDecoder decoder, boolean safe) {
            this.decoder = decoder;
            this.safe = safe;
        }

        @Override
        public String name() {
            return "decode";
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            LuaString text;
            if (a instanceof LuaString string) {
                text = string;
            } else if (a == Tag.NUM) {
                text = Conversion.toString(an);
            } else {
                return wrongType(vm, a);
            }
            try {
                return decoder.decode(vm, text);
            } catch (JsonError e) {
                return failed(vm, e, safe, name());
            }
        }

        private Object wrongType(LuaVm vm, Object a) {
            if (safe) {
                return vm.many(
                        null,
                        LuaString.of(
                                "bad argument #1 to '?' (string expected, got "
                                        + LuaVm.typeName(a)
                                        + ")"));
            }
            throw new Arguments(vm, name(), new Object[] {a}).typeError(1, "string");
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            requireOne(vm, name(), arguments);
            Object tag = vm.unbox(arguments[0]);
            return call1(vm, tag, vm.num);
        }
    }

    private static void requireOne(LuaVm vm, String name, Object[] arguments) {
        if (arguments.length != 1) {
            throw new Arguments(vm, name, arguments).error(1, "expected 1 argument");
        }
    }

    private static Object failed(LuaVm vm, JsonError e, boolean safe, String name) {
        if (safe) {
            return vm.many(null, LuaString.ofLatin1(e.getMessage()));
        }
        throw new Arguments(vm, name, LuaVm.NO_VALUES).error(e.getMessage());
    }

    // --- settings
    // ----------------------------------------------------------------------------------------

    /** The functions that read and set the settings. */
    private record Options(JsonSettings settings) {

        FunctionTable table() {
            return FunctionTable.of(
                    FunctionTable.entry("encode_sparse_array", this::sparseArray),
                    FunctionTable.entry(
                            "encode_max_depth",
                            a ->
                                    (double)
                                            (settings.encodeMaxDepth =
                                                    integer(
                                                            most(a, 1),
                                                            1,
                                                            settings.encodeMaxDepth,
                                                            1,
                                                            Integer.MAX_VALUE))),
                    FunctionTable.entry(
                            "decode_max_depth",
                            a ->
                                    (double)
                                            (settings.decodeMaxDepth =
                                                    integer(
                                                            most(a, 1),
                                                            1,
                                                            settings.decodeMaxDepth,
                                                            1,
                                                            Integer.MAX_VALUE))),
                    FunctionTable.entry(
                            "encode_number_precision",
                            a ->
                                    (double)
                                            (settings.numberPrecision =
                                                    integer(
                                                            most(a, 1),
                                                            1,
                                                            settings.numberPrecision,
                                                            1,
                                                            16))),
                    FunctionTable.entry(
                            "encode_keep_buffer",
                            a -> settings.keepBuffer = flag(most(a, 1), settings.keepBuffer)),
                    FunctionTable.entry("encode_invalid_numbers", this::encodeInvalidNumbers),
                    FunctionTable.entry(
                            "decode_invalid_numbers",
                            a ->
                                    settings.decodeInvalidNumbers =
                                            flag(most(a, 1), settings.decodeInvalidNumbers)),
                    FunctionTable.entry(
                            "encode_empty_table_as_object",
                            a ->
                                    settings.emptyTableAsObject =
                                            flag(most(a, 1), settings.emptyTableAsObject)),
                    FunctionTable.entry(
                            "decode_array_with_array_mt",
                            a ->
                                    settings.arrayWithMetatable =
                                            flag(most(a, 1), settings.arrayWithMetatable)),
                    FunctionTable.entry(
                            "decode_allow_comment",
                            a -> settings.allowComment = flag(most(a, 1), settings.allowComment)),
                    FunctionTable.entry(
                            "encode_escape_forward_slash",
                            a -> settings.escapeSlash = flag(most(a, 1), settings.escapeSlash)),
                    FunctionTable.entry(
                            "encode_skip_unsupported_value_types",
                            a ->
                                    settings.skipUnsupported =
                                            flag(most(a, 1), settings.skipUnsupported)),
                    FunctionTable.entry("encode_indent", this::indent));
        }

        private static Arguments most(Arguments arguments, int count) {
            if (arguments.count() > count) {
                throw arguments.error(count + 1, "found too many arguments");
            }
            return arguments;
        }

        private static int integer(Arguments arguments, int index, int now, int least, int most) {
            if (arguments.isAbsentOrNil(index)) {
                return now;
            }
            int value = arguments.integer(index);
            if (value < least || value > most) {
                throw arguments.error(1, "expected integer between " + least + " and " + most);
            }
            return value;
        }

        private static boolean flag(Arguments arguments, boolean now) {
            return switch (arguments.get(1)) {
                case null -> now;
                case Boolean truth -> truth;
                default -> option(arguments, 2) == 1;
            };
        }

        private static int option(Arguments arguments, int choices) {
            String given = arguments.string(1).toLatin1();
            for (int i = 0; i < choices; i++) {
                if (INVALID[i].equals(given)) {
                    return i;
                }
            }
            throw arguments.error(1, "invalid option '" + given + "'");
        }

        private Object sparseArray(Arguments arguments) {
            most(arguments, 3);
            settings.sparseConvert = flag(arguments, settings.sparseConvert);
            settings.sparseRatio =
                    integer(arguments, 2, settings.sparseRatio, 0, Integer.MAX_VALUE);
            settings.sparseSafe = integer(arguments, 3, settings.sparseSafe, 0, Integer.MAX_VALUE);
            return arguments.results(
                    settings.sparseConvert,
                    (double) settings.sparseRatio,
                    (double) settings.sparseSafe);
        }

        private Object encodeInvalidNumbers(Arguments arguments) {
            most(arguments, 1);
            settings.encodeInvalidNumbers =
                    switch (arguments.get(1)) {
                        case null -> settings.encodeInvalidNumbers;
                        case Boolean truth ->
                                truth ? JsonSettings.INVALID_ON : JsonSettings.INVALID_OFF;
                        default -> option(arguments, INVALID.length);
                    };
            return settings.encodeInvalidNumbers == JsonSettings.INVALID_NULL
                    ? LuaString.of("null")
                    : (Object) (settings.encodeInvalidNumbers == JsonSettings.INVALID_ON);
        }

        private Object indent(Arguments arguments) {
            if (!most(arguments, 1).isAbsentOrNil(1)) {
                settings.indent = arguments.string(1);
            }
            return settings.indent;
        }
    }
}
