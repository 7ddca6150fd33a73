// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Facts;
import io.perilune.lua.compiler.scope.FunctionScope;
import java.util.HashSet;
import java.util.Set;

/**
 * A chunk's functions by their paths, each with all that is known of those around it. Thread-safe.
 */
final class ChunkTree {
    private final FunctionScope chunk;
    private final Set<FunctionScope> known = new HashSet<>();

    ChunkTree(FunctionScope chunk) {
        this.chunk = chunk;
    }

    FunctionScope chunk() {
        return chunk;
    }

    synchronized FunctionScope function(String path) {
        FunctionScope scope = chunk;
        lookAt(scope);
        for (String step : path.isEmpty() ? new String[0] : path.substring(1).split("\\.")) {
            scope = scope.functions().get(Integer.parseInt(step));
            lookAt(scope);
        }
        return scope;
    }

    /** Once: somebody may be writing the code of a function inside. */
    private void lookAt(FunctionScope scope) {
        if (known.add(scope)) {
            Facts.find(scope);
        }
    }
}
