// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import java.util.Set;

/** nginx's command line. Filled by {@link #parse}, read-only afterwards. */
final class Options {

    private static final Set<String> SIGNALS = Set.of("stop", "quit", "reopen", "reload");

    boolean help;
    boolean version;
    boolean configure;
    boolean test;
    boolean dump;
    boolean quiet;

    /** Null: not given. */
    String prefix;

    String conf;
    String errorLog;
    String directives = "";
    String signal;

    private Options() {}

    /**
     * Reads the arguments as nginx does: flags may be joined, a value may follow its letter
     * directly.
     *
     * @throws UsageException with nginx's complaint
     */
    static Options parse(String... arguments) {
        Options options = new Options();
        Cursor cursor = new Cursor(arguments);
        while (cursor.nextArgument()) {
            while (cursor.hasLetter()) {
                options.take(cursor.letter(), cursor);
            }
        }
        return options;
    }

    private void take(char letter, Cursor cursor) {
        switch (letter) {
            case '?', 'h' -> help = version = true;
            case 'v' -> version = true;
            case 'V' -> version = configure = true;
            case 't' -> test = true;
            case 'T' -> test = dump = true;
            case 'q' -> quiet = true;
            case 'p' -> prefix = cursor.value("-p", "directory name");
            case 'e' -> errorLog = cursor.value("-e", "file name");
            case 'c' -> conf = cursor.value("-c", "file name");
            case 'g' -> directives = cursor.value("-g", "parameter");
            case 's' -> {
                signal = cursor.value("-s", "parameter");
                if (!SIGNALS.contains(signal)) {
                    throw new UsageException("invalid option: \"-s " + signal + "\"");
                }
            }
            default -> throw new UsageException("invalid option: \"" + letter + "\"");
        }
    }

    /** The arguments are wrong; the message is what nginx prints after "nginx: ". */
    static final class UsageException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message, null, false, false);
        }
    }

    private static final class Cursor {

        private final String[] arguments;
        private int index = -1;
        private int at;

        Cursor(String[] arguments) {
            this.arguments = arguments;
        }

        boolean nextArgument() {
            if (++index >= arguments.length) {
                return false;
            }
            if (!arguments[index].startsWith("-")) {
                throw new UsageException("invalid option: \"" + arguments[index] + "\"");
            }
            at = 1;
            return true;
        }

        boolean hasLetter() {
            return index < arguments.length && at < arguments[index].length();
        }

        char letter() {
            return arguments[index].charAt(at++);
        }

        String value(String option, String what) {
            if (hasLetter()) {
                String rest = arguments[index].substring(at);
                at = arguments[index].length();
                return rest;
            }
            if (++index >= arguments.length) {
                throw new UsageException("option \"" + option + "\" requires " + what);
            }
            at = arguments[index].length();
            return arguments[index];
        }
    }

    /** The help text. */
    static String usage(Layout defaults) {
        return """
                Usage: nginx [-?hvVtTq] [-s signal] [-p prefix]
                             [-e filename] [-c filename] [-g directives]

                Options:
                  -?,-h         : this help
                  -v            : show version and exit
                  -V            : show version and configure options then exit
                  -t            : test configuration and exit
                  -T            : test configuration, dump it and exit
                  -q            : suppress non-error messages during configuration testing
                  -s signal     : send signal to a master process: stop, quit, reopen, reload
                  -p prefix     : set prefix path (default: %s)
                  -e filename   : set error log file (default: %s, stderr where that folder is missing)
                  -c filename   : set configuration file (default: %s)
                  -g directives : set global directives out of configuration file

                Also: perilune lua [options] FILE [arguments]   run a Lua program
                """
                .formatted(defaults.prefix(), Layout.ERROR_LOG, Layout.CONF);
    }
}
