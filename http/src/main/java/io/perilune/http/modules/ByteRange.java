// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import java.util.ArrayList;
import java.util.List;

/** A part of a body: from the first byte to before the second. Immutable. */
record ByteRange(long start, long end) {

    /** A "Range" line is not about bytes or unreadable: it cannot be satisfied. */
    static final List<ByteRange> UNSATISFIABLE = List.of();

    private static final long LARGE = Long.MAX_VALUE / 10;

    long length() {
        return end - start;
    }

    /**
     * @param text what stands behind "bytes="
     * @return null: serve the whole (too many ranges, or as much as the whole)
     */
    static List<ByteRange> parse(String text, long length, int most) {
        List<ByteRange> ranges = new ArrayList<>(2);
        long size = 0;
        int left = most;
        for (String part : text.split(",", -1)) {
            ByteRange range = one(part, length);
            if (range == null) {
                return UNSATISFIABLE;
            }
            if (range.start < range.end) {
                size += range.length();
                if (left-- == 0) {
                    return null;
                }
                ranges.add(range);
            } else if (range.start == 0) {
                return null;
            }
        }
        return ranges.isEmpty() ? UNSATISFIABLE : size > length ? null : ranges;
    }

    /** Null when the text is no range; an empty range when it lies outside. */
    private static ByteRange one(String text, long length) {
        String part = stripSpaces(text);
        int dash = part.indexOf('-');
        if (dash < 0) {
            return null;
        }
        String first = stripSpaces(part.substring(0, dash));
        String last = stripSpaces(part.substring(dash + 1));
        if (!isNumber(first) || !isNumber(last) || first.isEmpty() && last.isEmpty()) {
            return null;
        }
        if (first.isEmpty()) {
            long suffix = number(last);
            return suffix < 0 ? null : suffix(suffix, length);
        }
        long start = number(first);
        long end = last.isEmpty() ? length : number(last);
        if (start < 0 || end < 0) {
            return null;
        }
        end = last.isEmpty() || end >= length ? length : end + 1;
        return new ByteRange(start, Math.max(end, start == 0 ? 0 : start));
    }

    private static ByteRange suffix(long suffix, long length) {
        return suffix == 0
                ? new ByteRange(length, length)
                : new ByteRange(Math.max(0, length - suffix), length);
    }

    private static String stripSpaces(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static long number(String digits) {
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (value >= LARGE) {
                return -1;
            }
            value = value * 10 + digits.charAt(i) - '0';
        }
        return value;
    }
}
