// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.scope;

import io.perilune.lua.compiler.tree.FunctionBody;

/**
 * A variable of an outer function as an inner one sees it. Immutable.
 *
 * @param index its number in the function that uses it
 * @param user that function
 */
public record Upvalue(int index, Local local, FunctionBody user) {
    public String name() {
        return local.name();
    }

    /**
     * Whether it is always the function itself: {@code local function f} used inside f. Known when
     * all of the text has been resolved: a later assignment makes it a variable like others.
     */
    public boolean isSelf() {
        return local.ownFunction() == user;
    }

    /** Each is made once; a record's own comparison would go through the function's whole tree. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
