// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.variable;

import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.Exchange;
import io.perilune.regex.RegexMatch;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with variables ({@code a$b${c}$1}) compiled into parts: nginx's complex value. A text
 * without variables is a constant and costs nothing to evaluate. Immutable.
 */
public final class Interpolation {

    private final String source;

    /** A String, a Variable, or an Integer: the number of a capture. */
    private final Object[] parts;

    private final String constant;

    private Interpolation(String source, List<Object> parts) {
        this.source = source;
        this.parts = parts.toArray();
        this.constant =
                parts.isEmpty()
                        ? ""
                        : parts.size() == 1 && parts.get(0) instanceof String text ? text : null;
    }

    /** A text that is taken as it is. */
    public static Interpolation constant(String text) {
        return new Interpolation(text, text.isEmpty() ? List.of() : List.of(text));
    }

    /**
     * Compiles a text.
     *
     * @throws io.perilune.conf.tree.ConfException at the directive, in nginx's words
     */
    public static Interpolation compile(String text, VariableTable table, Directive at) {
        if (text.indexOf('$') < 0) {
            return constant(text);
        }
        return new Interpolation(text, new Scanner(text, table, at).scan());
    }

    /** The text as it was written. */
    public String source() {
        return source;
    }

    public boolean isConstant() {
        return constant != null;
    }

    /** The text with all values put in; a variable without value gives "". */
    public String evaluate(Exchange x) {
        if (constant != null) {
            return constant;
        }
        if (parts.length == 1) {
            return part(x, parts[0]);
        }
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part(x, part));
        }
        return text.toString();
    }

    /** Whether any part is a capture, {@code $1} to {@code $9}. */
    public boolean usesCaptures() {
        for (Object part : parts) {
            if (part instanceof Integer) {
                return true;
            }
        }
        return false;
    }

    private static String part(Exchange x, Object part) {
        if (part instanceof String text) {
            return text;
        }
        if (part instanceof Variable variable) {
            return variable.text(x);
        }
        return capture(x, (Integer) part);
    }

    /** Text of a group of the last match, "" when there is none. */
    public static String capture(Exchange x, int group) {
        RegexMatch match = x.captures();
        String text = match == null ? null : match.group(group);
        return text == null ? "" : text;
    }

    @Override
    public String toString() {
        return source;
    }

    /** Splits a text into parts. Single use. */
    private static final class Scanner {

        private final String text;
        private final VariableTable table;
        private final Directive at;
        private final List<Object> parts = new ArrayList<>();
        private int i;

        Scanner(String text, VariableTable table, Directive at) {
            this.text = text;
            this.table = table;
            this.at = at;
        }

        List<Object> scan() {
            while (i < text.length()) {
                if (text.charAt(i) == '$') {
                    i++;
                    reference();
                } else {
                    int end = text.indexOf('$', i);
                    end = end < 0 ? text.length() : end;
                    parts.add(text.substring(i, end));
                    i = end;
                }
            }
            return parts;
        }

        private void reference() {
            if (i == text.length()) {
                throw at.fail("invalid variable name");
            }
            char c = text.charAt(i);
            if (c >= '1' && c <= '9') {
                parts.add(c - '0');
                i++;
                return;
            }
            boolean braced = c == '{';
            if (braced && ++i == text.length()) {
                throw at.fail("invalid variable name");
            }
            int start = i;
            while (i < text.length() && isNameChar(text.charAt(i))) {
                i++;
            }
            String name = text.substring(start, i);
            if (braced) {
                if (i == text.length() || text.charAt(i) != '}') {
                    throw at.fail("the closing bracket in \"" + name + "\" variable is missing");
                }
                i++;
            }
            if (name.isEmpty()) {
                throw at.fail("invalid variable name");
            }
            parts.add(table.reference(name));
        }

        private static boolean isNameChar(char c) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
        }
    }
}
