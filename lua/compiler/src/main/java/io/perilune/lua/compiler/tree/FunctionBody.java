// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.tree;

import java.util.List;

/**
 * A function as written: parameters and block. Immutable.
 *
 * @param begin where the text {@code function} stands; the begin of the text for a main chunk
 * @param end just behind {@code end}
 * @param index its number among the functions of its parent
 * @param nameCount how many names (declarations and uses) its own code has
 * @param functions the functions written directly in it, by {@link #index}
 * @param name what to call it in listings, or null
 */
public record FunctionBody(
        List<Declaration> parameters,
        boolean isVararg,
        Block block,
        Position begin,
        Position end,
        int index,
        int nameCount,
        List<FunctionBody> functions,
        String name) {}
