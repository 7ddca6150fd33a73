// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.syntax.Source;
import io.perilune.lua.runtime.Traceback;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which functions of a chunk are traced from the start: those whose locals are looked at, or that
 * may be running when a hook is set, as far as the chunk itself does that ({@link TraceNeeds}); and
 * all where it asks for the environment of its caller's caller and the stack does not show
 * functions. Immutable.
 */
final class TracedFunctions {
    private static final TracedFunctions NONE = new TracedFunctions(false, Set.of());

    /** Made only where it is needed: a pattern takes its time at a start. */
    private static final String ENVIRONMENT = "[gs]etfenv *\\( *[2-9]";

    private final boolean isAll;
    private final Set<String> paths;

    private TracedFunctions(boolean isAll, Set<String> paths) {
        this.isAll = isAll;
        this.paths = paths;
    }

    /** Looks at the tree only where the text has one of the names. */
    static TracedFunctions of(FunctionScope chunk, Source source) {
        String text = new String(source.text(), StandardCharsets.ISO_8859_1);
        boolean asksForEnvironments =
                !Traceback.showsFunctions()
                        && text.contains("etfenv")
                        && Pattern.compile(ENVIRONMENT).matcher(text).find();
        if (asksForEnvironments) {
            return new TracedFunctions(true, Set.of());
        }
        if (!text.contains("sethook") && !text.contains("etlocal")) {
            return NONE;
        }
        Set<String> paths = TraceNeeds.of(chunk);
        return new TracedFunctions(paths == null, paths == null ? Set.of() : paths);
    }

    boolean contains(FunctionScope scope) {
        return isAll || !paths.isEmpty() && paths.contains(scope.path());
    }
}
