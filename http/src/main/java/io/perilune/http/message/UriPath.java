// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.message;

/**
 * Paths of request targets, decoded and resolved as nginx does: percent escapes decoded, {@code .}
 * and {@code ..} segments resolved, double slashes merged if so configured, the fragment dropped.
 * Single use.
 */
public final class UriPath {

    private final String target;
    private final boolean mergeSlashes;
    private StringBuilder out;
    private int i;

    private UriPath(String target, boolean mergeSlashes) {
        this.target = target;
        this.mergeSlashes = mergeSlashes;
    }

    /** A target taken apart. */
    public record Parsed(String path, String args, boolean hasArgs, boolean complex) {}

    /**
     * Takes apart a target in origin form ({@code /path?args}).
     *
     * @return null if the path leaves the root, has a bad escape or a NUL
     */
    public static Parsed parse(String target, boolean mergeSlashes) {
        int end = plainEnd(target);
        if (end == target.length()) {
            return new Parsed(target, "", false, false);
        }
        if (end > 0 && target.charAt(end) == '?') {
            String args = target.substring(end + 1);
            int fragment = args.indexOf('#');
            return new Parsed(
                    target.substring(0, end),
                    fragment < 0 ? args : args.substring(0, fragment),
                    true,
                    false);
        }
        return new UriPath(target, mergeSlashes).resolve();
    }

    /** Where a path that needs no work ends: at '?', at the end, or at the first doubtful char. */
    private static int plainEnd(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '%' || c == '#' || c == '?' || c == 0) {
                return c == '?' ? i : -1;
            }
            if (c == '/' && i + 1 < target.length()) {
                char next = target.charAt(i + 1);
                if (next == '/' || next == '.') {
                    return -1;
                }
            }
        }
        return target.isEmpty() || target.charAt(0) != '/' ? -1 : target.length();
    }

    private Parsed resolve() {
        if (target.isEmpty() || target.charAt(0) != '/') {
            return null;
        }
        out = new StringBuilder(target.length());
        int end = target.length();
        while (i < end) {
            char c = target.charAt(i);
            if (c == '?' || c == '#') {
                break;
            }
            int decoded = next(c);
            if (decoded < 0 || !append((char) decoded)) {
                return null;
            }
        }
        return endSegment(true) ? parsed() : null;
    }

    /** The char at {@link #i}, decoded; -1 for a bad escape or a NUL. */
    private int next(char c) {
        if (c != '%') {
            i++;
            return c == 0 ? -1 : c;
        }
        int high = i + 1 < target.length() ? Character.digit(target.charAt(i + 1), 16) : -1;
        int low = i + 2 < target.length() ? Character.digit(target.charAt(i + 2), 16) : -1;
        i += 3;
        int value = high << 4 | low;
        return high < 0 || low < 0 || value == 0 ? -1 : value;
    }

    private boolean append(char c) {
        if (c != '/') {
            out.append(c);
            return true;
        }
        if (!endSegment(false)) {
            return false;
        }
        int length = out.length();
        if (!mergeSlashes || length == 0 || out.charAt(length - 1) != '/') {
            out.append('/');
        }
        return true;
    }

    /** Resolves a segment "." or ".." that ends here; false if it leaves the root. */
    private boolean endSegment(boolean last) {
        int length = out.length();
        int start = out.lastIndexOf("/") + 1;
        boolean one = length - start == 1 && out.charAt(start) == '.';
        boolean two =
                length - start == 2 && out.charAt(start) == '.' && out.charAt(start + 1) == '.';
        if (one) {
            out.setLength(last ? start : start - 1);
        } else if (two) {
            if (start <= 1) {
                return false;
            }
            int before = out.lastIndexOf("/", start - 2);
            out.setLength(last ? before + 1 : before);
        }
        return true;
    }

    private Parsed parsed() {
        String args = "";
        boolean hasArgs = i < target.length() && target.charAt(i) == '?';
        if (hasArgs) {
            int fragment = target.indexOf('#', i);
            args = target.substring(i + 1, fragment < 0 ? target.length() : fragment);
        }
        return new Parsed(out.toString(), args, hasArgs, true);
    }

    /**
     * Whether a path made up by configuration or a program may be used for an internal redirect: no
     * {@code ..} segment, no NUL.
     */
    public static boolean isSafe(String path) {
        if (path.isEmpty() || path.startsWith("../") || path.equals("..")) {
            return false;
        }
        int dots = path.indexOf("/..");
        while (dots >= 0) {
            if (dots + 3 == path.length() || path.charAt(dots + 3) == '/') {
                return false;
            }
            dots = path.indexOf("/..", dots + 1);
        }
        return path.indexOf('\0') < 0;
    }
}
