// SPDX-License-Identifier: Apache-2.0
package io.perilune.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * A Lua script that says what it prints, beside the line that prints it:
 *
 * <pre>{@code
 * print(1 + 1)          -- expect: 2
 * for i = 1, 2 do
 *     print(i)          -- expect: 1 | 2
 * end
 * error("oops", 0)      -- error: oops
 * }</pre>
 *
 * <p>Output lines are compared in the order of the file; {@code |} parts several lines, {@code \|}
 * stands for itself. A script with an {@code -- error:} must end with an error whose message holds
 * that text. Immutable.
 *
 * @param name for messages
 * @param text the script
 * @param expected the lines that must be printed
 * @param error what the error's message holds, or null when there must be none
 */
public record LuaCase(String name, String text, List<Expectation> expected, String error) {

    private static final String EXPECT = "-- expect:";
    private static final String ERROR = "-- error:";

    /** An output line and the script line that says so. */
    public record Expectation(int line, String text) {}

    public static LuaCase parse(String name, String text) {
        List<Expectation> expected = new ArrayList<>();
        String error = null;
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            int expect = line.indexOf(EXPECT);
            if (expect >= 0) {
                for (String part :
                        line.substring(expect + EXPECT.length()).split("(?<!\\\\)\\|", -1)) {
                    expected.add(new Expectation(number, part.strip().replace("\\|", "|")));
                }
            }
            int failure = line.indexOf(ERROR);
            if (failure >= 0) {
                error = line.substring(failure + ERROR.length()).strip();
            }
        }
        return new LuaCase(name, text, List.copyOf(expected), error);
    }

    /**
     * Compares with what the script did.
     *
     * @param printed its output lines, trailing blanks ignored
     * @param failure the message of the error that ended it, or null
     * @return what is wrong, in the words of a test report; empty when all is as said
     */
    public String complaint(List<String> printed, String failure) {
        for (int i = 0; i < Math.max(printed.size(), expected.size()); i++) {
            if (i >= expected.size()) {
                return name
                        + ": nothing more was expected but it printed: "
                        + printed.get(i)
                        + because(failure);
            }
            Expectation want = expected.get(i);
            if (i >= printed.size()) {
                return name
                        + ":"
                        + want.line()
                        + ": expected: "
                        + want.text()
                        + "\nbut it ended"
                        + because(failure);
            }
            if (!printed.get(i).strip().equals(want.text())) {
                return name
                        + ":"
                        + want.line()
                        + ": expected: "
                        + want.text()
                        + "\n     but printed: "
                        + printed.get(i);
            }
        }
        if (error == null) {
            return failure == null ? "" : name + ": no error was expected but: " + failure;
        }
        return failure != null && failure.contains(error)
                ? ""
                : name + ": expected an error with: " + error + "\nbut it ended" + because(failure);
    }

    private static String because(String failure) {
        return failure == null ? " without error" : " with error: " + failure;
    }
}
