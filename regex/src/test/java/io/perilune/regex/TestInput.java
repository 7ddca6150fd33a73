// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a file of PCRE2's own tests: patterns between delimiters with modifiers behind, each
 * followed by subjects. Single use.
 */
final class TestInput {

    /** A pattern; options null if they have no letter; subjects null if not to be read as text. */
    record Case(byte[] pattern, String options, List<byte[]> subjects) {}

    private static final String DELIMITERS = "/!\"'`%&-=_:;,@~";

    /** Modifiers with a letter that {@link Comparison} knows; "" if matches stay the same. */
    private static final Map<String, String> MODIFIERS =
            Map.ofEntries(
                    Map.entry("utf", "u"),
                    Map.entry("ucp", "W"),
                    Map.entry("dupnames", "D"),
                    Map.entry("anchored", "a"),
                    Map.entry("no_start_optimize", "N"),
                    Map.entry("ungreedy", "U"),
                    Map.entry("caseless", "i"),
                    Map.entry("dotall", "s"),
                    Map.entry("multiline", "m"),
                    Map.entry("extended", "x"),
                    Map.entry("mark", ""),
                    Map.entry("info", ""),
                    Map.entry("aftertext", ""),
                    Map.entry("allaftertext", ""),
                    Map.entry("allcaptures", ""),
                    Map.entry("startchar", ""),
                    Map.entry("no_auto_possess", ""),
                    Map.entry("bincode", ""),
                    Map.entry("fullbincode", ""),
                    Map.entry("global", ""),
                    Map.entry("altglobal", ""));

    /** The same for single letters, which stand together. */
    private static final Map<Character, String> LETTERS =
            Map.of('i', "i", 'm', "m", 's', "s", 'x', "x", 'J', "D", 'g', "", 'B', "", 'I', "");

    private final List<String> lines;
    private int at;

    TestInput(Path file) throws IOException {
        lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    }

    List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.isBlank() || DELIMITERS.indexOf(line.charAt(0)) < 0) {
                at++;
            } else {
                cases.add(next());
            }
        }
        return cases;
    }

    private Case next() {
        String text = lines.get(at++);
        char delimiter = text.charAt(0);
        int end = end(text, delimiter);
        while (end < 0 && at < lines.size()) {
            text += "\n" + lines.get(at++);
            end = end(text, delimiter);
        }
        String options = end < 0 ? null : options(text.substring(end + 1));
        boolean utf = options != null && options.contains("u");
        List<byte[]> subjects = new ArrayList<>();
        while (at < lines.size() && !lines.get(at).isBlank()) {
            String line = lines.get(at++).strip();
            if (!line.startsWith("\\=") && !line.startsWith("#")) {
                subjects.add(subject(line, utf));
            }
        }
        byte[] pattern = text.substring(1, Math.max(1, end)).getBytes(StandardCharsets.ISO_8859_1);
        return new Case(pattern, options, subjects);
    }

    private static int end(String text, char delimiter) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == delimiter) {
                return i;
            }
        }
        return -1;
    }

    private static String options(String modifiers) {
        StringBuilder options = new StringBuilder();
        for (String modifier : modifiers.split(",")) {
            String name = modifier.strip();
            String known = MODIFIERS.get(name);
            if (known == null) {
                known = "";
                for (char letter : name.toCharArray()) {
                    if (!LETTERS.containsKey(letter)) {
                        return null;
                    }
                    known += LETTERS.get(letter);
                }
            }
            options.append(known);
        }
        return options.toString();
    }

    /** The bytes of a subject line; null if it has modifiers of its own. */
    private static byte[] subject(String line, boolean utf) {
        if (line.contains("\\=")) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i++);
            if (c != '\\' || i == line.length()) {
                out.write(c == '\\' ? ' ' : c);
            } else {
                i = escape(line, i, utf, out);
            }
        }
        return out.toByteArray();
    }

    private static int escape(String line, int at, boolean utf, ByteArrayOutputStream out) {
        char c = line.charAt(at);
        int simple = "nrtfeabv".indexOf(c);
        if (simple >= 0) {
            out.write("\n\r\t\f\u001b\u0007\b\u000b".charAt(simple));
            return at + 1;
        }
        if (c == 'x' && at + 1 < line.length() && line.charAt(at + 1) == '{') {
            int end = line.indexOf('}', at);
            int value = (int) Long.parseLong(line, at + 2, end, 16);
            out.writeBytes(
                    utf && value <= CharSet.MAX ? Utf8.encode(value) : new byte[] {(byte) value});
            return end + 1;
        }
        int radix = c == 'x' ? 16 : 8;
        int from = c == 'x' ? at + 1 : at;
        int to = from;
        while (to < line.length()
                && to - from < (radix == 16 ? 2 : 3)
                && Character.digit(line.charAt(to), radix) >= 0) {
            to++;
        }
        if (to == at) {
            out.write(c);
            return at + 1;
        }
        out.write(to == from ? 0 : Integer.parseInt(line, from, to, radix));
        return to;
    }
}
