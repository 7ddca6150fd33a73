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
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.regex.CompiledPattern;
import io.perilune.ngx.regex.ReplacementTemplate;

/** ngx.re.sub and ngx.re.gsub(subject, pattern, replacement, options). Confined to its worker. */
final class Substitution extends ApiFunction {
    private static final LuaString BAD_TEMPLATE =
            LuaString.constant("failed to compile the replacement template");
    private static final int FIRST_ROOM = 256;
    private static final int MOST_KEPT_ROOM = 1 << 16;

    private final Patterns patterns;
    private final boolean all;

    /** For templates only: a function may come back here before its text is complete. */
    private ByteOutput spare = new ByteOutput(FIRST_ROOM);

    Substitution(LuaWorker worker, Patterns patterns, String name, boolean all) {
        super(worker, name, Phases.ANY);
        this.patterns = patterns;
        this.all = all;
    }

    @Override
    public Object call3(LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
        return substitute(vm, box(a, an), box(b, bn), box(c, cn), null);
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
        return substitute(vm, box(a, an), box(b, bn), box(c, cn), box(d, dn));
    }

    @Override
    protected Object run(ApiCall call) {
        return substitute(call.vm(), call.get(1), call.get(2), call.get(3), call.get(4));
    }

    private Object substitute(
            LuaVm vm, Object text, Object regex, Object replacement, Object options) {
        LuaFunction function = replacement instanceof LuaFunction given ? given : null;
        LuaString constant = function == null ? Patterns.subject(vm, replacement) : null;
        CompiledPattern pattern;
        ReplacementTemplate template;
        try {
            pattern = patterns.get(regex, options);
            template = function == null ? patterns.template(constant) : null;
        } catch (CompiledPattern.BadPattern e) {
            return failed(vm, LuaString.ofLatin1(e.getMessage()));
        } catch (ReplacementTemplate.BadTemplate e) {
            worker.port().log().log(LogPort.ERROR, e.getMessage());
            return failed(vm, BAD_TEMPLATE);
        }
        LuaString subject = Patterns.subject(vm, text);
        if (function != null) {
            ByteOutput out = new ByteOutput(subject.length() + FIRST_ROOM);
            return run(vm, pattern, subject, out, null, function);
        }
        Object answer = run(vm, pattern, subject, spare, template, null);
        if (spare.bytes.length > MOST_KEPT_ROOM) {
            spare = new ByteOutput(FIRST_ROOM);
        }
        return answer;
    }

    private static Object failed(LuaVm vm, LuaString message) {
        return vm.three(null, 0, null, 0, message, 0);
    }

    private Object run(
            LuaVm vm,
            CompiledPattern pattern,
            LuaString subject,
            ByteOutput out,
            ReplacementTemplate template,
            LuaFunction function) {
        out.length = 0;
        int count = 0;
        int copied = 0;
        int position = 0;
        while (position <= subject.length() && (all || count == 0)) {
            int code = Patterns.match(vm, pattern, subject, position);
            if (code == CompiledPattern.NO_MATCH) {
                break;
            }
            if (code != CompiledPattern.MATCH) {
                return failed(vm, Patterns.failure(code));
            }
            count++;
            int start = pattern.start(0);
            int end = pattern.end(0);
            if (start > copied) {
                out.put(subject.bytes(), copied, start - copied);
            }
            if (template != null) {
                append(template, pattern, subject, out);
            } else {
                append(vm, function, Patterns.captures(pattern, subject), out);
            }
            copied = end;
            position = end == start ? end + 1 : end;
        }
        if (count == 0) {
            return vm.two(subject, 0, Tag.NUM, 0);
        }
        if (copied < subject.length()) {
            out.put(subject.bytes(), copied, subject.length() - copied);
        }
        return vm.two(out.toLuaString(), 0, Tag.NUM, count);
    }

    private static void append(
            ReplacementTemplate template,
            CompiledPattern pattern,
            LuaString subject,
            ByteOutput out) {
        for (int i = 0; i < template.size(); i++) {
            LuaString text = template.text(i);
            if (text != null) {
                out.put(text);
            } else {
                int group = template.group(i);
                int start = group <= pattern.groups() ? pattern.start(group) : -1;
                if (start >= 0) {
                    out.put(subject.bytes(), start, Math.max(0, pattern.end(group) - start));
                }
            }
        }
    }

    private static void append(LuaVm vm, LuaFunction function, LuaTable captures, ByteOutput out) {
        Object answer = function.call1(vm, captures, 0);
        if (answer != Tag.MANY) {
            out.put(Patterns.subject(vm, vm.first(answer)));
            return;
        }
        Object[] values = vm.all(answer);
        if (values.length == 0) {
            throw ErrorText.byCaller(vm, "bad argument #1 to 'tostring' (value expected)");
        }
        out.put(Patterns.subject(vm, values[0]));
    }
}
