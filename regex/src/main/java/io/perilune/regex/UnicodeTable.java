// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sets of characters that {@code unicode.txt} lists. The file is read when the first name is
 * asked for, which few patterns do, and a set made when it is. Thread-safe.
 */
final class UnicodeTable {

    private static final String FILE = "unicode.txt";

    /** By name, what stands behind the equals sign. */
    private static final Map<String, String> LINES = read();

    private static final Map<String, CharSet> SETS = new ConcurrentHashMap<>();

    private UnicodeTable() {}

    /** The set of a name, or null. */
    static CharSet named(String name) {
        CharSet known = SETS.get(name);
        if (known != null) {
            return known;
        }
        String line = LINES.get(name);
        return line == null ? null : SETS.computeIfAbsent(name, n -> set(line));
    }

    private static Map<String, String> read() {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : text().split("\n")) {
            int equals = line.indexOf(" = ");
            if (line.charAt(0) != '#') {
                for (String name : line.substring(0, equals).split(" ")) {
                    lines.put(name, line.substring(equals + 3));
                }
            }
        }
        return lines;
    }

    private static String text() {
        try (InputStream in = UnicodeTable.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CharSet set(String line) {
        StringTokenizer tokens = new StringTokenizer(line, " ");
        int[] ranges = new int[2 * tokens.countTokens()];
        int next = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            String token = tokens.nextToken();
            int colon = token.indexOf(':');
            int gap = Integer.parseInt(token, 0, colon < 0 ? token.length() : colon, 36);
            ranges[i] = next + gap;
            ranges[i + 1] =
                    ranges[i]
                            + (colon < 0
                                    ? 0
                                    : Integer.parseInt(token, colon + 1, token.length(), 36));
            next = ranges[i + 1] + 1;
        }
        return CharSet.ofRanges(ranges);
    }

    /** Names that begin with a prefix, without it: also a property's second and third names. */
    static List<String> namesWith(String prefix) {
        return LINES.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }
}
