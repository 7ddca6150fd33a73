// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.syntax.Source;
import io.perilune.lua.runtime.Traceback;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which chunks are traced from the start: those whose text names a function that looks at the
 * locals of its callers or at every line, or (where the stack does not show functions) asks for the
 * environment of its caller's caller. Stateless.
 */
final class TracedChunks {
    private static final List<String> NAMES = List.of("sethook", "getlocal", "setlocal");
    private static final String ENVIRONMENT = "[gs]etfenv *\\( *[2-9]";

    private TracedChunks() {}

    static boolean contains(Source source) {
        String text = new String(source.text(), StandardCharsets.ISO_8859_1);
        for (String name : NAMES) {
            if (text.contains(name)) {
                return true;
            }
        }
        return !Traceback.showsFunctions()
                && text.contains("etfenv")
                && Pattern.compile(ENVIRONMENT).matcher(text).find();
    }
}
