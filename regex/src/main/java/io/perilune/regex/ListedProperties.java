// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Binary properties of Unicode that the Java runtime has no method for: listed, or made of others
 * as the standard defines them. Immutable.
 */
final class ListedProperties {

    private static final Map<String, IntPredicate> ALL = new HashMap<>();

    private static final String OTHER_GRAPHEME_EXTEND =
            "9BE 9D7 B3E B57 BBE BD7 CC2 CD5-CD6 D3E D57 DCF DDF 1B35 200C 302E-302F FF9E-FF9F"
                    + " 1133E 11357 114B0 114BD 115AF 11930 1D165 1D16E-1D172 E0020-E007F";

    static {
        listed("regionalindicator ri", "1F1E6-1F1FF");
        listed("variationselector vs", "180B-180D 180F FE00-FE0F E0100-E01EF");
        listed("patternwhitespace patws", "9-D 20 85 200E-200F 2028-2029");
        listed("idsbinaryoperator idsb", "2FF0-2FF1 2FF4-2FFB");
        listed("idstrinaryoperator idst", "2FF2-2FF3");
        listed("radical", "2E80-2E99 2E9B-2EF3 2F00-2FD5");
        listed("deprecated dep", "149 673 F77 F79 17A3-17A4 206A-206F 2329-232A E0001");
        listed(
                "logicalorderexception loe",
                "E40-E44 EC0-EC4 19B5-19B7 19BA AAB5-AAB6 AAB9 AABB-AABC");
        listed("prependedconcatenationmark pcm", "600-605 6DD 70F 890-891 8E2 110BD 110CD");
        listed(
                "quotationmark qmark",
                "22 27 AB BB 2018-201F 2039-203A 2E42 300C-300F 301D-301F FE41-FE44 FF02 FF07"
                        + " FF62-FF63");
        listed(
                "defaultignorablecodepoint di",
                "AD 34F 61C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164"
                        + " FE00-FE0F FEFF FFA0 FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF");
        listed(
                "unifiedideograph uideo",
                "3400-4DBF 4E00-9FFF FA0E-FA0F FA11 FA13-FA14 FA1F FA21 FA23-FA24 FA27-FA29"
                        + " 20000-2A6DF 2A700-2B738 2B740-2B81D 2B820-2CEA1 2CEB0-2EBE0"
                        + " 30000-3134A");
        IntPredicate dashes = of("2053 207B 208B 2212");
        define("dash", c -> Character.getType(c) == Character.DASH_PUNCTUATION || dashes.test(c));
        IntPredicate extending = of(OTHER_GRAPHEME_EXTEND);
        define("graphemeextend grext", c -> isMark(c) || extending.test(c));
        define("graphemebase grbase", c -> isBase(c) && !extending.test(c));
        define("cased", ListedProperties::isCased);
        IntPredicate within =
                of("27 2E 3A B7 387 55F 5F4 2018-2019 2024 2027 FE13 FE52 FE55 FF07 FF0E FF1A");
        define("caseignorable ci", c -> isCaseIgnorable(c) || within.test(c));
        define(
                "idcontinue idc",
                c ->
                        c != 0x2e2f
                                && Character.isUnicodeIdentifierPart(c)
                                && !Character.isIdentifierIgnorable(c));
    }

    private ListedProperties() {}

    /** The test for a property, or null. */
    static IntPredicate named(String name) {
        return ALL.get(name);
    }

    private static void define(String names, IntPredicate test) {
        for (String name : names.split(" ")) {
            ALL.put(name, test);
        }
    }

    private static void listed(String names, String ranges) {
        define(names, of(ranges));
    }

    /** Of hexadecimal code points and ranges. */
    private static IntPredicate of(String ranges) {
        CharSet.Builder builder = new CharSet.Builder();
        for (String range : ranges.split(" ")) {
            String[] ends = range.split("-");
            int from = Integer.parseInt(ends[0], 16);
            builder.add(from, ends.length > 1 ? Integer.parseInt(ends[1], 16) : from);
        }
        return builder.build()::contains;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean isBase(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> !isMark(c);
        };
    }

    private static boolean isCased(int c) {
        return Character.isLowerCase(c)
                || Character.isUpperCase(c)
                || Character.getType(c) == Character.TITLECASE_LETTER;
    }

    private static boolean isCaseIgnorable(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL ->
                    true;
            default -> false;
        };
    }
}
