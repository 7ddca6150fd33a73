// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.regex.CompiledPattern;

/** The module ngx.re with split and opt, and what resty.core.regex offers. Stateless. */
final class RegexModules {
    private static final LuaString JIT_STACK_SIZE = LuaString.constant("jit_stack_size");

    private final Patterns patterns;

    private RegexModules(Patterns patterns) {
        this.patterns = patterns;
    }

    static void install(LuaWorker worker, Patterns patterns) {
        RegexModules functions = new RegexModules(patterns);
        ApiTable re =
                ApiTable.of(
                        ApiTable.entry("split", functions::split, Phases.ANY),
                        ApiTable.entry("opt", functions::option, Phases.ANY));
        ApiTable core =
                ApiTable.of(
                        ApiTable.entry("set_buf_grow_ratio", ApiCall::none, Phases.ANY),
                        ApiTable.entry(
                                "is_regex_cache_empty", call -> patterns.keptNone(), Phases.ANY));
        worker.module("ngx.re", w -> module(w, re));
        worker.module("resty.core.regex", w -> module(w, core));
    }

    private static LuaTable module(LuaWorker worker, ApiTable functions) {
        LuaTable module = CoreModules.versioned();
        functions.install(worker, module);
        return module;
    }

    private Object option(ApiCall call) {
        if (!JIT_STACK_SIZE.equals(call.get(1))) {
            throw call.error("unrecognized option name");
        }
        if (!patterns.keptNone()) {
            throw call.error(
                    "changing jit stack size is not allowed when some regexs have already been "
                            + "compiled and cached");
        }
        if (!(call.get(2) instanceof Double)) {
            throw call.error(2, "cannot convert '" + call.typeName(2) + "' to 'int'");
        }
        return call.none();
    }

    private Object split(ApiCall call) {
        LuaVm vm = call.vm();
        LuaString subject = Patterns.subject(vm, call.get(1));
        LuaTable context = patterns.context(call.get(4));
        Object given = context == null ? null : Patterns.fieldPos(vm, context);
        int start = given == null || given == Boolean.FALSE ? 1 : (int) number(given);
        int most = call.truth(5) ? (int) Math.ceil(number(call.get(5))) : 0;
        if (call.truth(6) && !(call.get(6) instanceof LuaTable)) {
            throw call.error("res is not a table");
        }
        LuaTable into = call.get(6) instanceof LuaTable table ? table : new LuaTable();
        if (start > subject.length()) {
            Patterns.setPosition(vm, context, start);
            into.put(1L, null);
            return into;
        }
        try {
            CompiledPattern pattern = patterns.getKept(call.get(2), call.get(3));
            Splitting splitting = new Splitting(vm, pattern, subject, into, start);
            int code = splitting.run(most);
            Patterns.setPosition(vm, context, splitting.position);
            return code < CompiledPattern.NO_MATCH
                    ? vm.two(null, 0, Patterns.failure(code), 0)
                    : into;
        } catch (CompiledPattern.BadPattern e) {
            Patterns.setPosition(vm, context, start);
            return call.failed(e.getMessage());
        }
    }

    private double number(Object value) {
        return patterns.number(value, "number with %s");
    }

    /**
     * One run of split. Single use.
     *
     * <p>Positions of pieces count from 1 and may be negative, as those of string.sub: OpenResty's
     * split is written with it, and a program can see that.
     */
    private static final class Splitting {
        private final LuaVm vm;
        private final CompiledPattern pattern;
        private final LuaString subject;
        private final LuaTable into;
        private int begin;
        private int size;
        private int lastEmpty;

        /** Where to look next, from 0; what the context's `pos` has in the end. */
        int position;

        Splitting(LuaVm vm, CompiledPattern pattern, LuaString subject, LuaTable into, int start) {
            this.vm = vm;
            this.pattern = pattern;
            this.subject = subject;
            this.into = into;
            this.begin = start;
            this.position = start - 1;
        }

        /** The last match's code. */
        int run(int most) {
            int code = CompiledPattern.MATCH;
            int count = 1;
            while ((most <= 0 || count < most) && begin <= subject.length()) {
                code = Patterns.match(vm, pattern, subject, Math.max(position, 0));
                if (code != CompiledPattern.MATCH) {
                    break;
                }
                count += cut() ? 1 : 0;
            }
            if (code < CompiledPattern.NO_MATCH) {
                return code;
            }
            if (most <= 0 && begin > subject.length()) {
                dropEmptyTail();
            } else {
                add(piece(begin, -1));
            }
            into.put(size + 1L, null);
            return code;
        }

        /** Cuts at a match, unless it is an empty one right where the piece begins. */
        private boolean cut() {
            int from = pattern.start(0) + 1;
            int to = pattern.end(0) + 1;
            position = from == to ? to : to - 1;
            if (lastEmpty != 0) {
                begin = lastEmpty;
            }
            if (from == to) {
                lastEmpty = from;
            }
            if (from <= begin && lastEmpty != 0) {
                return false;
            }
            add(piece(begin, from - 1));
            if (pattern.groups() > 0 && pattern.matchedGroups() > 1) {
                add(piece(pattern.start(1) + 1, pattern.end(1)));
            }
            begin = to;
            return true;
        }

        private void add(LuaString piece) {
            into.setInt(++size, piece, 0);
        }

        /** string.sub(subject, from, to). */
        private LuaString piece(int from, int to) {
            int length = subject.length();
            int first = from < 0 ? Math.max(length + from + 1, 1) : Math.max(from, 1);
            int last = to < 0 ? length + to + 1 : Math.min(to, length);
            return first > last ? LuaString.EMPTY : subject.substring(first - 1, last);
        }

        private void dropEmptyTail() {
            while (size > 0 && LuaString.EMPTY.equals(into.get((long) size))) {
                into.put((long) size--, null);
            }
        }
    }
}
