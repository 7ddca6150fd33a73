// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.parse;

import io.perilune.conf.value.FileName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * glob(3) as include uses it: "*", "?", "[a-z]", "[!a]" and backslash, in any part of the path; a
 * leading dot has to be written; sorted by bytes. Stateless.
 */
final class Glob {
    private Glob() {}

    static boolean isPattern(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf('[') >= 0;
    }

    /**
     * @param pattern an absolute path
     */
    static List<String> expand(String pattern) {
        List<String> found = List.of("");
        for (String part : pattern.substring(1).split("/+", -1)) {
            found = descend(found, part);
        }
        return found;
    }

    private static List<String> descend(List<String> folders, String part) {
        List<String> next = new ArrayList<>();
        for (String folder : folders) {
            if (isPattern(part)) {
                addMatches(folder, part, next);
            } else if (exists(folder + '/' + part)) {
                next.add(folder + '/' + part);
            }
        }
        return next;
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(FileName.path(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A folder that cannot be read has no matches, as for glob(3) without GLOB_ERR. */
    private static void addMatches(String folder, String part, List<String> next) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(FileName.path(folder + '/'))) {
            for (Path entry : entries) {
                String name = FileName.text(entry.getFileName());
                if (matches(part, 0, name, 0) && (part.startsWith(".") || !name.startsWith("."))) {
                    names.add(folder + '/' + name);
                }
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
            return;
        }
        names.sort(null);
        next.addAll(names);
    }

    /**
     * Greedy with one point to come back to: linear in the product of the lengths, whatever the
     * pattern.
     */
    static boolean matches(String pattern, int fromPattern, String name, int fromName) {
        int p = fromPattern;
        int n = fromName;
        int starAt = -1;
        int starName = 0;
        while (n < name.length()) {
            int length = p < pattern.length() ? matchedLength(pattern, p, name.charAt(n)) : 0;
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                starAt = ++p;
                starName = n;
            } else if (length > 0) {
                p += length;
                n++;
            } else if (starAt >= 0) {
                p = starAt;
                n = ++starName;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** The length of the pattern's element at p if it matches the char; else 0. */
    private static int matchedLength(String pattern, int p, char c) {
        char element = pattern.charAt(p);
        if (element == '?') {
            return 1;
        }
        if (element == '[') {
            int end = classEnd(pattern, p);
            if (end > 0) {
                return inClass(pattern, p + 1, end, c) ? end + 1 - p : 0;
            }
        }
        if (element == '\\' && p + 1 < pattern.length()) {
            return pattern.charAt(p + 1) == c ? 2 : 0;
        }
        return element == c ? 1 : 0;
    }

    private static int classEnd(String pattern, int open) {
        int from = open + 1;
        if (from < pattern.length()
                && (pattern.charAt(from) == '!' || pattern.charAt(from) == '^')) {
            from++;
        }
        return pattern.indexOf(']', from + 1);
    }

    private static boolean inClass(String pattern, int from, int end, char c) {
        boolean negated = pattern.charAt(from) == '!' || pattern.charAt(from) == '^';
        boolean found = false;
        for (int i = negated ? from + 1 : from; i < end; i++) {
            char low = pattern.charAt(i);
            char high = low;
            if (i + 2 < end && pattern.charAt(i + 1) == '-') {
                high = pattern.charAt(i + 2);
                i += 2;
            }
            found |= low <= c && c <= high;
        }
        return found != negated;
    }
}
