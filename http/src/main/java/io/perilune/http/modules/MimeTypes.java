// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.perilune.conf.tree.Directive;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.ConfScope;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The content types that a filter works on: what "gzip_types" and its like set. Immutable. */
public record MimeTypes(Set<String> types, boolean any) {

    public MimeTypes {
        types = Set.copyOf(types);
    }

    public static MimeTypes of(List<String> types) {
        return new MimeTypes(new HashSet<>(types), false);
    }

    /**
     * The directive's types beside those before; the defaults count only where no level sets any.
     */
    public static MimeTypes add(MimeTypes before, String always, ConfScope cf, Directive d) {
        Set<String> types = before == null ? new HashSet<>() : new HashSet<>(before.types);
        boolean any = before != null && before.any;
        if (always != null) {
            types.add(always);
        }
        for (String argument : d.arguments()) {
            if (argument.equals("*")) {
                any = true;
            } else if (!types.add(argument.toLowerCase(Locale.ROOT))) {
                cf.warn(LogLevel.WARN, d, "duplicate MIME type \"" + argument + '"');
            }
        }
        return new MimeTypes(types, any);
    }

    /**
     * @param contentType with or without parameters, or null
     */
    public boolean contains(String contentType) {
        if (contentType == null || contentType.isEmpty()) {
            return false;
        }
        if (any || types.contains(contentType)) {
            return true;
        }
        int end = contentType.indexOf(';');
        String bare = end < 0 ? contentType : contentType.substring(0, end).stripTrailing();
        return types.contains(bare.toLowerCase(Locale.ROOT));
    }
}
