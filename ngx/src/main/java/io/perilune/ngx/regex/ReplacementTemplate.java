// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.regex;

import java.util.ArrayList;
import java.util.List;

/** What replaces a match: text with `$1`, `${1}` and `$$`. Immutable. */
public final class ReplacementTemplate {
    /** Strings, and the numbers of groups. */
    private final List<Object> parts;

    private ReplacementTemplate(List<Object> parts) {
        this.parts = parts;
    }

    /** Is no template; the message is what goes to the log. */
    public static final class BadTemplate extends Exception {
        BadTemplate(String message) {
            super(message, null, false, false);
        }
    }

    public static ReplacementTemplate parse(String text) throws BadTemplate {
        return new Parser(text).parse();
    }

    /** Appends the text for a match. */
    public void append(String subject, int[] bounds, StringBuilder out) {
        for (Object part : parts) {
            if (part instanceof Integer group) {
                if (2 * group < bounds.length && bounds[2 * group] >= 0) {
                    out.append(subject, bounds[2 * group], bounds[2 * group + 1]);
                }
            } else {
                out.append((String) part);
            }
        }
    }

    private static final class Parser {
        private final String text;
        private final List<Object> parts = new ArrayList<>();
        private int at;

        Parser(String text) {
            this.text = text;
        }

        ReplacementTemplate parse() throws BadTemplate {
            while (at < text.length()) {
                int dollar = text.indexOf('$', at);
                int end = dollar < 0 ? text.length() : dollar;
                if (end > at) {
                    parts.add(text.substring(at, end));
                }
                at = end;
                if (at < text.length()) {
                    variable();
                }
            }
            return new ReplacementTemplate(List.copyOf(parts));
        }

        private void variable() throws BadTemplate {
            at++;
            if (peek() == '$') {
                parts.add("$");
                at++;
                return;
            }
            boolean bracket = peek() == '{';
            if (bracket) {
                at++;
            }
            int start = at;
            boolean number = peek() >= '0' && peek() <= '9';
            while (number ? peek() >= '0' && peek() <= '9' : isName(peek())) {
                at++;
            }
            String name = text.substring(start, at);
            if (bracket && at > start && peek() != '}') {
                throw new BadTemplate(
                        "the closing bracket in \"" + name + "\" variable is missing");
            }
            if (bracket && peek() == '}') {
                at++;
            }
            if (name.isEmpty()) {
                throw new BadTemplate(
                        "lua script: invalid capturing variable name found in \"" + text + "\"");
            }
            if (!number) {
                throw new BadTemplate(
                        "attempt to use named capturing variable \""
                                + name
                                + "\" (named captures not supported yet)");
            }
            parts.add(Integer.parseInt(name, 0, Math.min(name.length(), 9), 10));
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private static boolean isName(char c) {
            return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
        }
    }
}
