// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the program starts: chooses what to run by the first argument. */
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the process with its status. The end is immediate: nothing of ours
     * needs Java's exit hooks, and nobody shall wait for them.
     *
     * @param arguments {@code lua ...}, {@code resty ...}, {@code compatibility}, or nginx's
     *     options
     */
    public static void main(String[] arguments) {
        int status = 1;
        HeapPace.keep();
        try {
            status = run(arguments);
        } catch (RuntimeException | Error ours) {
            // A mistake of ours. Returning would wait for the threads of the server.
            ours.printStackTrace();
        }
        System.out.flush();
        System.err.flush();
        System.exit(status);
    }

    private static int run(String... arguments) {
        String command = arguments.length == 0 ? "" : arguments[0];
        String[] rest =
                arguments.length == 0
                        ? arguments
                        : Arrays.copyOfRange(arguments, 1, arguments.length);
        return switch (command) {
            case "lua" -> LuaCommand.run(rest);
            case "compatibility" -> CompatibilityCommand.run(rest);
            case "resty" -> RestyCommand.run(rest);
            default -> ServerCommand.run(bytes(arguments));
        };
    }

    /** Texts on the server's side are bytes, one char each. */
    private static String[] bytes(String... arguments) {
        Charset charset =
                Charset.forName(
                        System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.UTF_8);
        return Arrays.stream(arguments)
                .map(
                        argument ->
                                new String(argument.getBytes(charset), StandardCharsets.ISO_8859_1))
                .toArray(String[]::new);
    }
}
