// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Writes the table of Unicode's properties anew, each line's names kept and its ranges asked of the
 * installed libpcre2. Argument: the file. Single use.
 */
final class UnicodeTableWriter {

    private static final int ACCENT = 0x300;
    private static final int HEART = 0x2764;
    private static final int JOINER = 0x200d;

    private final Pcre2 library;
    private final byte[] all;

    UnicodeTableWriter(Pcre2 library) {
        this.library = library;
        int[] every = new int[CharSet.MAX + 1];
        for (int c = 0; c <= CharSet.MAX; c++) {
            every[c] = c;
        }
        all = encoded(every);
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        List<String> lines = new ArrayList<>();
        try (Pcre2 library = new Pcre2()) {
            UnicodeTableWriter writer = new UnicodeTableWriter(library);
            for (String line : Files.readAllLines(file)) {
                String names = line.split(" =")[0];
                lines.add(
                        line.startsWith("#")
                                ? line
                                : names + " = " + tokens(writer.ranges(names.split(" ")[0])));
            }
        }
        Files.write(file, lines);
    }

    /** The ranges of a property as libpcre2 has them. */
    CharSet ranges(String name) {
        int colon = name.indexOf(':');
        String value = name.substring(colon + 1);
        return switch (colon < 0 ? "" : name.substring(0, colon)) {
            case "posix" -> matched("[[:" + value + ":]]+");
            case "bc", "sc", "scx" -> matched("\\p{" + name + "}+");
            case "cluster" -> clusters(value);
            case "" -> matched("\\p{" + value + "}+");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private CharSet matched(String pattern) {
        compile(pattern);
        CharSet.Builder builder = new CharSet.Builder();
        for (int[] bounds : library.all(all)) {
            builder.add(at(bounds[0]), at(bounds[1]) - 1);
        }
        return builder.build();
    }

    private void compile(String pattern) {
        String error =
                library.compile(
                        pattern.getBytes(StandardCharsets.ISO_8859_1), Pcre2.UTF | Pcre2.UCP);
        if (error != null) {
            throw new IllegalStateException(pattern + ": " + error);
        }
    }

    /** The character whose bytes begin at an offset of all characters' bytes. */
    private static int at(int offset) {
        int two = offset - 0x80;
        int three = two - 2 * 0x780;
        int four = three - 3 * 0xf800;
        return two < 0
                ? offset
                : three < 0 ? 0x80 + two / 2 : four < 0 ? 0x800 + three / 3 : 0x10000 + four / 4;
    }

    /** Which characters break or join clusters in a way, found out by trying each. */
    private CharSet clusters(String way) {
        compile("\\A\\X");
        return of(
                switch (way) {
                    case "extend" -> c -> isOne(HEART, c, JOINER, HEART) && isOne('a', c);
                    case "spacingmark" -> c -> isOne('a', c) && !isOne(HEART, c, JOINER, HEART);
                    case "prepend" -> c -> isOne(c, 'a');
                    case "control" -> c -> !isOne(c, ACCENT) && !isOne(c, c);
                    default -> throw new IllegalArgumentException(way);
                });
    }

    private boolean isOne(int... characters) {
        byte[] subject = encoded(characters);
        return library.match(subject, 0, 0, false)[1] == subject.length;
    }

    private static CharSet of(IntPredicate test) {
        CharSet.Builder builder = new CharSet.Builder();
        for (int c = 0; c <= CharSet.MAX; c++) {
            if ((c < 0xd800 || c > 0xdfff) && test.test(c)) {
                builder.add(c, c);
            }
        }
        return builder.build();
    }

    private static byte[] encoded(int... characters) {
        byte[] bytes = new byte[4 * characters.length];
        int length = 0;
        for (int c : characters) {
            byte[] one = Utf8.encode(c);
            System.arraycopy(one, 0, bytes, length, one.length);
            length += one.length;
        }
        return Arrays.copyOf(bytes, length);
    }

    private static String tokens(CharSet set) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        for (int i = 0; i < set.ranges.length; i += 2) {
            int from = set.ranges[i];
            int to = set.ranges[i + 1];
            out.append(i > 0 ? " " : "").append(Integer.toString(from - next, 36));
            if (to > from) {
                out.append(':').append(Integer.toString(to - from, 36));
            }
            next = to + 1;
        }
        return out.toString();
    }
}
