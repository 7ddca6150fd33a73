// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaUserdata;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.JavaFunction;
import io.perilune.lua.runtime.lib.LibraryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Between Java's values and Lua's. Stateless. */
final class JavaValues {
    private JavaValues() {}

    /**
     * Numbers become doubles, texts UTF-8, collections and arrays items from 1, maps fields, a
     * {@link LibraryFunction} a function; what is Lua's already stays; any other object becomes an
     * opaque userdata.
     */
    static Object toLua(Object value) {
        return switch (value) {
            case null -> null;
            case Double number -> number;
            case Boolean truth -> truth ? Boolean.TRUE : Boolean.FALSE;
            case Number number -> number.doubleValue();
            case CharSequence text -> LuaString.of(text.toString());
            case Character letter -> LuaString.of(letter.toString());
            case byte[] bytes -> LuaString.of(bytes);
            case Object[] items -> table(Arrays.asList(items));
            case Collection<?> items -> table(items);
            case Map<?, ?> fields -> table(fields);
            case LibraryFunction function -> function("?", function);
            case LuaString _, LuaTable _, LuaFunction _, LuaUserdata _, Coroutine _ -> value;
            default -> new JavaObject(value);
        };
    }

    static Object[] toLua(Object... values) {
        Object[] converted = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            converted[i] = toLua(values[i]);
        }
        return converted;
    }

    /** A function whose results may be any Java values that {@link #toLua} takes. */
    static LuaFunction function(String name, LibraryFunction function) {
        return new JavaFunction(name, arguments -> answer(function, arguments));
    }

    /** What a function gives, as a library function returns it. */
    static Object answer(LibraryFunction function, Arguments arguments) {
        Object result = function.call(arguments);
        if (result == Tag.MANY) {
            LuaVm vm = arguments.vm();
            return vm.many(toLua(vm.all(result)));
        }
        return result instanceof Tag ? result : toLua(result);
    }

    private static LuaTable table(Collection<?> items) {
        LuaTable table = new LuaTable(items.size(), 0);
        long index = 0;
        for (Object item : items) {
            table.put(++index, toLua(item));
        }
        return table;
    }

    private static LuaTable table(Map<?, ?> fields) {
        LuaTable table = new LuaTable(0, fields.size());
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            table.put(toLua(field.getKey()), toLua(field.getValue()));
        }
        return table;
    }

    static Object toJava(Object value) {
        return switch (value) {
            case LuaString text -> text.toString();
            case JavaObject object -> object.content();
            case null, default -> value;
        };
    }

    /** The items of a table from 1 to its length; tables in it stay tables. */
    static List<Object> toList(LuaTable table) {
        int length = table.length();
        List<Object> items = new ArrayList<>(length);
        for (int i = 1; i <= length; i++) {
            items.add(toJava(table.get((long) i)));
        }
        return items;
    }

    /** All pairs of a table, in its order; tables in it stay tables. */
    static Map<Object, Object> toMap(LuaTable table) {
        Map<Object, Object> fields = new LinkedHashMap<>();
        for (int i = table.firstPair(); i >= 0; i = table.nextPair(i)) {
            fields.put(toJava(table.keyAt(i)), toJava(table.valueAt(i)));
        }
        return fields;
    }
}
