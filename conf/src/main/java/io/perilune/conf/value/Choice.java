// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.value;

import io.perilune.conf.tree.Directive;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One of several words, or a set of them. Immutable.
 *
 * @param words lower case to value
 */
public record Choice<T>(Map<String, T> words) {
    public Choice {
        words = Map.copyOf(words);
    }

    /** The directive's first argument. */
    public T of(Directive directive) {
        return one(directive, directive.argument(0));
    }

    /** All of the directive's arguments. */
    public Set<T> setOf(Directive directive) {
        Set<T> chosen = new LinkedHashSet<>();
        for (String argument : directive.arguments()) {
            chosen.add(one(directive, argument));
        }
        return chosen;
    }

    private T one(Directive directive, String text) {
        T value = words.get(text.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw directive.fail("invalid value \"" + text + '"');
        }
        return value;
    }
}
