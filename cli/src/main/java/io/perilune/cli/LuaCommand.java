// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.lua.Lua;
import io.perilune.lua.compiler.Listing;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.compiler.syntax.Source;
import io.perilune.lua.compiler.syntax.SyntaxError;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.stdlib.FileErrors;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * {@code perilune lua [options] [script [arguments]]}: a Lua program, with luajit's options. Single
 * use.
 */
final class LuaCommand {

    static final String NAME = "perilune lua";

    private static final String VERSION =
            "Perilune "
                    + Version.PERILUNE
                    + ", LuaJIT 2.1's Lua on Java "
                    + Runtime.version().feature()
                    + "\n";

    /** Lua recursion runs on this stack; pages are only used when touched. */
    private static final long STACK = 64L << 20;

    private final String[] arguments;
    private final LuaArguments options;
    private final StandardOutput output;
    private final Lua lua;
    private final LuaRun run;

    private LuaCommand(LuaArguments options, String... arguments) {
        this.arguments = arguments;
        this.options = options;
        this.output = StandardOutput.of(options.interactive());
        this.lua = LuaRun.machine(options, input(options), output);
        this.run = new LuaRun(lua, NAME + ": ");
    }

    /** A prompt and its program share standard input: nobody may read more than a line ahead. */
    private static InputStream input(LuaArguments options) {
        InputStream input = new FileInputStream(FileDescriptor.in);
        return options.interactive() ? new LineStream(input) : input;
    }

    /**
     * @return the process's exit status
     */
    static int run(String... arguments) {
        LuaArguments options = LuaArguments.parse(arguments);
        if (options == null) {
            Terminal.err(LuaArguments.USAGE);
            return 1;
        }
        if (options.listing() >= 0) {
            return list(arguments[options.listing()]);
        }
        boolean[] well = {false};
        Thread thread =
                new Thread(
                        null,
                        () -> well[0] = new LuaCommand(options, arguments).completed(),
                        "lua",
                        STACK);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return well[0] ? 0 : 1;
    }

    private static int list(String file) {
        try {
            byte[] text = Files.readAllBytes(Path.of(file));
            Terminal.out(Listing.of(new Source(text, "@" + file), Dialect.OPENRESTY));
            return 0;
        } catch (IOException failed) {
            Terminal.err(
                    NAME + ": cannot open " + file + ": " + FileErrors.of(failed).text() + "\n");
        } catch (SyntaxError | LuaError error) {
            Terminal.err(NAME + ": " + error.getMessage() + "\n");
        }
        return 1;
    }

    private boolean completed() {
        try {
            return start();
        } finally {
            output.end();
        }
    }

    private boolean start() {
        int script = options.script();
        setArguments();
        run.stopOnInterrupt();
        boolean well = !options.environment() || init();
        if (well && options.version()) {
            output.end();
            Terminal.out(VERSION);
        }
        if (well && options.bytecode() >= 0) {
            well = run.guarded(() -> LuaDump.write(lua, arguments, options.bytecode()));
        }
        for (LuaArguments.Step step : options.steps()) {
            well = well && perform(step);
        }
        if (well && script < arguments.length) {
            well = script(script);
        }
        if (well && (options.interactive() || isAlone())) {
            well = withoutScript();
        }
        lua.close();
        return well;
    }

    /** Whether nothing was asked for but perhaps settings. */
    private boolean isAlone() {
        return options.script() == arguments.length
                && !options.version()
                && options.bytecode() < 0
                && options.steps().stream().noneMatch(step -> step.option() == 'e');
    }

    /**
     * The table arg: the script at 0, its arguments from 1, what came before it at negative places.
     * The least is how this command was called, which programs run again with others of their own.
     */
    private void setArguments() {
        LuaVm vm = lua.vm();
        LuaTable arg = new LuaTable();
        int script = options.script();
        String command = System.getProperty("perilune.command", "perilune") + " lua";
        vm.setIndex(arg, (double) -script - 1, LuaString.of(command));
        for (int i = 0; i < arguments.length; i++) {
            vm.setIndex(arg, (double) (i - script), LuaString.of(arguments[i]));
        }
        vm.globals().put("arg", arg);
    }

    private boolean init() {
        String init = System.getenv("LUA_INIT");
        if (init == null) {
            return true;
        }
        return init.startsWith("@")
                ? file(init.substring(1))
                : run.chunk(init.getBytes(StandardCharsets.UTF_8), "=LUA_INIT");
    }

    private boolean perform(LuaArguments.Step step) {
        String value = step.value();
        return switch (step.option()) {
            case 'e' -> run.chunk(value.getBytes(StandardCharsets.UTF_8), "=(command line)");
            case 'l' -> require(value);
            case 'j' -> run.guarded(() -> LuaControl.command(lua, value));
            default -> run.guarded(() -> LuaControl.optimise(lua, value));
        };
    }

    private boolean require(String name) {
        LuaVm vm = lua.vm();
        return run.guarded(
                () ->
                        run.call(
                                vm.index(vm.globals(), LuaString.of("require")),
                                LuaString.of(name)));
    }

    private boolean script(int index) {
        Object[] own = new Object[arguments.length - index - 1];
        for (int i = 0; i < own.length; i++) {
            own[i] = LuaString.of(arguments[index + 1 + i]);
        }
        boolean isStandardInput =
                arguments[index].equals("-") && (index == 0 || !arguments[index - 1].equals("--"));
        return isStandardInput ? standardInput(own) : file(arguments[index], own);
    }

    private boolean file(String name, Object... own) {
        try {
            if (name.isEmpty()) {
                throw new NoSuchFileException(name);
            }
            return run.chunk(Files.readAllBytes(Path.of(name)), "@" + name, own);
        } catch (IOException failed) {
            String action = Files.isDirectory(Path.of(name)) ? "cannot read " : "cannot open ";
            run.complain(action + name + ": " + FileErrors.of(failed).text());
            return false;
        }
    }

    private boolean standardInput(Object... own) {
        try {
            return run.chunk(System.in.readAllBytes(), "=stdin", own);
        } catch (IOException failed) {
            run.complain("cannot read stdin: " + FileErrors.of(failed).text());
            return false;
        }
    }

    private boolean withoutScript() {
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        if (!isTerminal && !options.interactive()) {
            return standardInput();
        }
        if (!options.version()) {
            Terminal.out(VERSION);
        }
        try (LuaLines lines = isTerminal ? EditedLines.open(lua) : new PlainLines()) {
            new LuaPrompt(lua, lines).run();
        }
        return true;
    }
}
