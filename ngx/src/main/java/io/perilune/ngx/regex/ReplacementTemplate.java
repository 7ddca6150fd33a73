// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.regex;

import io.perilune.lua.runtime.LuaString;
import java.util.ArrayList;
import java.util.List;

/** What replaces a match: text with `$1`, `${1}` and `$$`. Immutable. */
public final class ReplacementTemplate {
    /** A LuaString, or an Integer: the number of a group. */
    private final Object[] parts;

    private ReplacementTemplate(List<Object> parts) {
        this.parts = parts.toArray();
    }

    /** Is no template; the message is what goes to the log. */
    public static final class BadTemplate extends Exception {
        private static final long serialVersionUID = 1L;

        BadTemplate(String message) {
            super(message, null, false, false);
        }
    }

    public static ReplacementTemplate parse(LuaString text) throws BadTemplate {
        return new Parser(text.toLatin1()).parse();
    }

    public int size() {
        return parts.length;
    }

    /** The text at an index, or null: then {@link #group} is there. */
    public LuaString text(int index) {
        return parts[index] instanceof LuaString text ? text : null;
    }

    /** The number of the group whose text is at an index. */
    public int group(int index) {
        return (Integer) parts[index];
    }

    /** Single use. */
    private static final class Parser {
        private static final int MOST_DIGITS = 9;

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
                    parts.add(LuaString.ofLatin1(text.substring(at, end)));
                }
                at = end;
                if (at < text.length()) {
                    variable();
                }
            }
            return new ReplacementTemplate(parts);
        }

        private void variable() throws BadTemplate {
            at++;
            if (peek() == '$') {
                parts.add(LuaString.ofByte('$'));
                at++;
                return;
            }
            boolean bracket = peek() == '{';
            if (bracket && ++at == text.length()) {
                throw invalidName();
            }
            int start = at;
            boolean number = isDigit(peek());
            while (number ? isDigit(peek()) : isName(peek())) {
                at++;
            }
            String name = text.substring(start, at);
            if (bracket && peek() != '}') {
                throw new BadTemplate(
                        "the closing bracket in \"" + name + "\" variable is missing");
            }
            if (name.isEmpty()) {
                throw invalidName();
            }
            if (!number) {
                throw new BadTemplate(
                        "attempt to use named capturing variable \""
                                + name
                                + "\" (named captures not supported yet)");
            }
            at += bracket ? 1 : 0;
            parts.add(Integer.parseInt(name, 0, Math.min(name.length(), MOST_DIGITS), 10));
        }

        private BadTemplate invalidName() {
            return new BadTemplate(
                    "lua script: invalid capturing variable name found in \"" + text + "\"");
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static boolean isName(char c) {
            return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || isDigit(c) || c == '_';
        }
    }
}
