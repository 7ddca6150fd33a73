// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.log;

import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.variable.Variable;
import io.perilune.http.variable.VariableTable;
import java.util.ArrayList;
import java.util.List;

/** A log format, compiled to parts: constant texts and variables. Immutable. */
final class LogFormat {

    /** How bytes that are not plain are written. */
    enum Escaping {
        DEFAULT,
        JSON,
        NONE
    }

    static final String COMBINED =
            "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent "
                    + "\"$http_referer\" \"$http_user_agent\"";

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final String name;

    /** A String or a Variable. */
    private final Object[] parts;

    private final Escaping escaping;

    private LogFormat(String name, Object[] parts, Escaping escaping) {
        this.name = name;
        this.parts = parts;
        this.escaping = escaping;
    }

    String name() {
        return name;
    }

    /**
     * @param at null for the built-in format
     */
    static LogFormat compile(
            String name, String text, Escaping escaping, VariableTable table, Directive at) {
        List<Object> parts = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int dollar = text.indexOf('$', i);
            if (dollar != i) {
                int end = dollar < 0 ? text.length() : dollar;
                parts.add(text.substring(i, end));
                i = end;
                continue;
            }
            boolean braced = text.startsWith("{", i + 1);
            int start = braced ? i + 2 : i + 1;
            int end = start;
            while (end < text.length() && isNameChar(text.charAt(end))) {
                end++;
            }
            if (end == start || braced && !text.startsWith("}", end)) {
                throw at.fail("invalid parameter \"" + text.substring(i) + '"');
            }
            parts.add(table.reference(text.substring(start, end)));
            i = braced ? end + 1 : end;
        }
        return new LogFormat(name, parts.toArray(), escaping);
    }

    private static boolean isNameChar(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    /** The line, with its end. */
    String line(Exchange x) {
        StringBuilder out = new StringBuilder(256);
        for (Object part : parts) {
            if (part instanceof String text) {
                out.append(text);
            } else {
                append(((Variable) part).value(x), out);
            }
        }
        return out.append('\n').toString();
    }

    private void append(String value, StringBuilder out) {
        if (value == null) {
            if (escaping == Escaping.DEFAULT) {
                out.append('-');
            }
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (needsEscape(c)) {
                escape(c, out);
            } else {
                out.append(c);
            }
        }
    }

    private boolean needsEscape(char c) {
        return switch (escaping) {
            case DEFAULT -> c < 0x20 || c == '"' || c == '\\' || c > 0x7e;
            case JSON -> c < 0x20 || c == '"' || c == '\\';
            case NONE -> false;
        };
    }

    private void escape(char c, StringBuilder out) {
        if (escaping == Escaping.DEFAULT) {
            out.append("\\x").append(HEX[c >> 4]).append(HEX[c & 15]);
            return;
        }
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            case '\b' -> out.append('b');
            case '\f' -> out.append('f');
            default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }
}
