// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/**
 * Unicode's properties by the names that patterns use: lower case, without spaces, hyphens and
 * underscores. Stateless.
 */
final class UnicodeProperty {

    private static final String BIDI = "bidi";

    private UnicodeProperty() {}

    /** The set that a pattern's name stands for, or null if there is no such property. */
    static CharSet ofPattern(String name) {
        int separator = 0;
        while (separator < name.length() && ":=".indexOf(name.charAt(separator)) < 0) {
            separator++;
        }
        if (separator == name.length()) {
            return bare(name);
        }
        String value = name.substring(separator + 1);
        if (value.indexOf(':') >= 0) {
            return null;
        }
        return switch (name.substring(0, separator)) {
            case "bidiclass", "bc" -> UnicodeTable.named("bc:" + value);
            case "script", "sc" -> {
                CharSet script = UnicodeTable.named("sc:" + value);
                yield script != null ? script : UnicodeTable.named("scx:" + value);
            }
            case "scriptextensions", "scx" -> UnicodeTable.named("scx:" + value);
            default -> null;
        };
    }

    private static CharSet bare(String name) {
        CharSet property = UnicodeTable.named(name);
        if (property == null) {
            property = UnicodeTable.named("scx:" + name);
        }
        return property == null && name.startsWith(BIDI)
                ? UnicodeTable.named("bc:" + name.substring(BIDI.length()))
                : property;
    }

    static CharSet digit() {
        return UnicodeTable.named("nd");
    }

    static CharSet letter() {
        return UnicodeTable.named("l");
    }

    static CharSet space() {
        return UnicodeTable.named("xps");
    }

    static CharSet word() {
        return UnicodeTable.named("xwd");
    }
}
