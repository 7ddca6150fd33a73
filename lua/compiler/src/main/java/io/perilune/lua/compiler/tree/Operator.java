// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.tree;

import io.perilune.lua.runtime.Arithmetic;

/**
 * Unary and binary operators with their binding powers (left and right; a higher right one binds to
 * the left).
 */
public enum Operator {
    OR("or", 1, 1),
    AND("and", 2, 2),
    LESS("<", 3, 3),
    GREATER(">", 3, 3),
    LESS_EQUAL("<=", 3, 3),
    GREATER_EQUAL(">=", 3, 3),
    NOT_EQUAL("~=", 3, 3),
    EQUAL("==", 3, 3),
    CONCAT("..", 5, 4),
    ADD("+", 6, 6),
    SUBTRACT("-", 6, 6),
    MULTIPLY("*", 7, 7),
    DIVIDE("/", 7, 7),
    MODULO("%", 7, 7),
    POWER("^", 10, 9),
    NEGATE("-", 8, 8),
    NOT("not", 8, 8),
    LENGTH("#", 8, 8);

    private final String text;
    private final int left;
    private final int right;

    Operator(String text, int left, int right) {
        this.text = text;
        this.left = left;
        this.right = right;
    }

    public String text() {
        return text;
    }

    public int leftPower() {
        return left;
    }

    public int rightPower() {
        return right;
    }

    public boolean isArithmetic() {
        return this.compareTo(ADD) >= 0 && this.compareTo(POWER) <= 0;
    }

    /** The result of arithmetic. */
    public double apply(double left, double right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> Arithmetic.mod(left, right);
            case POWER -> Arithmetic.pow(left, right);
            default -> throw new AssertionError(this);
        };
    }

    public boolean isComparison() {
        return this.compareTo(LESS) >= 0 && this.compareTo(EQUAL) <= 0;
    }
}
