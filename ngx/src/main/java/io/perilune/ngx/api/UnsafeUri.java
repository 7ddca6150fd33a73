// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.ngx.engine.ApiCall;

/**
 * URIs that Lua code gives: nginx refuses those that leave the root or hold a zero byte. Immutable.
 *
 * @param path without what is behind the question mark
 * @param args what is behind it, never null
 */
record UnsafeUri(String path, String args) {

    /** Parts of a URI, or null when it is not safe. */
    static UnsafeUri parse(String uri) {
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        String args = question < 0 ? "" : uri.substring(question + 1);
        if (path.isEmpty() || uri.indexOf('\0') >= 0 || climbs(path)) {
            return null;
        }
        if (path.indexOf('%') < 0) {
            return new UnsafeUri(path, args);
        }
        String decoded = decoded(path);
        return decoded.isEmpty() || decoded.indexOf('\0') >= 0 || climbs(decoded)
                ? null
                : new UnsafeUri(decoded, args);
    }

    /** Of an escape that is none the percent sign is dropped, and a digit behind it. */
    private static String decoded(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            int high = i + 1 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
            if (high < 0) {
                continue;
            }
            int low = i + 2 < path.length() ? Character.digit(path.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                out.append((char) (high << 4 | low));
            }
            i += 2;
        }
        return out.toString();
    }

    private static boolean climbs(String path) {
        return path.equals("..")
                || path.startsWith("../")
                || path.contains("/../")
                || path.endsWith("/..");
    }

    /** Throws for bytes that must not get into a request or response line: control characters. */
    static void checkBytes(ApiCall call, String uri, String what) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                throw call.error(
                        String.format(
                                "unsafe byte \"0x%02x\" in %s \"%s\"",
                                (int) c, what, escaped(uri)));
            }
        }
    }

    /** As nginx writes foreign texts to its log. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c > 0x7e) {
                out.append(String.format("\\x%02X", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
