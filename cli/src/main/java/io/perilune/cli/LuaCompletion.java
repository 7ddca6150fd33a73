// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that could stand at the end of a text: keywords and globals, fields behind a dot, methods
 * behind a colon. Looks through tables and their `__index` tables; never runs Lua. Confined to the
 * machine's thread.
 */
final class LuaCompletion {

    /** `a.b[...].c:d`, without the indexes: what could be looked up without running anything. */
    private static final Pattern PATH =
            Pattern.compile("([A-Za-z_]\\w*(?:[.:][A-Za-z_]\\w*)*[.:])?([A-Za-z_]\\w*)?$");

    private static final List<String> KEYWORDS =
            List.of(
                    "and",
                    "break",
                    "do",
                    "else",
                    "elseif",
                    "end",
                    "false",
                    "for",
                    "function",
                    "goto",
                    "if",
                    "in",
                    "local",
                    "nil",
                    "not",
                    "or",
                    "repeat",
                    "return",
                    "then",
                    "true",
                    "until",
                    "while");

    private static final int MAX_CHAIN = 10;

    private final LuaVm vm;

    LuaCompletion(LuaVm vm) {
        this.vm = vm;
    }

    /** Where the path that ends a text begins. */
    static int wordStart(String text) {
        Matcher path = PATH.matcher(text);
        return path.find() ? path.start() : text.length();
    }

    /** All paths that begin with this one. */
    SortedSet<String> candidates(String path) {
        SortedSet<String> found = new TreeSet<>();
        int separator = Math.max(path.lastIndexOf('.'), path.lastIndexOf(':'));
        String prefix = path.substring(separator + 1);
        String owner = path.substring(0, separator + 1);
        boolean methodsOnly = owner.endsWith(":");
        Object at = owner.isEmpty() ? vm.globals() : lookUp(owner);
        for (int depth = 0; at != null && depth < MAX_CHAIN; depth++) {
            addNames(at, prefix, owner, methodsOnly, found);
            at = behind(at);
        }
        if (owner.isEmpty()) {
            KEYWORDS.stream().filter(word -> word.startsWith(prefix)).forEach(found::add);
        }
        return found;
    }

    private Object lookUp(String path) {
        Object value = vm.globals();
        for (String name : path.split("[.:]")) {
            value = field(value, LuaString.of(name));
        }
        return value;
    }

    private Object field(Object owner, LuaString name) {
        Object at = owner;
        for (int depth = 0; at != null && depth < MAX_CHAIN; depth++) {
            if (at instanceof LuaTable table && table.get(name) != null) {
                return table.get(name);
            }
            at = behind(at);
        }
        return null;
    }

    /** The table where what is not in a value is looked up. */
    private Object behind(Object value) {
        LuaTable metatable = vm.metatable(value);
        return metatable != null && metatable.get(LuaString.of("__index")) instanceof LuaTable next
                ? next
                : null;
    }

    private static void addNames(
            Object owner, String prefix, String before, boolean methods, SortedSet<String> found) {
        if (!(owner instanceof LuaTable table)) {
            return;
        }
        for (int i = table.firstPair(); i >= 0; i = table.nextPair(i)) {
            boolean fits = !methods || table.valueAt(i) instanceof LuaFunction;
            if (fits && table.keyAt(i) instanceof LuaString key) {
                String name = new String(key.toBytes(), StandardCharsets.UTF_8);
                if (name.startsWith(prefix) && name.matches("[A-Za-z_]\\w*")) {
                    found.add(before + name);
                }
            }
        }
    }
}
