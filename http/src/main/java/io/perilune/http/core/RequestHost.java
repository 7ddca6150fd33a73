// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import java.util.Locale;

/** The host of a request, judged and made comparable as nginx does it. Stateless. */
public final class RequestHost {

    private RequestHost() {}

    /**
     * The host in lower case, without port and final dot.
     *
     * @return null if it is not acceptable
     */
    public static String normalise(String text) {
        if (isPlain(text)) {
            return text;
        }
        int length = text.length();
        int dot = -1;
        boolean literal = false;
        boolean rest = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '.' -> {
                    if (dot == i - 1 && dot >= 0) {
                        return null;
                    }
                    dot = i;
                }
                case ':' -> {
                    if (!literal && !rest) {
                        length = i;
                        rest = true;
                    }
                }
                case '[' -> literal |= i == 0;
                case ']' -> {
                    if (literal) {
                        length = i + 1;
                        literal = false;
                        rest = true;
                    }
                }
                default -> {
                    if (c == '/' || c <= 0x20 || c == 0x7f) {
                        return null;
                    }
                }
            }
        }
        if (length > 0 && dot == length - 1) {
            length--;
        }
        return length == 0 ? null : text.substring(0, length).toLowerCase(Locale.ROOT);
    }

    /** Lower-case letters, digits, '-', and dots with something around each: nothing to do. */
    private static boolean isPlain(String text) {
        boolean afterDot = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (afterDot) {
                    return false;
                }
                afterDot = true;
            } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
                afterDot = false;
            } else {
                return false;
            }
        }
        return !afterDot;
    }
}
