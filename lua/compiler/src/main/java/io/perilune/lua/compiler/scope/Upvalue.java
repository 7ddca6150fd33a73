// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.scope;

/**
 * A variable of an outer function as an inner one sees it. Immutable.
 *
 * @param index its number in the function that uses it
 * @param isSelf the function itself: {@code local function f} used inside f
 */
public record Upvalue(int index, Local local, boolean isSelf) {
    public String name() {
        return local.name();
    }
}
