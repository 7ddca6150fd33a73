// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.value;

import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import java.util.Locale;

/** "on" or "off". Stateless. */
public final class Flag {
    private Flag() {}

    /** The directive's first argument. */
    public static boolean of(Directive directive) {
        String text = directive.argument(0);
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on" -> true;
            case "off" -> false;
            default ->
                    throw new ConfException(
                            "invalid value \""
                                    + text
                                    + "\" in \""
                                    + directive.name()
                                    + "\" directive, it must be \"on\" or \"off\"",
                            directive.position());
        };
    }
}
