// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.rewrite;

import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.modules.UriEscape;
import io.perilune.http.variable.Interpolation;
import io.perilune.http.variable.Variable;
import io.perilune.http.variable.VariableTable;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with variables as rewrite scripts use it: unlike an {@link Interpolation} it escapes
 * captures of a path that came with escapes, and the replacement of "rewrite" knows where its
 * arguments begin. Immutable.
 */
final class RewriteText {

    /** Stands for the "?" before the arguments of a replacement. */
    private static final Object QUESTION_MARK = new Object();

    private final Object[] parts;
    private final boolean questionMark;

    private RewriteText(Object[] parts, boolean questionMark) {
        this.parts = parts;
        this.questionMark = questionMark;
    }

    /**
     * @param splitsArguments whether "?" separates path and arguments
     */
    static RewriteText compile(
            String text, boolean splitsArguments, VariableTable table, Directive at) {
        List<Object> parts = new ArrayList<>();
        if (!splitsArguments) {
            addPlain(text, parts, table, at);
            return new RewriteText(parts.toArray(), text.indexOf('?') >= 0);
        }
        String[] sections = text.split("\\?", -1);
        for (int i = 0; i < sections.length; i++) {
            if (i > 0) {
                parts.add(QUESTION_MARK);
            }
            addPlain(sections[i], parts, table, at);
        }
        return new RewriteText(parts.toArray(), sections.length > 1);
    }

    private static void addPlain(
            String text, List<Object> parts, VariableTable table, Directive at) {
        int i = 0;
        while (i < text.length()) {
            int dollar = text.indexOf('$', i);
            int end = dollar < 0 ? text.length() : dollar;
            if (end > i) {
                parts.add(text.substring(i, end));
            }
            i = dollar < 0 ? end : reference(text, dollar + 1, parts, table, at);
        }
    }

    private static int reference(
            String text, int from, List<Object> parts, VariableTable table, Directive at) {
        if (from < text.length() && text.charAt(from) >= '1' && text.charAt(from) <= '9') {
            parts.add(text.charAt(from) - '0');
            return from + 1;
        }
        boolean braced = from < text.length() && text.charAt(from) == '{';
        int start = braced ? from + 1 : from;
        int end = start;
        while (end < text.length() && isNameChar(text.charAt(end))) {
            end++;
        }
        String name = text.substring(start, end);
        if (braced && (end == text.length() || text.charAt(end) != '}') && start < text.length()) {
            throw at.fail("the closing bracket in \"" + name + "\" variable is missing");
        }
        if (name.isEmpty()) {
            throw at.fail("invalid variable name");
        }
        parts.add(table.reference(name));
        return braced ? end + 1 : end;
    }

    private static boolean isNameChar(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    /** Whether the text has a "?" of its own. */
    boolean hasQuestionMark() {
        return questionMark;
    }

    String evaluate(Exchange x, boolean escapesCaptures) {
        if (parts.length == 1 && parts[0] instanceof String constant) {
            return constant;
        }
        StringBuilder out = new StringBuilder();
        append(x, escapesCaptures, out);
        return out.toString();
    }

    /**
     * Appends the text without its "?".
     *
     * @return where the arguments begin, or -1 when there are none
     */
    int append(Exchange x, boolean escapesCaptures, StringBuilder out) {
        int arguments = -1;
        for (Object part : parts) {
            if (part instanceof String text) {
                out.append(text);
            } else if (part instanceof Variable variable) {
                out.append(variable.text(x));
            } else if (part == QUESTION_MARK) {
                arguments = out.length();
            } else {
                String capture = Interpolation.capture(x, (Integer) part);
                boolean escapes = (escapesCaptures || arguments >= 0) && cameWithEscapes(x);
                out.append(escapes ? UriEscape.ARGS.escape(capture) : capture);
            }
        }
        return arguments;
    }

    /** nginx's quoted_uri and plus_in_uri: what the client sent as path has a "%" or "+". */
    private static boolean cameWithEscapes(Exchange x) {
        String target = x.request().head().target;
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '?' || c == '#') {
                return false;
            }
            if (c == '%' || c == '+') {
                return true;
            }
        }
        return false;
    }
}
