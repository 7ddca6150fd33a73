// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.ErrorText;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.regex.CompiledPattern;
import io.perilune.ngx.regex.RegexCache;
import io.perilune.ngx.regex.RegexOptions;
import io.perilune.ngx.regex.ReplacementTemplate;

/**
 * What the functions of ngx.re share: how they take patterns, options and contexts, and how they
 * hand out captures. Confined to its worker.
 *
 * <p>Wrong types end in the errors that OpenResty's Lua code would run into.
 */
final class Patterns {
    static final LuaString POS = LuaString.constant("pos");

    private final LuaWorker worker;
    private final RegexCache cache;
    private boolean keptAny;

    Patterns(LuaWorker worker) {
        this.worker = worker;
        cache =
                new RegexCache(
                        worker.options().regexCacheEntries(),
                        worker.options().regexMatchLimit(),
                        worker.vm().interrupt()::isRequested);
    }

    // --- arguments: boxed values -----------------------------------------------------------------

    static LuaString subject(LuaVm vm, Object value) {
        return value instanceof LuaString string ? string : vm.tostring(value);
    }

    /** As {@link #get}, for functions whose patterns OpenResty keeps in its one cache. */
    CompiledPattern getKept(Object pattern, Object options) throws CompiledPattern.BadPattern {
        RegexOptions letters = options(options);
        CompiledPattern found = get(pattern, letters);
        if (!keptAny) {
            keptAny = !cache.isForgotten(letters);
        }
        return found;
    }

    CompiledPattern get(Object pattern, Object options) throws CompiledPattern.BadPattern {
        return get(pattern, options(options));
    }

    private CompiledPattern get(Object pattern, RegexOptions options)
            throws CompiledPattern.BadPattern {
        if (!(pattern instanceof LuaString text)) {
            String verb =
                    options.has('o') && !(pattern instanceof Double)
                            ? "concatenate"
                            : "get length of";
            throw wrong("attempt to " + verb + " local 'regex'", pattern);
        }
        CompiledPattern found = cache.known(text, options);
        if (found == null) {
            found = cache.compile(text, options);
            tellJit(options);
        } else if (cache.isForgotten(options)) {
            tellJit(options);
        }
        return found;
    }

    /** What OpenResty's debug log has for each pattern that it compiles with the option `j`. */
    private void tellJit(RegexOptions options) {
        if (options.isJit() && worker.port().log().level() >= LogPort.DEBUG) {
            worker.port().log().log(LogPort.DEBUG, "pcre2 JIT compiled successfully");
        }
    }

    private RegexOptions options(Object value) {
        if (value == null || value == Boolean.FALSE) {
            return RegexOptions.NONE;
        }
        if (!(value instanceof LuaString text)) {
            throw wrong("attempt to get length of local 'opts'", value);
        }
        RegexOptions options = cache.options(text);
        if (options == null) {
            throw ErrorText.byCaller(
                    worker.vm(),
                    "unknown flag \""
                            + RegexOptions.unknownIn(text)
                            + "\" (flags \""
                            + text.toLatin1()
                            + "\")");
        }
        return options;
    }

    ReplacementTemplate template(LuaString text) throws ReplacementTemplate.BadTemplate {
        return cache.template(text);
    }

    /** Whether OpenResty's cache would have kept no pattern yet. */
    boolean keptNone() {
        return !keptAny;
    }

    private LuaError wrong(String what, Object value) {
        return ErrorText.byCaller(worker.vm(), what + " (a " + LuaVm.typeName(value) + " value)");
    }

    // --- positions -------------------------------------------------------------------------------

    /** A context table, or null. */
    LuaTable context(Object value) {
        if (value instanceof LuaTable table) {
            return table;
        }
        if (value == null || value == Boolean.FALSE) {
            return null;
        }
        throw wrong("attempt to index local 'ctx'", value);
    }

    /** Where to begin, from 0, as the field `pos` of a context says. */
    int position(LuaVm vm, LuaTable context) {
        if (context == null) {
            return 0;
        }
        Object value = fieldPos(vm, context);
        if (value == null || value == Boolean.FALSE) {
            return 0;
        }
        double position = number(value, "%s with number");
        return position <= 0 ? 0 : (int) (position - 1);
    }

    static Object fieldPos(LuaVm vm, LuaTable context) {
        return context.metatable() == null ? context.get(POS) : vm.index(context, POS);
    }

    /**
     * A number.
     *
     * @param comparison what Lua says that it cannot compare when the value is of type `%s`
     */
    double number(Object value, String comparison) {
        if (value instanceof Double number) {
            return number;
        }
        throw ErrorText.byCaller(
                worker.vm(),
                "attempt to compare " + comparison.replace("%s", LuaVm.typeName(value)));
    }

    static void setPosition(LuaVm vm, LuaTable context, double position) {
        if (context == null) {
            return;
        }
        if (context.metatable() == null) {
            context.setField(POS, Tag.NUM, position);
        } else {
            vm.setIndex(context, POS, position);
        }
    }

    // --- matching --------------------------------------------------------------------------------

    /**
     * {@link CompiledPattern#match}; meanwhile does what another thread, or a timer, asks the
     * machine to do.
     */
    static int match(LuaVm vm, CompiledPattern pattern, LuaString subject, int from) {
        int code = pattern.match(subject, from);
        while (code == CompiledPattern.STOPPED) {
            vm.poll();
            code = pattern.match(subject, from);
        }
        return code;
    }

    static LuaString failure(int code) {
        return LuaString.ofLatin1("pcre_exec() failed: " + code);
    }

    /** The text of a group of the last match, or false. */
    private static Object group(CompiledPattern pattern, LuaString subject, int group) {
        int start = pattern.start(group);
        return start < 0 ? Boolean.FALSE : subject.substring(start, pattern.end(group));
    }

    /** A new table of what the last match captured. */
    static LuaTable captures(CompiledPattern pattern, LuaString subject) {
        Object[] items = new Object[pattern.groups()];
        for (int i = 0; i < items.length; i++) {
            items[i] = group(pattern, subject, i + 1);
        }
        LuaTable table = LuaTable.ofItemsFromZero(group(pattern, subject, 0), items);
        if (pattern.nameCount() > 0) {
            setNames(pattern, table);
        }
        return table;
    }

    /** As {@link #captures}, in a table that is there. */
    static LuaTable capturesInto(CompiledPattern pattern, LuaString subject, LuaTable table) {
        for (int i = 0; i <= pattern.groups(); i++) {
            table.setInt(i, group(pattern, subject, i), 0);
        }
        setNames(pattern, table);
        return table;
    }

    private static void setNames(CompiledPattern pattern, LuaTable table) {
        for (int i = 0; i < pattern.nameCount(); i++) {
            LuaString name = pattern.name(i);
            Object value = table.get((long) pattern.namedGroup(i));
            if (!pattern.hasDuplicateNames()) {
                table.setField(name, value, 0);
            } else if (value != null && value != Boolean.FALSE) {
                if (table.get(name) instanceof LuaTable list) {
                    list.put(list.length() + 1L, value);
                } else {
                    table.setField(name, LuaTable.ofItems(value), 0);
                }
            }
        }
    }
}
