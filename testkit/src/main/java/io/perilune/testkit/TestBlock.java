// SPDX-License-Identifier: Apache-2.0
package io.perilune.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One case of a {@link BlockFile}: a title and named sections. Immutable.
 *
 * @param file the name of the file, for messages
 * @param line where the title stands
 * @param title what the case states
 * @param sections text of each section; a section of several lines ends with a line feed unless it
 *     says {@code chomp}
 */
public record TestBlock(String file, int line, String title, Map<String, String> sections) {

    public boolean has(String section) {
        return sections.containsKey(section);
    }

    public Optional<String> text(String section) {
        return Optional.ofNullable(sections.get(section));
    }

    /** The section, or {@code otherwise} when it is not there. */
    public String text(String section, String otherwise) {
        return sections.getOrDefault(section, otherwise);
    }

    /** The lines of the section that are not blank; none when it is not there. */
    public List<String> lines(String section) {
        return text(section, "").lines().filter(text -> !text.isBlank()).toList();
    }

    /** As a whole number, or {@code otherwise}. */
    public int number(String section, int otherwise) {
        return text(section).map(text -> Integer.parseInt(text.strip())).orElse(otherwise);
    }

    /** "file:line: title", as reports show it. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + title;
    }
}
