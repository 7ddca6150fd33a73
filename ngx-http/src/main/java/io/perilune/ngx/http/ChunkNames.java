// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.conf.tree.Directive;

/**
 * The name of a piece of Lua in the configuration, as messages show it: {@code
 * content_by_lua(nginx.conf:40)}. Stateless.
 */
final class ChunkNames {

    /** LuaJIT shows no more of a chunk name; longer file names lose their beginning. */
    private static final int LONGEST = 56;

    private static final String USUAL = "/nginx.conf";

    private ChunkNames() {}

    /**
     * @param confPrefix the folder of the main configuration file, with a slash at its end
     */
    static String of(String tag, Directive directive, String confPrefix) {
        String line = Integer.toString(directive.openingLine());
        String file = directive.position().file();
        String shown = file == null ? "" : shorten(file, confPrefix, tag.length() + line.length());
        return tag + '(' + shown + ':' + line + ')';
    }

    private static String shorten(String file, String confPrefix, int reserved) {
        if (file.endsWith(USUAL)) {
            return USUAL.substring(1);
        }
        boolean below = file.length() > confPrefix.length() && file.startsWith(confPrefix);
        String shown = below ? file.substring(confPrefix.length()) : file;
        return shown.length() + reserved <= LONGEST
                ? shown
                : "..." + shown.substring(shown.length() - LONGEST + reserved + 3);
    }
}
