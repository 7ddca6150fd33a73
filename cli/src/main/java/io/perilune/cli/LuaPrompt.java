// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.lua.Lua;
import io.perilune.lua.Values;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import java.io.Console;
import java.util.function.Consumer;

/**
 * The interactive mode: lines are read, run, and their values printed; an unfinished chunk asks for
 * more. Single use.
 */
final class LuaPrompt {

    private static final String CHUNK = "=stdin";

    private final Lua lua;
    private final LuaVm vm;
    private final Consumer<String> complaints;
    private final Console console = System.console();

    LuaPrompt(Lua lua, Consumer<String> complaints) {
        this.lua = lua;
        this.vm = lua.vm();
        this.complaints = complaints;
    }

    void run() {
        while (true) {
            String line = console.readLine("> ");
            if (line == null) {
                Terminal.out("\n");
                return;
            }
            boolean outer = vm.enterHandled();
            try {
                LuaFunction chunk = read(line);
                if (chunk != null) {
                    print(lua.call(chunk));
                }
            } catch (LuaError | StackOverflowError | OutOfMemoryError failure) {
                complaints.accept(LuaCommand.describe(vm, LuaError.of(failure)));
            } finally {
                vm.leaveHandled(outer);
            }
        }
    }

    /** A chunk from one line or several; null if input ends first. */
    private LuaFunction read(String first) {
        try {
            String text =
                    first.startsWith("=") ? "return " + first.substring(1) : "return " + first;
            return lua.load(text, CHUNK).function();
        } catch (LuaError noExpression) {
            if (first.startsWith("=")) {
                throw noExpression;
            }
        }
        StringBuilder text = new StringBuilder(first);
        while (true) {
            try {
                return lua.load(text.toString(), CHUNK).function();
            } catch (LuaError error) {
                if (!String.valueOf(error.getMessage()).endsWith("'<eof>'")) {
                    throw error;
                }
            }
            String more = console.readLine(">> ");
            if (more == null) {
                return null;
            }
            text.append('\n').append(more);
        }
    }

    private void print(Values values) {
        if (values.size() == 0) {
            return;
        }
        Object[] shown = new Object[values.size()];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = values.raw(i + 1);
        }
        vm.call(vm.index(vm.globals(), LuaString.of("print")), shown);
    }
}
