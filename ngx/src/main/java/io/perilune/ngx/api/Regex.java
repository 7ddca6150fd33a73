// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.ErrorText;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.regex.CompiledPattern;

/** ngx.re: match, find, gmatch; sub and gsub are in {@link Substitution}. Stateless. */
public final class Regex {
    private static final LuaString NTH_OUT_OF_BOUND = LuaString.constant("nth out of bound");

    private Regex() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        Patterns patterns = new Patterns(worker);
        LuaTable re = LuaWorker.child(ngx, "re");
        set(re, new Match(worker, patterns));
        set(re, new Find(worker, patterns));
        set(re, new Gmatch(worker, patterns));
        set(re, new Substitution(worker, patterns, "sub", false));
        set(re, new Substitution(worker, patterns, "gsub", true));
        RegexModules.install(worker, patterns);
    }

    private static void set(LuaTable table, ApiFunction function) {
        table.setField(LuaString.constant(function.name()), function, 0);
    }

    /**
     * A function of a subject, a pattern, and up to three more arguments. Confined to its worker.
     */
    private abstract static class OfSubject extends ApiFunction {
        final Patterns patterns;

        OfSubject(LuaWorker worker, String name, Patterns patterns) {
            super(worker, name, Phases.ANY);
            this.patterns = patterns;
        }

        /** All arguments boxed; the answer is as {@link LuaFunction} gives it. */
        abstract Object apply(
                LuaVm vm, Object subject, Object pattern, Object options, Object d, Object e);

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return apply(vm, box(a, an), box(b, bn), null, null, null);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return apply(vm, box(a, an), box(b, bn), box(c, cn), null, null);
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
            return apply(vm, box(a, an), box(b, bn), box(c, cn), box(d, dn), null);
        }

        @Override
        protected Object run(ApiCall call) {
            return apply(
                    call.vm(), call.get(1), call.get(2), call.get(3), call.get(4), call.get(5));
        }
    }

    /** ngx.re.match(subject, pattern, options, context, table). */
    private static final class Match extends OfSubject {
        Match(LuaWorker worker, Patterns patterns) {
            super(worker, "match", patterns);
        }

        @Override
        Object apply(LuaVm vm, Object text, Object regex, Object options, Object ctx, Object into) {
            LuaString subject = Patterns.subject(vm, text);
            CompiledPattern pattern;
            try {
                pattern = patterns.getKept(regex, options);
            } catch (CompiledPattern.BadPattern e) {
                return vm.two(null, 0, LuaString.ofLatin1(e.getMessage()), 0);
            }
            LuaTable context = patterns.context(ctx);
            int code = Patterns.match(vm, pattern, subject, patterns.position(vm, context));
            if (code != CompiledPattern.MATCH) {
                return code == CompiledPattern.NO_MATCH
                        ? null
                        : vm.two(null, 0, Patterns.failure(code), 0);
            }
            Object captures = captures(vm, pattern, subject, into);
            Patterns.setPosition(vm, context, pattern.end(0) + 1.0);
            return captures;
        }

        private static LuaTable captures(
                LuaVm vm, CompiledPattern pattern, LuaString subject, Object into) {
            if (into instanceof LuaTable table) {
                return Patterns.capturesInto(pattern, subject, table);
            }
            if (into == null || into == Boolean.FALSE) {
                return Patterns.captures(pattern, subject);
            }
            throw ErrorText.byCaller(
                    vm, "attempt to index local 'res' (a " + LuaVm.typeName(into) + " value)");
        }
    }

    /** ngx.re.find(subject, pattern, options, context, nth). */
    private static final class Find extends OfSubject {
        Find(LuaWorker worker, Patterns patterns) {
            super(worker, "find", patterns);
        }

        @Override
        Object apply(LuaVm vm, Object text, Object regex, Object options, Object ctx, Object nth) {
            LuaString subject = Patterns.subject(vm, text);
            CompiledPattern pattern;
            try {
                pattern = patterns.getKept(regex, options);
            } catch (CompiledPattern.BadPattern e) {
                return failed(vm, LuaString.ofLatin1(e.getMessage()));
            }
            LuaTable context = patterns.context(ctx);
            int code = Patterns.match(vm, pattern, subject, patterns.position(vm, context));
            if (code != CompiledPattern.MATCH) {
                return code == CompiledPattern.NO_MATCH ? null : failed(vm, Patterns.failure(code));
            }
            int group = group(nth);
            if (group > pattern.groups()) {
                Patterns.setPosition(vm, context, pattern.end(0) + 1.0);
                return failed(vm, NTH_OUT_OF_BOUND);
            }
            int start = pattern.start(group);
            int end = pattern.end(group);
            Patterns.setPosition(vm, context, pattern.end(0) + 1.0);
            return start < 0
                    ? vm.two(null, 0, null, 0)
                    : vm.two(Tag.NUM, start + 1.0, Tag.NUM, end);
        }

        private int group(Object nth) {
            if (nth == null || nth == Boolean.FALSE) {
                return 0;
            }
            return (int) Math.max(0, patterns.number(nth, "%s with number"));
        }

        private static Object failed(LuaVm vm, LuaString message) {
            return vm.three(null, 0, null, 0, message, 0);
        }
    }

    /** ngx.re.gmatch(subject, pattern, options). */
    private static final class Gmatch extends OfSubject {
        Gmatch(LuaWorker worker, Patterns patterns) {
            super(worker, "gmatch", patterns);
        }

        @Override
        Object apply(LuaVm vm, Object text, Object regex, Object options, Object d, Object e) {
            LuaString subject = Patterns.subject(vm, text);
            try {
                return new Matches(worker, patterns.getKept(regex, options), subject);
            } catch (CompiledPattern.BadPattern wrong) {
                return vm.two(null, 0, LuaString.ofLatin1(wrong.getMessage()), 0);
            }
        }
    }

    /**
     * The iterator that gmatch gives; it belongs to no request. Confined to its worker, single use.
     */
    private static final class Matches extends ApiFunction {
        private final CompiledPattern pattern;
        private LuaString subject;
        private int position;

        Matches(LuaWorker worker, CompiledPattern pattern, LuaString subject) {
            super(worker, "gmatch", Phases.ANY);
            this.pattern = pattern;
            this.subject = subject;
        }

        @Override
        public Object call0(LuaVm vm) {
            return next(vm);
        }

        @Override
        public Object call2(LuaVm vm, Object state, double sn, Object control, double cn) {
            return next(vm);
        }

        @Override
        protected Object run(ApiCall call) {
            return next(call.vm());
        }

        private Object next(LuaVm vm) {
            LuaString text = subject;
            if (text == null) {
                return null;
            }
            int code = Patterns.match(vm, pattern, text, position);
            if (code != CompiledPattern.MATCH) {
                subject = null;
                return code == CompiledPattern.NO_MATCH
                        ? null
                        : vm.two(null, 0, Patterns.failure(code), 0);
            }
            int end = pattern.end(0);
            position = end == pattern.start(0) ? end + 1 : end;
            if (position > text.length()) {
                subject = null;
            }
            return Patterns.captures(pattern, text);
        }
    }
}
