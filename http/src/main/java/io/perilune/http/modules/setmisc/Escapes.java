// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.setmisc;

/**
 * Escaping for URIs, SQL and JSON, byte for byte as the set-misc module does it. Texts have one
 * char per byte. Stateless.
 */
final class Escapes {

    private static final char[] UPPER_HEX = "0123456789ABCDEF".toCharArray();
    private static final String LOWER_HEX = "0123456789abcdef";

    /**
     * What stays as it is in a URI, beside letters and digits; not RFC 3986's list but the
     * module's.
     */
    private static final String URI_PLAIN = "!$'()*-.@_`|~";

    /**
     * What SQL and JSON texts write as a backslash and the letter at the same place of the second
     * text.
     */
    private static final String SQL_BYTES = "\0\b\t\n\r\032\\'\"$";

    private static final String SQL_LETTERS = "0btnrZ\\'\"$";
    private static final String JSON_BYTES = "\b\t\n\f\r\\\"";
    private static final String JSON_LETTERS = "btnfr\\\"";

    private Escapes() {}

    static String uri(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isAlphanumeric(c) || URI_PLAIN.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(UPPER_HEX[c >> 4 & 15]).append(UPPER_HEX[c & 15]);
            }
        }
        return out.toString();
    }

    /**
     * Decodes {@code %XX} and {@code +}; of a wrong sequence nginx drops "%", or "%" and the one
     * digit.
     */
    static String unescapeUri(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '+') {
                out.append(' ');
            } else if (c != '%') {
                out.append(c);
            } else if (at < text.length()) {
                int high = digit(text.charAt(at));
                int low = high < 0 || at + 1 >= text.length() ? -1 : digit(text.charAt(at + 1));
                if (low >= 0) {
                    out.append((char) (high << 4 | low));
                } else if (high < 0) {
                    out.append(text.charAt(at));
                }
                at += high < 0 ? 1 : 2;
            }
        }
        return out.toString();
    }

    /** A literal for MySQL. */
    static String sql(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('\'');
        backslashed(text, out, SQL_BYTES, SQL_LETTERS);
        return out.append('\'').toString();
    }

    /** A literal for PostgreSQL: bytes that are no UTF-8 in octal. */
    static String pgsql(String text) {
        if (text.isEmpty()) {
            return "''";
        }
        StringBuilder out = new StringBuilder(text.length() + 3).append("E'");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int length = sequenceLength(text, i);
            if (length > 1) {
                out.append(text, i, i + length);
                i += length - 1;
            } else if (length == 0) {
                out.append("\\\\").append(Integer.toOctalString(c));
            } else {
                backslashed(String.valueOf(c), out, SQL_BYTES, SQL_LETTERS);
            }
        }
        return out.append('\'').toString();
    }

    /** Bytes of the UTF-8 sequence that begins here; 0: none does. */
    private static int sequenceLength(String text, int from) {
        char c = text.charAt(from);
        int length = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
        for (int i = 1; i < length; i++) {
            if (from + i >= text.length() || (text.charAt(from + i) & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** A JSON string; of an empty text the module makes null. */
    static String json(String text) {
        if (text.isEmpty()) {
            return "null";
        }
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && JSON_BYTES.indexOf(c) < 0) {
                out.append("\\u00")
                        .append(LOWER_HEX.charAt(c >> 4))
                        .append(LOWER_HEX.charAt(c & 15));
            } else {
                backslashed(String.valueOf(c), out, JSON_BYTES, JSON_LETTERS);
            }
        }
        return out.append('"').toString();
    }

    private static void backslashed(String text, StringBuilder out, String bytes, String letters) {
        for (int i = 0; i < text.length(); i++) {
            int special = bytes.indexOf(text.charAt(i));
            if (special >= 0) {
                out.append('\\').append(letters.charAt(special));
            } else {
                out.append(text.charAt(i));
            }
        }
    }

    private static boolean isAlphanumeric(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static int digit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
