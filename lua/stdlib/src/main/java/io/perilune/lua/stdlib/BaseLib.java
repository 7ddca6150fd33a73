// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.Conversion;
import io.perilune.lua.runtime.IpairsStep;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaType;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.MetaEvent;
import io.perilune.lua.runtime.Metatables;
import io.perilune.lua.runtime.Next;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.TailCalling;
import io.perilune.lua.runtime.VarargSelection;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The functions without a table: types, metatables, iteration. Stateless, but for print's stream.
 *
 * <p>Neighbours with the same names in `_G`: {@link ProtectedCalls} (pcall, xpcall, error, assert),
 * {@link ChunkLoading} (load and its kin), {@link Environments} (getfenv, setfenv), {@link
 * GarbageLib} (collectgarbage, gcinfo, newproxy).
 */
final class BaseLib {
    static final LuaFunction NEXT = Next.FUNCTION;
    static final LuaFunction TOSTRING = new Tostring();

    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry("getmetatable", new Getmetatable()),
                    entry("next", NEXT),
                    entry("rawequal", BaseLib::rawequal),
                    entry("rawget", new Rawget()),
                    entry("rawset", BaseLib::rawset),
                    entry("select", new Select()),
                    entry("setmetatable", new Setmetatable()),
                    entry("tonumber", new Tonumber()),
                    entry("tostring", TOSTRING),
                    entry("type", new Type()),
                    entry("unpack", TableLib.UNPACK));

    /** Only with the parts of Lua 5.2. */
    static final FunctionTable TABLE_52 = FunctionTable.of(entry("rawlen", BaseLib::rawlen));

    private BaseLib() {}

    static void open(LuaVm vm, LibraryOptions options) {
        LuaTable globals = vm.globals();
        globals.put("_G", globals);
        globals.put("_VERSION", LuaString.of("Lua 5.1"));
        TABLE.installInto(globals);
        ProtectedCalls.TABLE.installInto(globals);
        ChunkLoading.TABLE.installInto(globals);
        Environments.TABLE.installInto(globals);
        GarbageLib.open(vm, options);
        if (options.lua52()) {
            TABLE_52.installInto(globals);
        }
        FunctionTable.of(
                        entry(
                                "ipairs",
                                new Iteration(
                                        "ipairs",
                                        MetaEvent.IPAIRS,
                                        IpairsStep.FUNCTION,
                                        0.0,
                                        options.lua52())),
                        entry(
                                "pairs",
                                new Iteration(
                                        "pairs", MetaEvent.PAIRS, NEXT, null, options.lua52())),
                        entry("print", new Print(options.output())))
                .installInto(globals);
    }

    // --- types and conversions
    // -------------------------------------------------------------------------

    private static final class Type extends FastFunction {
        Type() {
            super("type");
        }

        @Override
        Object call(Arguments arguments) {
            return name(arguments.any(1));
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return name(a);
        }

        private static LuaString name(Object value) {
            return LuaType.of(value).luaName();
        }
    }

    private static final class Tostring extends FastFunction implements TailCalling {
        Tostring() {
            super("tostring");
        }

        @Override
        Object call(Arguments arguments) {
            return text(arguments.vm(), arguments.any(1));
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (a == Tag.NUM) {
                return text(vm, an);
            }
            Object result = text(vm, a);
            keepOnStack();
            return result instanceof Double number ? number(vm, number) : result;
        }

        /** With `__tostring`, which may give any value. */
        private static Object text(LuaVm vm, Object value) {
            if (value instanceof LuaString) {
                return value;
            }
            LuaTable metatable = vm.metatable(value);
            Object handler =
                    metatable == null ? null : Metatables.get(metatable, MetaEvent.TOSTRING);
            return handler == null ? vm.tostring(value) : vm.call1(handler, value);
        }
    }

    private static final class Tonumber extends FastFunction {
        Tonumber() {
            super("tonumber");
        }

        @Override
        Object call(Arguments arguments) {
            int base = arguments.optInteger(2, 10);
            if (base != 10) {
                return inBase(arguments, base);
            }
            Object value = arguments.any(1);
            if (value instanceof LuaString text) {
                return Conversion.toNumber(text);
            }
            return value instanceof Double ? value : null;
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (a == Tag.NUM) {
                return number(vm, an);
            }
            if (a instanceof LuaString text) {
                vm.heed(text.length());
                return Conversion.toNumber(vm, text) ? Tag.NUM : null;
            }
            return super.call1(vm, a, an);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return b == null || b == Tag.NUM && bn == 10
                    ? call1(vm, a, an)
                    : super.call2(vm, a, an, b, bn);
        }

        private static Object inBase(Arguments arguments, int base) {
            LuaString text = arguments.string(1);
            if (base < 2 || base > 36) {
                throw arguments.error(2, "base out of range");
            }
            return IntegerText.parse(text, base);
        }
    }

    private static Object rawequal(Arguments arguments) {
        Object a = arguments.any(1);
        return FastFunction.truth(LuaVm.rawEquals(a, arguments.any(2)));
    }

    private static Object rawlen(Arguments arguments) {
        return arguments.get(1) instanceof LuaString text
                ? (double) text.length()
                : (double) arguments.table(1).length();
    }

    private static Object rawset(Arguments arguments) {
        LuaTable table = arguments.table(1);
        Object key = arguments.any(2);
        table.put(key, arguments.any(3));
        return table;
    }

    private static final class Rawget extends FastFunction {
        Rawget() {
            super("rawget");
        }

        @Override
        Object call(Arguments arguments) {
            LuaTable table = arguments.table(1);
            return table.get(arguments.any(2));
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a instanceof LuaTable table
                    ? table.getAny(vm, b, bn)
                    : super.call2(vm, a, an, b, bn);
        }
    }

    private static final class Getmetatable extends FastFunction {
        Getmetatable() {
            super("getmetatable");
        }

        @Override
        Object call(Arguments arguments) {
            return visible(arguments.vm().metatable(arguments.any(1)));
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (a instanceof LuaTable table) {
                Object shown = visible(table.metatable());
                return shown instanceof Double number ? number(vm, number) : shown;
            }
            return super.call1(vm, a, an);
        }

        private static Object visible(LuaTable metatable) {
            if (metatable == null) {
                return null;
            }
            Object shown = Metatables.get(metatable, MetaEvent.METATABLE);
            return shown == null ? metatable : shown;
        }
    }

    private static final class Setmetatable extends FastFunction {
        Setmetatable() {
            super("setmetatable");
        }

        @Override
        Object call(Arguments arguments) {
            LuaTable table = arguments.table(1);
            if (arguments.isAbsent(2)
                    || !(arguments.get(2) == null || arguments.get(2) instanceof LuaTable)) {
                throw arguments.error(2, "nil or table expected");
            }
            LuaTable old = table.metatable();
            if (old != null && Metatables.get(old, MetaEvent.METATABLE) != null) {
                throw arguments.error("cannot change a protected metatable");
            }
            table.metatable((LuaTable) arguments.get(2));
            return table;
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            if (a instanceof LuaTable table
                    && table.metatable() == null
                    && b instanceof LuaTable metatable) {
                table.metatable(metatable);
                return table;
            }
            return super.call2(vm, a, an, b, bn);
        }
    }

    private static final class Select extends FastFunction implements VarargSelection {
        Select() {
            super("select");
        }

        @Override
        Object call(Arguments arguments) {
            int count = arguments.count();
            if (VarargSelection.isCount(arguments.get(1))) {
                return (double) (count - 1);
            }
            int index = arguments.integer(1);
            int first = index < 0 ? count + index : Math.min(index, count);
            if (first < 1) {
                throw arguments.error(1, "index out of range");
            }
            return arguments.results(arguments.from(first + 1));
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            if (a == Tag.NUM && an == 1) {
                return answer(vm, b, bn);
            }
            return VarargSelection.isCount(a) ? number(vm, 1) : super.call2(vm, a, an, b, bn);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            if (a == Tag.NUM && an == 2) {
                return answer(vm, c, cn);
            }
            return VarargSelection.isCount(a)
                    ? number(vm, 2)
                    : super.call3(vm, a, an, b, bn, c, cn);
        }

        private static Object answer(LuaVm vm, Object value, double number) {
            if (value == Tag.NUM) {
                vm.num = number;
            }
            return value;
        }
    }

    // --- iteration
    // -------------------------------------------------------------------------------------

    /**
     * pairs and ipairs: the metamethod's answer, or a step function, the table and where to begin.
     */
    private static final class Iteration extends FastFunction {
        private final MetaEvent event;
        private final LuaFunction step;
        private final Object start;
        private final boolean lua52;

        Iteration(String name, MetaEvent event, LuaFunction step, Object start, boolean lua52) {
            super(name);
            this.event = event;
            this.step = step;
            this.start = start;
            this.lua52 = lua52;
        }

        @Override
        Object call(Arguments arguments) {
            Object value = arguments.any(1);
            LuaTable metatable = lua52 ? arguments.vm().metatable(value) : null;
            Object handler = metatable == null ? null : Metatables.get(metatable, event);
            if (handler != null) {
                return arguments.results(arguments.vm().call(handler, value));
            }
            return arguments.results(step, arguments.table(1), start);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (a instanceof LuaTable table) {
                LuaTable metatable = table.metatable();
                if (metatable == null || Metatables.get(metatable, event) == null || !lua52) {
                    return vm.three(step, 0, table, 0, start == null ? null : Tag.NUM, 0);
                }
            }
            return super.call1(vm, a, an);
        }
    }

    // --- print
    // -----------------------------------------------------------------------------------------

    private static final class Print extends FastFunction {
        private static final LuaString GLOBAL = LuaString.of("tostring");
        private final OutputStream output;

        Print(OutputStream output) {
            super("print");
            this.output = output;
        }

        @Override
        Object call(Arguments arguments) {
            LuaVm vm = arguments.vm();
            Object tostring = vm.index(Environments.ofThread(vm), GLOBAL);
            ByteText line = new ByteText();
            for (int i = 1; i <= arguments.count(); i++) {
                if (i > 1) {
                    line.put('\t');
                }
                line.put(text(arguments, tostring, arguments.get(i)));
            }
            line.put('\n');
            try {
                output.write(line.bytes(), 0, line.length());
            } catch (IOException e) {
                throw new LuaError("cannot write: " + e.getMessage());
            }
            return arguments.none();
        }

        private static LuaString text(Arguments arguments, Object tostring, Object value) {
            if (tostring == TOSTRING && value instanceof LuaString text) {
                return text;
            }
            Object shown = arguments.vm().call1(tostring, value);
            if (shown instanceof LuaString text) {
                return text;
            }
            if (shown instanceof Double) {
                return arguments.vm().tostring(shown);
            }
            throw arguments.error("'tostring' must return a string to 'print'");
        }
    }
}
