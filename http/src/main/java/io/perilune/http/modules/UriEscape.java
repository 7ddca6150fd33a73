// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

/** Which bytes a part of a URI must not hold as they are; nginx's tables. Immutable. */
public enum UriEscape {
    /** A path: blank, controls, 127 and above, and these. */
    URI("\"#%<>?\\^`{|}"),
    /** A part of the arguments. */
    ARGS("\"#%&+;<>?\\^`{|}"),
    /** All that is not unreserved. */
    URI_COMPONENT("!\"#$%&'()*+,/:;<=>?@[\\]^`{|}");

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final boolean[] escaped = new boolean[256];

    UriEscape(String special) {
        for (int c = 0; c < 256; c++) {
            escaped[c] = c <= ' ' || c >= 0x7f || special.indexOf(c) >= 0;
        }
    }

    public String escape(String text) {
        int first = 0;
        while (first < text.length() && !escaped[text.charAt(first)]) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escaped[c]) {
                out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /**
     * What nginx does to the target of a redirecting "rewrite": escapes of bytes that need none are
     * decoded, up to the arguments.
     */
    public static String unescapeRedirect(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '?') {
                return out.append(text, i - 1, text.length()).toString();
            }
            if (c != '%' || i == text.length()) {
                if (c != '%') {
                    out.append(c);
                }
                continue;
            }
            int high = Character.digit(text.charAt(i), 16);
            if (high < 0) {
                out.append(text.charAt(i++));
                continue;
            }
            int low = i + 1 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            if (low >= 0) {
                char decoded = (char) (high << 4 | low);
                if (decoded > '%' && decoded < 0x7f) {
                    out.append(decoded);
                } else {
                    out.append('%').append(text, i, i + 2);
                }
                if (decoded == '?') {
                    return out.append(text, i + 2, text.length()).toString();
                }
            }
            i += 2;
        }
        return out.toString();
    }
}
