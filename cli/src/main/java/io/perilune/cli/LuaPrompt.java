// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.lua.Lua;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import java.nio.charset.StandardCharsets;

/**
 * The interactive mode: lines are read, run, and what they return is printed; an unfinished chunk
 * asks for more. {@code =expression} prints values, and so does a line that is an expression and no
 * statement. Single use.
 */
final class LuaPrompt {

    private static final String CHUNK = "=stdin";

    private final Lua lua;
    private final LuaVm vm;
    private final LuaRun run;
    private final LuaLines lines;

    LuaPrompt(Lua lua, LuaLines lines) {
        this.lua = lua;
        this.vm = lua.vm();
        this.lines = lines;
        this.run = new LuaRun(lua, "");
    }

    /** Reads and runs until the input ends. */
    void run() {
        while (true) {
            try {
                String text = lines.read(prompt("_PROMPT", "> "));
                if (text == null) {
                    Terminal.out("\n");
                    return;
                }
                String chunk = complete(text);
                vm.interrupt().cancel();
                run.guarded(() -> print(run.call(load(lua, chunk))));
            } catch (LuaLines.Discarded forgotten) {
                continue;
            }
        }
    }

    private String prompt(String global, String otherwise) {
        Object value = vm.globals().get(LuaString.of(global));
        return value instanceof LuaString text ? text.toLatin1() : otherwise;
    }

    /** A text with the lines that its chunk still needs, as far as there are any. */
    private String complete(String first) throws LuaLines.Discarded {
        StringBuilder text = new StringBuilder(first);
        while (isUnfinished(lua, text.toString())) {
            String more = lines.read(prompt("_PROMPT2", ">> "));
            if (more == null) {
                break;
            }
            text.append('\n').append(more);
        }
        return text.toString();
    }

    /** Whether more lines could make this a chunk. */
    static boolean isUnfinished(Lua lua, String text) {
        try {
            load(lua, text);
            return false;
        } catch (LuaError error) {
            return String.valueOf(error.getMessage()).endsWith("'<eof>'");
        }
    }

    private static LuaFunction load(Lua lua, String text) {
        if (text.startsWith("=")) {
            return compile(lua, "return " + text.substring(1));
        }
        try {
            return compile(lua, text);
        } catch (LuaError noStatement) {
            try {
                return compile(lua, "return " + text);
            } catch (LuaError noExpression) {
                throw noStatement;
            }
        }
    }

    private static LuaFunction compile(Lua lua, String text) {
        return lua.load(text.getBytes(StandardCharsets.ISO_8859_1), CHUNK).function();
    }

    private void print(Object... values) {
        if (values.length == 0) {
            return;
        }
        try {
            vm.call(vm.index(vm.globals(), LuaString.of("print")), values);
        } catch (LuaError failed) {
            run.complain("error calling 'print' (" + failed.getMessage() + ")");
        }
    }
}
