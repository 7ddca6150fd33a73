// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.scope;

import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.runtime.NumericOperation;

/**
 * A local variable or parameter.
 *
 * <p>Written by the {@link Resolver} and by {@link Facts} only; the emitter reads it.
 */
public final class Local {
    private final String name;
    private final FunctionScope owner;
    private final int id;
    private final Local hidden;
    private boolean captured;
    private boolean reassigned;
    private boolean operand;
    private NumericOperation operation;
    private boolean bitsResult;
    private boolean bitsUse;
    private FunctionBody ownFunction;
    private Kind kind = Kind.ANY;

    Local(String name, FunctionScope owner, int id, Local hidden) {
        this.name = name;
        this.owner = owner;
        this.id = id;
        this.hidden = hidden;
    }

    /** Another one of this name that cannot be seen while this one can; or null. */
    Local hidden() {
        return hidden;
    }

    public String name() {
        return name;
    }

    public FunctionScope owner() {
        return owner;
    }

    /** The number of its declaration among the names of its function. */
    public int id() {
        return id;
    }

    /** Whether an inner function uses it. */
    public boolean isCaptured() {
        return captured;
    }

    /**
     * Whether it lives in a cell on the heap: captured, and assigned after its declaration. A
     * captured local that is never assigned again is copied into the closures.
     */
    public boolean isCell() {
        return captured && reassigned;
    }

    public boolean isReassigned() {
        return reassigned;
    }

    /** The function that it is declared with, when nothing else is ever assigned. */
    public FunctionBody ownFunction() {
        return reassigned ? null : ownFunction;
    }

    /** Whether it is an operand of arithmetic somewhere: it will mostly be a number. */
    public boolean isOperand() {
        return operand;
    }

    /**
     * Whether it gets results of operations on bits and is used for others, or as a key: it is
     * worth keeping an int beside the number.
     */
    public boolean isBits() {
        return bitsResult && bitsUse;
    }

    /**
     * What it most likely does when it is called, as it was given a field of that name; or null.
     */
    NumericOperation operation() {
        return operation;
    }

    void operation(NumericOperation likely) {
        operation = likely;
    }

    void bitsResult() {
        bitsResult = true;
    }

    void bitsUse() {
        bitsUse = true;
    }

    void operand() {
        operand = true;
    }

    public Kind kind() {
        return isCell() ? Kind.ANY : kind;
    }

    void capture() {
        captured = true;
    }

    void reassign() {
        reassigned = true;
    }

    void ownFunction(FunctionBody body) {
        ownFunction = body;
    }

    void kind(Kind found) {
        kind = found;
    }
}
