// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;

/**
 * The table library, and LuaJIT's and OpenResty's additions to it. Stateless; sorting is in {@link
 * TableSort}.
 */
final class TableLib {
    /** Most results of unpack; LuaJIT's limit of values on a C function's stack. */
    static final int MAX_RESULTS = 8000;

    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry("concat", new Concat()),
                    entry("foreach", TableLib::foreach),
                    entry("foreachi", TableLib::foreachi),
                    entry("getn", TableLib::getn),
                    entry("insert", new Insert()),
                    entry("maxn", TableLib::maxn),
                    entry("move", TableLib::move),
                    entry("remove", new Remove()),
                    entry("sort", TableSort::sort));

    /** Only with the parts of Lua 5.2. */
    static final FunctionTable TABLE_52 = FunctionTable.of(entry("pack", TableLib::pack));

    /** Each is a module of its own, `require "table.new"`, which puts it into the library too. */
    static final FunctionTable MODULES =
            FunctionTable.of(
                    entry("clear", TableLib::clear),
                    entry("clone", TableLib::cloned),
                    entry("isarray", TableLib::isarray),
                    entry("isempty", TableLib::isempty),
                    entry("new", TableLib::newTable),
                    entry("nkeys", TableLib::nkeys));

    static final LuaFunction UNPACK = new Unpack();

    /** Rounds of a library's loop between two looks for an interrupt, less one. */
    private static final int ROUNDS = 0x3ff;

    private TableLib() {}

    /** What may have a billion rounds can be stopped, like a loop. */
    private static void pollSometimes(LuaVm vm, long round) {
        if ((round & ROUNDS) == 0) {
            vm.poll();
        }
    }

    static LuaTable open(boolean lua52) {
        LuaTable library = new LuaTable();
        TABLE.installInto(library);
        if (lua52) {
            TABLE_52.installInto(library);
            library.put("unpack", UNPACK);
        }
        return library;
    }

    private static final class Insert extends FastFunction {
        Insert() {
            super("insert");
        }

        @Override
        Object call(Arguments arguments) {
            LuaTable table = arguments.table(1);
            int position = table.length() + 1;
            switch (arguments.count()) {
                case 2 -> {}
                case 3 -> {
                    int wanted = arguments.integer(2);
                    makeRoom(arguments.vm(), table, position, wanted);
                    position = wanted;
                }
                default -> throw arguments.error("wrong number of arguments to 'insert'");
            }
            table.put((long) position, arguments.get(arguments.count()));
            return arguments.none();
        }

        /** Moves all from a position on one place up; the last one, to be, decides how. */
        private static void makeRoom(LuaVm vm, LuaTable table, int end, int position) {
            if (end <= position) {
                return;
            }
            vm.heed(end - position);
            moveUp(vm, table, end);
            if (table.moveItems(position, end - 2, 1)) {
                return;
            }
            for (int to = end - 1; to > position; to--) {
                pollSometimes(vm, to);
                moveUp(vm, table, to);
            }
        }

        private static void moveUp(LuaVm vm, LuaTable table, int to) {
            Object before = table.getInt(vm, to - 1);
            table.setInt(to, before, vm.num);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            if (a instanceof LuaTable table) {
                table.setInt(table.length() + 1, b, bn);
                return vm.many(LuaVm.NO_VALUES);
            }
            return super.call2(vm, a, an, b, bn);
        }
    }

    private static final class Remove extends FastFunction {
        Remove() {
            super("remove");
        }

        @Override
        Object call(Arguments arguments) {
            LuaTable table = arguments.atLeast(1).table(1);
            int length = table.length();
            if (arguments.isAbsentOrNil(2)) {
                return length == 0 ? arguments.none() : taken(table, length);
            }
            double position = arguments.number(2);
            if (!(position >= 1 && position <= length)) {
                return arguments.none();
            }
            LuaVm vm = arguments.vm();
            Object old = LuaFunction.box(table.getInt(vm, (int) position), vm.num);
            vm.heed(length - (int) position);
            if (position != (int) position || !table.moveItems((int) position + 1, length, -1)) {
                moveDown(vm, table, position, length);
            }
            table.setInt(length, null, 0);
            return old;
        }

        /** LuaJIT counts from the position as it is, fractions included. */
        private static void moveDown(LuaVm vm, LuaTable table, double position, int length) {
            for (double i = position + 1; i <= length; i++) {
                int from = (int) i;
                pollSometimes(vm, from);
                Object next = table.getInt(vm, from);
                table.setInt(from - 1, next, vm.num);
            }
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (a instanceof LuaTable table) {
                int length = table.length();
                if (length == 0) {
                    return vm.many(LuaVm.NO_VALUES);
                }
                Object old = table.getInt(vm, length);
                table.setInt(length, null, 0);
                return old;
            }
            return super.call1(vm, a, an);
        }

        private static Object taken(LuaTable table, int position) {
            Object old = table.get((long) position);
            table.put((long) position, null);
            return old;
        }
    }

    private static final class Concat extends FastFunction {
        Concat() {
            super("concat");
        }

        @Override
        Object call(Arguments arguments) {
            LuaTable table = arguments.table(1);
            LuaString separator = arguments.optString(2, LuaString.EMPTY);
            int first = arguments.optInteger(3, 1);
            int last = arguments.isAbsentOrNil(4) ? table.length() : arguments.integer(4);
            return concat(arguments, table, separator, first, last);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            LuaString text =
                    a instanceof LuaTable table
                            ? texts(vm, table, LuaString.EMPTY, 1, table.length())
                            : null;
            return text != null ? text : super.call1(vm, a, an);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            LuaString text =
                    a instanceof LuaTable table && b instanceof LuaString separator
                            ? texts(vm, table, separator, 1, table.length())
                            : null;
            return text != null ? text : super.call2(vm, a, an, b, bn);
        }

        /** In one array, when all items are strings; else null. */
        private static LuaString texts(
                LuaVm vm, LuaTable table, LuaString separator, int first, int last) {
            vm.heed(last);
            long total = 0;
            for (int i = first; i <= last; i++) {
                if (!(table.getInt(vm, i) instanceof LuaString text)) {
                    return null;
                }
                total += text.length();
            }
            if (total == 0) {
                return null;
            }
            total += (long) separator.length() * (last - first);
            byte[] joined = ByteText.allocate(vm, total);
            int at = 0;
            for (int i = first; i <= last; i++) {
                if (i > first) {
                    separator.copyTo(joined, at);
                    at += separator.length();
                }
                LuaString text = (LuaString) table.getInt(vm, i);
                text.copyTo(joined, at);
                at += text.length();
            }
            return LuaString.ofOwned(joined);
        }

        private static Object concat(
                Arguments arguments, LuaTable table, LuaString separator, int first, int last) {
            LuaVm vm = arguments.vm();
            ByteText out = new ByteText();
            for (long i = first; i <= last; i++) {
                Object value = table.getInt(vm, (int) i);
                if (value instanceof LuaString text) {
                    out.put(text);
                } else if (value == Tag.NUM) {
                    out.putNumber(vm.num);
                } else {
                    throw arguments.error(
                            "invalid value ("
                                    + LuaVm.typeName(value)
                                    + ") at index "
                                    + i
                                    + " in table for 'concat'");
                }
                if (i < last) {
                    out.put(separator);
                }
            }
            return out.toLuaString();
        }
    }

    private static final class Unpack extends FastFunction {
        Unpack() {
            super("unpack");
        }

        @Override
        Object call(Arguments arguments) {
            LuaTable table = arguments.table(1);
            int first = arguments.optInteger(2, 1);
            int last = arguments.isAbsentOrNil(3) ? table.length() : arguments.integer(3);
            if (first > last) {
                return arguments.none();
            }
            long count = (long) last - first + 1;
            if (count > MAX_RESULTS) {
                throw arguments.error("too many results to unpack");
            }
            return unpacked(arguments.vm(), table, first, (int) count);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (a instanceof LuaTable table) {
                int count = table.length();
                if (count <= MAX_RESULTS) {
                    return unpacked(vm, table, 1, count);
                }
            }
            return super.call1(vm, a, an);
        }

        private static Object unpacked(LuaVm vm, LuaTable table, int first, int count) {
            Object[] values = new Object[count];
            for (int i = 0; i < count; i++) {
                values[i] = LuaFunction.box(table.getInt(vm, first + i), vm.num);
            }
            return vm.many(values);
        }
    }

    private static Object getn(Arguments arguments) {
        return (double) arguments.atLeast(1).table(1).length();
    }

    private static Object maxn(Arguments arguments) {
        LuaTable table = arguments.table(1);
        double most = 0;
        for (int i = table.firstPair(); i >= 0; i = table.nextPair(i)) {
            if (table.keyAt(i) instanceof Double key && table.valueAt(i) != null) {
                most = Math.max(most, key);
            }
        }
        return most;
    }

    private static Object foreach(Arguments given) {
        Arguments arguments = given.atLeast(2);
        LuaTable table = arguments.table(1);
        LuaFunction function = arguments.function(2);
        LuaVm vm = arguments.vm();
        Object key = null;
        while (true) {
            vm.poll();
            Object[] pair = vm.call(BaseLib.NEXT, table, key);
            key = pair[0];
            if (key == null) {
                return arguments.none();
            }
            Object result = vm.call1(function, key, pair[1]);
            if (result != null) {
                return result;
            }
        }
    }

    private static Object foreachi(Arguments given) {
        Arguments arguments = given.atLeast(2);
        LuaTable table = arguments.table(1);
        LuaFunction function = arguments.function(2);
        int length = table.length();
        for (int i = 1; i <= length; i++) {
            pollSometimes(arguments.vm(), i);
            Object result = arguments.vm().call1(function, (double) i, table.get((long) i));
            if (result != null) {
                return result;
            }
        }
        return arguments.none();
    }

    private static Object move(Arguments given) {
        Arguments arguments = given.atLeast(4);
        LuaTable source = arguments.table(1);
        int first = arguments.integer(2);
        int last = arguments.integer(3);
        int to = arguments.integer(4);
        LuaTable target = arguments.isAbsentOrNil(5) ? source : arguments.table(5);
        LuaVm vm = arguments.vm();
        long distance = (long) to - first;
        if (to > last || to <= first || source != target) {
            for (long i = first; i <= last; i++) {
                pollSometimes(vm, i);
                vm.setIndex(target, (double) (i + distance), vm.index(source, (double) i));
            }
        } else {
            for (long i = last; i >= first; i--) {
                pollSometimes(vm, i);
                vm.setIndex(target, (double) (i + distance), vm.index(source, (double) i));
            }
        }
        return target;
    }

    private static Object pack(Arguments arguments) {
        int count = arguments.count();
        LuaTable table = new LuaTable(count, 1);
        for (int i = 1; i <= count; i++) {
            table.put((long) i, arguments.get(i));
        }
        table.put("n", (double) count);
        return table;
    }

    // --- modules
    // -------------------------------------------------------------------------------------

    private static Object newTable(Arguments arguments) {
        int array = arguments.integer(1);
        int hash = arguments.integer(2);
        return new LuaTable(Math.max(array, 0), Math.max(hash, 0));
    }

    private static Object clear(Arguments arguments) {
        arguments.table(1).clear();
        return arguments.none();
    }

    private static Object nkeys(Arguments arguments) {
        return (double) arguments.table(1).pairCount();
    }

    private static Object isempty(Arguments arguments) {
        LuaTable table = arguments.table(1);
        return table.pairCount() == 0;
    }

    /** Whether all keys are whole numbers from 0 on; an empty table is one. */
    private static Object isarray(Arguments arguments) {
        LuaTable table = arguments.table(1);
        for (int i = table.firstPair(); i >= 0; i = table.nextPair(i)) {
            boolean counts =
                    table.keyAt(i) instanceof Double key && key >= 0 && key == Math.rint(key);
            if (!counts && table.valueAt(i) != null) {
                return Boolean.FALSE;
            }
        }
        return Boolean.TRUE;
    }

    /** One level deep, with the same metatable not taken along. */
    private static Object cloned(Arguments arguments) {
        LuaTable table = arguments.table(1);
        LuaTable copy = new LuaTable(table.length(), 0);
        for (int i = table.firstPair(); i >= 0; i = table.nextPair(i)) {
            copy.put(table.keyAt(i), table.valueAt(i));
        }
        return copy;
    }
}
