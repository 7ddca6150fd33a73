// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.regex.CompiledPattern;
import io.perilune.ngx.regex.RegexCache;
import io.perilune.ngx.regex.ReplacementTemplate;

/** ngx.re and the module ngx.re. Confined to its worker. */
public final class Regex {
    private static final LuaString POS = LuaString.constant("pos");

    private final RegexCache cache;

    private Regex(RegexCache cache) {
        this.cache = cache;
    }

    private ApiTable table() {
        return ApiTable.of(
                ApiTable.entry("match", this::match, Phases.ANY),
                ApiTable.entry("find", this::find, Phases.ANY),
                ApiTable.entry("gmatch", this::gmatch, Phases.ANY),
                ApiTable.entry("sub", call -> substitute(call, false), Phases.ANY),
                ApiTable.entry("gsub", call -> substitute(call, true), Phases.ANY));
    }

    public static void install(LuaWorker worker, LuaTable ngx) {
        Regex regex = new Regex(new RegexCache(worker.options().regexCacheEntries()));
        regex.table().install(worker, LuaWorker.child(ngx, "re"));
        worker.module(
                "ngx.re",
                w -> {
                    LuaTable module = new LuaTable();
                    ApiTable.of(
                                    ApiTable.entry("split", regex::split, Phases.ANY),
                                    ApiTable.entry("opt", regex::option, Phases.ANY))
                            .install(w, module);
                    return module;
                });
    }

    /** The pattern in the second argument with the options in another one. */
    private CompiledPattern pattern(ApiCall call, int optionsIndex)
            throws CompiledPattern.BadPattern {
        LuaString options =
                call.get(optionsIndex) == null ? LuaString.EMPTY : call.string(optionsIndex);
        char unknown = RegexCache.unknownFlag(options);
        if (unknown != 0) {
            throw call.error(
                    "unknown flag \"" + unknown + "\" (flags \"" + options.toLatin1() + "\")");
        }
        return cache.get(call.string(2), options);
    }

    private static String subject(ApiCall call) {
        return call.vm().tostring(call.get(1)).toLatin1();
    }

    /** Where to begin, from 0, as the field `pos` of a context says. */
    private static int position(ApiCall call, int index) {
        return call.get(index) instanceof LuaTable context
                        && context.get(POS) instanceof Double position
                        && position > 0
                ? (int) (double) position - 1
                : 0;
    }

    private static void setPosition(ApiCall call, int index, int end) {
        if (call.get(index) instanceof LuaTable context) {
            context.put(POS, (Object) (end + 1.0));
        }
    }

    // --- match, find
    // -----------------------------------------------------------------------------------

    private Object match(ApiCall call) {
        String subject = subject(call);
        CompiledPattern pattern;
        try {
            pattern = pattern(call, 3);
        } catch (CompiledPattern.BadPattern e) {
            return call.failed(e.getMessage());
        }
        int[] bounds = pattern.match(subject, position(call, 4));
        if (bounds == null) {
            return null;
        }
        setPosition(call, 4, bounds[1]);
        LuaTable into = call.get(5) == null ? new LuaTable(pattern.groups(), 0) : call.table(5);
        return captures(pattern, subject, bounds, into);
    }

    private static LuaTable captures(
            CompiledPattern pattern, String subject, int[] bounds, LuaTable table) {
        for (int i = 0; i <= pattern.groups(); i++) {
            table.put((long) i, group(subject, bounds, i));
        }
        for (CompiledPattern.Name name : pattern.names()) {
            LuaString key = LuaString.ofLatin1(name.name());
            Object value = table.get((long) name.group());
            if (!pattern.hasDuplicateNames()) {
                table.put(key, value);
            } else if (value != Boolean.FALSE) {
                if (table.get(key) instanceof LuaTable list) {
                    list.put(list.length() + 1L, value);
                } else {
                    table.put(key, LuaTable.ofItems(value));
                }
            }
        }
        return table;
    }

    private static Object group(String subject, int[] bounds, int group) {
        if (2 * group >= bounds.length || bounds[2 * group] < 0) {
            return Boolean.FALSE;
        }
        return LuaString.ofLatin1(subject.substring(bounds[2 * group], bounds[2 * group + 1]));
    }

    private Object find(ApiCall call) {
        String subject = subject(call);
        CompiledPattern pattern;
        try {
            pattern = pattern(call, 3);
        } catch (CompiledPattern.BadPattern e) {
            return call.results(null, null, LuaString.ofLatin1(e.getMessage()));
        }
        int[] bounds = pattern.match(subject, position(call, 4));
        if (bounds == null) {
            return null;
        }
        setPosition(call, 4, bounds[1]);
        int group = call.get(5) == null ? 0 : Math.max(0, call.integer(5));
        if (group > pattern.groups()) {
            return call.results(null, null, LuaString.of("nth out of bound"));
        }
        if (2 * group >= bounds.length || bounds[2 * group] < 0) {
            return call.results(null, null);
        }
        return call.results(bounds[2 * group] + 1.0, (double) bounds[2 * group + 1]);
    }

    // --- gmatch
    // ----------------------------------------------------------------------------------------

    private Object gmatch(ApiCall call) {
        String subject = subject(call);
        try {
            return new Matches(call.worker(), pattern(call, 3), subject);
        } catch (CompiledPattern.BadPattern e) {
            return call.failed(e.getMessage());
        }
    }

    /** The iterator that gmatch gives. Confined to its worker. */
    private static final class Matches extends ApiFunction {
        private final CompiledPattern pattern;
        private final String subject;
        private int position;

        Matches(LuaWorker worker, CompiledPattern pattern, String subject) {
            super(worker, "gmatch", Phases.ANY);
            this.pattern = pattern;
            this.subject = subject;
        }

        @Override
        protected Object run(ApiCall call) {
            int[] bounds =
                    position < 0 || position > subject.length()
                            ? null
                            : pattern.match(subject, position);
            if (bounds == null) {
                position = -1;
                return null;
            }
            position = bounds[1] == bounds[0] ? bounds[1] + 1 : bounds[1];
            return captures(pattern, subject, bounds, new LuaTable(pattern.groups(), 0));
        }
    }

    // --- sub, gsub
    // -------------------------------------------------------------------------------------

    /** Makes the text for one match. */
    @FunctionalInterface
    private interface Replacement {
        void append(String subject, int[] bounds, StringBuilder out);
    }

    private Object substitute(ApiCall call, boolean all) {
        String subject = subject(call);
        CompiledPattern pattern;
        Replacement replacement;
        try {
            pattern = pattern(call, 4);
            replacement = replacement(call, pattern);
        } catch (CompiledPattern.BadPattern e) {
            return call.results(null, null, LuaString.ofLatin1(e.getMessage()));
        } catch (ReplacementTemplate.BadTemplate e) {
            call.worker().log().log(LogPort.ERROR, e.getMessage());
            return call.results(
                    null, null, LuaString.of("failed to compile the replacement template"));
        }
        StringBuilder out = new StringBuilder(subject.length() + 16);
        int count = 0;
        int copied = 0;
        int position = 0;
        while (position <= subject.length()) {
            int[] bounds = pattern.match(subject, position);
            if (bounds == null) {
                break;
            }
            count++;
            out.append(subject, copied, bounds[0]);
            replacement.append(subject, bounds, out);
            copied = bounds[1];
            position = bounds[1] == bounds[0] ? bounds[1] + 1 : bounds[1];
            if (!all) {
                break;
            }
        }
        if (count == 0) {
            return call.results(call.vm().tostring(call.get(1)), 0.0);
        }
        out.append(subject, copied, subject.length());
        return call.results(LuaString.ofLatin1(out.toString()), (double) count);
    }

    private static Replacement replacement(ApiCall call, CompiledPattern pattern)
            throws ReplacementTemplate.BadTemplate {
        if (call.get(3) instanceof LuaFunction function) {
            return (subject, bounds, out) -> {
                LuaTable captures =
                        captures(pattern, subject, bounds, new LuaTable(pattern.groups(), 0));
                out.append(call.vm().tostring(call.vm().call1(function, captures)).toLatin1());
            };
        }
        return ReplacementTemplate.parse(call.vm().tostring(call.get(3)).toLatin1())::append;
    }

    // --- the module
    // ------------------------------------------------------------------------------------

    private Object split(ApiCall call) {
        String subject = subject(call);
        if (call.get(6) != null && !(call.get(6) instanceof LuaTable)) {
            throw call.error("res is not a table");
        }
        LuaTable into = call.get(6) instanceof LuaTable given ? given : new LuaTable();
        int start = position(call, 4);
        if (start >= subject.length()) {
            into.put(1L, null);
            return into;
        }
        int most = call.get(5) == null ? 0 : call.integer(5);
        try {
            Splitting splitting = new Splitting(pattern(call, 3), subject, into, start);
            splitting.run(most);
            setPosition(call, 4, splitting.position);
            return into;
        } catch (CompiledPattern.BadPattern e) {
            return call.failed(e.getMessage());
        }
    }

    /** One run of split. Single use. */
    private static final class Splitting {
        private final CompiledPattern pattern;
        private final String subject;
        private final LuaTable into;
        private int begin;
        private int position;
        private int size;
        private int lastEmpty = -1;

        Splitting(CompiledPattern pattern, String subject, LuaTable into, int start) {
            this.pattern = pattern;
            this.subject = subject;
            this.into = into;
            this.begin = start;
            this.position = start;
        }

        void run(int most) {
            int count = 1;
            while (most <= 0 || count < most) {
                int[] bounds =
                        position > subject.length() ? null : pattern.match(subject, position);
                if (bounds == null) {
                    break;
                }
                if (take(bounds)) {
                    count++;
                    if (begin >= subject.length()) {
                        break;
                    }
                }
            }
            if (most <= 0 && begin >= subject.length()) {
                dropEmptyTail();
            } else {
                add(LuaString.ofLatin1(subject.substring(begin)));
            }
            into.put(size + 1L, null);
        }

        /** Cuts at a match, unless it is an empty one right where the piece begins. */
        private boolean take(int[] bounds) {
            position = bounds[1] == bounds[0] ? bounds[1] + 1 : bounds[1];
            if (lastEmpty >= 0) {
                begin = lastEmpty;
            }
            if (bounds[0] == bounds[1]) {
                lastEmpty = bounds[0];
            }
            if (bounds[0] <= begin && lastEmpty >= 0) {
                return false;
            }
            add(LuaString.ofLatin1(subject.substring(begin, bounds[0])));
            if (bounds.length > 2 && bounds[2] >= 0) {
                add(LuaString.ofLatin1(subject.substring(bounds[2], bounds[3])));
            }
            begin = bounds[1];
            return true;
        }

        private void add(LuaString piece) {
            into.put((long) ++size, piece);
        }

        private void dropEmptyTail() {
            while (size > 0 && LuaString.EMPTY.equals(into.get((long) size))) {
                into.put((long) size--, null);
            }
        }
    }

    private Object option(ApiCall call) {
        if (!LuaString.of("jit_stack_size").equals(call.get(1))) {
            throw call.error("unrecognized option name");
        }
        if (!cache.isUnused()) {
            throw call.error(
                    "changing jit stack size is not allowed when some regexs have already been compiled "
                            + "and cached");
        }
        return call.none();
    }
}
