// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * luajit's command line. Immutable.
 *
 * @param steps what to do before the script, in order
 * @param script the index of the script's name, or the number of arguments when there is none
 * @param interactive whether to go on with a prompt
 * @param version whether to tell the version
 * @param environment whether LUA_INIT, LUA_PATH and LUA_CPATH count
 * @param lua51 whether the parts of Lua 5.2 are left out
 * @param bytecode the index of what belongs to `-b`, or -1
 * @param listing the index of the file to list, or -1
 */
record LuaArguments(
        List<Step> steps,
        int script,
        boolean interactive,
        boolean version,
        boolean environment,
        boolean lua51,
        int bytecode,
        int listing) {

    static final String USAGE =
            """
            usage: perilune lua [options]... [script [args]...].
            Available options are:
              -e chunk  Execute string 'chunk'.
              -l name   Require library 'name'.
              -b ...    Save a compiled chunk, as string.dump makes it, or list it.
              -j cmd    Perform LuaJIT control command.
              -O[opt]   Control LuaJIT optimizations (accepted, without effect).
              -i        Enter interactive mode after executing 'script'.
              -v        Show version information.
              -E        Ignore environment variables.
              --lua51   Leave out the parts of Lua 5.2, as LuaJIT's default build does.
              --listing file  Show tree, variables and JVM code of a script.
              --        Stop handling options.
              -         Execute stdin and stop handling options.
            """;

    /** One option that does something: its letter (`e`, `l`, `j`, `O`) and its value. */
    record Step(char option, String value) {}

    /** Returns null when the arguments are wrong: the usage is to be told. */
    static LuaArguments parse(String... arguments) {
        return new Reading(arguments).read();
    }

    private static final class Reading {
        private final String[] arguments;
        private final List<Step> steps = new ArrayList<>();
        private int next;
        private boolean interactive;
        private boolean version;
        private boolean environment = true;
        private boolean lua51;
        private boolean isWrong;

        Reading(String... arguments) {
            this.arguments = arguments;
        }

        LuaArguments read() {
            while (next < arguments.length && arguments[next].startsWith("-")) {
                String option = arguments[next];
                switch (option) {
                    case "-" -> {
                        return result(next, -1, -1);
                    }
                    case "--" -> {
                        return result(next + 1, -1, -1);
                    }
                    case "--lua51" -> lua51 = true;
                    case "--listing" -> {
                        return next + 2 == arguments.length && next == 0
                                ? result(arguments.length, -1, 1)
                                : null;
                    }
                    default -> {
                        if (option.startsWith("-b")) {
                            boolean isFirst = steps.isEmpty() && !interactive && !version;
                            return isFirst ? result(arguments.length, next, -1) : null;
                        }
                        take(option);
                    }
                }
                if (isWrong) {
                    return null;
                }
                next++;
            }
            return result(next, -1, -1);
        }

        private LuaArguments result(int script, int bytecode, int listing) {
            return new LuaArguments(
                    List.copyOf(steps),
                    script,
                    interactive,
                    version,
                    environment,
                    lua51,
                    bytecode,
                    listing);
        }

        private void take(String option) {
            boolean isAlone = option.length() == 2;
            switch (option.charAt(1)) {
                case 'i' -> {
                    interactive = true;
                    version = true;
                    isWrong = !isAlone;
                }
                case 'v' -> {
                    version = true;
                    isWrong = !isAlone;
                }
                case 'E' -> environment = false;
                case 'O' -> steps.add(new Step('O', option.substring(2)));
                case 'e', 'l', 'j' -> takeValue(option.charAt(1), option.substring(2));
                default -> isWrong = true;
            }
        }

        private void takeValue(char option, String joined) {
            if (joined.isEmpty()) {
                next++;
            }
            isWrong = next == arguments.length;
            if (!isWrong) {
                steps.add(new Step(option, joined.isEmpty() ? arguments[next] : joined));
            }
        }
    }
}
