// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.lua.Lua;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    private static final String USAGE =
            """
            usage: perilune lua [options]... [script [args]...].
            Available options are:
              -e chunk  Execute string 'chunk'.
              -l name   Require library 'name'.
              -i        Enter interactive mode after executing 'script'.
              -v        Show version information.
              --        Stop handling options.
              -         Execute stdin and stop handling options.
            """;

    /** Lua recursion runs on this stack; pages are only used when touched. */
    private static final long STACK = 64L << 20;

    private final Lua lua = Lua.create();
    private final LuaVm vm = lua.vm();
    private final List<Step> steps = new ArrayList<>();
    private boolean interactive;
    private boolean versionShown;

    /** Something to do before the script; answers whether to go on. */
    @FunctionalInterface
    private interface Step {
        boolean run();
    }

    private LuaCommand() {}

    /**
     * @return the process's exit status
     */
    static int run(String... arguments) {
        int[] status = {1};
        Thread thread =
                new Thread(null, () -> status[0] = new LuaCommand().start(arguments), "lua", STACK);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return status[0];
    }

    private int start(String... arguments) {
        int script = options(arguments);
        if (script < 0) {
            Terminal.err(USAGE);
            return 1;
        }
        setArguments(arguments, script);
        boolean well = true;
        for (Step step : steps) {
            well = well && step.run();
        }
        if (well && script < arguments.length) {
            well = script(arguments, script);
        }
        if (well
                && (interactive
                        || (script == arguments.length && steps.isEmpty() && !versionShown))) {
            well = withoutScript();
        }
        lua.close();
        return well ? 0 : 1;
    }

    /** Collects what the options ask for; answers the script's index, or -1 if they are wrong. */
    private int options(String... arguments) {
        int i = 0;
        for (; i < arguments.length && arguments[i].startsWith("-"); i++) {
            String option = arguments[i];
            switch (option.length() == 1 ? '\0' : option.charAt(1)) {
                case '\0' -> {
                    return i;
                }
                case '-' -> {
                    return option.length() == 2 ? i + 1 : -1;
                }
                case 'i' -> {
                    interactive = true;
                    showVersion();
                }
                case 'v' -> showVersion();
                case 'e', 'l' -> {
                    boolean joined = option.length() > 2;
                    if (!joined && i + 1 == arguments.length) {
                        return -1;
                    }
                    String value = joined ? option.substring(2) : arguments[++i];
                    steps.add(option.charAt(1) == 'e' ? () -> text(value) : () -> require(value));
                }
                default -> {
                    return -1;
                }
            }
        }
        return i;
    }

    private void showVersion() {
        if (!versionShown) {
            Terminal.out(VERSION);
        }
        versionShown = true;
    }

    /**
     * The table arg: the script at 0, its arguments from 1, what came before it at negative places.
     */
    private void setArguments(String[] arguments, int script) {
        LuaTable arg = new LuaTable();
        vm.setIndex(arg, (double) -script - 1, LuaString.of(NAME));
        for (int i = 0; i < arguments.length; i++) {
            vm.setIndex(arg, (double) (i - script), LuaString.of(arguments[i]));
        }
        vm.setIndex(vm.globals(), LuaString.of("arg"), arg);
    }

    private boolean text(String chunk) {
        return guarded(() -> lua.load(chunk, "=(command line)").function());
    }

    private boolean require(String name) {
        return guarded(
                () -> (LuaFunction) vm.index(vm.globals(), LuaString.of("require")),
                LuaString.of(name));
    }

    private boolean script(String[] arguments, int script) {
        Object[] own = new Object[arguments.length - script - 1];
        for (int i = 0; i < own.length; i++) {
            own[i] = LuaString.of(arguments[script + 1 + i]);
        }
        String file = arguments[script];
        boolean standardInput =
                file.equals("-") && (script == 0 || !arguments[script - 1].equals("--"));
        byte[] source;
        try {
            source = standardInput ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (IOException failed) {
            complain("cannot open " + file + ": " + reason(failed));
            return false;
        }
        return guarded(
                () -> lua.load(source, standardInput ? "=stdin" : "@" + file).function(), own);
    }

    private static String reason(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        String reason = failed instanceof FileSystemException fs ? fs.getReason() : null;
        return reason == null ? String.valueOf(failed.getMessage()) : reason;
    }

    private boolean withoutScript() {
        if (System.console() != null && System.console().isTerminal()) {
            showVersion();
            new LuaPrompt(lua, this::complain).run();
            return true;
        }
        try {
            byte[] source = System.in.readAllBytes();
            return guarded(() -> lua.load(source, "=stdin").function());
        } catch (IOException failed) {
            complain("cannot read standard input: " + reason(failed));
            return false;
        }
    }

    /** What makes the function to call; it may fail as the call may. */
    @FunctionalInterface
    private interface Source {
        LuaFunction function();
    }

    private boolean guarded(Source source, Object... arguments) {
        boolean outer = vm.enterHandled();
        try {
            vm.call(source.function(), arguments);
            return true;
        } catch (LuaError | StackOverflowError | OutOfMemoryError failure) {
            complain(describe(vm, LuaError.of(failure)));
            return false;
        } finally {
            vm.leaveHandled(outer);
        }
    }

    /** The error's message and traceback, as luajit prints them after its name. */
    static String describe(LuaVm vm, LuaError error) {
        Object value = error.value();
        if (!(value instanceof LuaString || value instanceof Double)) {
            boolean hasText =
                    vm.metatable(value) != null
                            && vm.index(vm.metatable(value), LuaString.of("__tostring")) != null;
            return hasText ? vm.tostring(value).toLatin1() : "(error object is not a string)";
        }
        String message = vm.tostring(value).toLatin1();
        return error.traceback() == null ? message : message + '\n' + error.traceback().toLatin1();
    }

    private void complain(String message) {
        Terminal.err(NAME + ": " + message + "\n");
    }
}
