// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.tree;

import java.util.List;
import java.util.function.Consumer;

/** Something with a value. Immutable; {@code line} is the one that an error in it names. */
public sealed interface Expression {
    /**
     * What it begins with, and evaluates before all else; null for what has no such part. Chains of
     * operators, calls and indices go deep here, so that recursion over them needs a bound.
     */
    default Expression left() {
        return null;
    }

    /** All its other parts, in the order of the text; not what is in a function. */
    default void others(Consumer<Expression> action) {}

    record Nil() implements Expression {}

    record True() implements Expression {}

    record False() implements Expression {}

    record NumberLiteral(double value) implements Expression {}

    /** One char a byte. */
    record StringLiteral(String value) implements Expression {}

    record Vararg(int line) implements Expression {}

    /** A use of a variable; the resolver knows by {@code id} which one. */
    record Name(String name, int line, int id) implements Expression {}

    record Index(Expression object, Expression key, int line) implements Expression {
        @Override
        public Expression left() {
            return object;
        }

        @Override
        public void others(Consumer<Expression> action) {
            action.accept(key);
        }
    }

    record Call(Expression function, List<Expression> arguments, int line) implements Expression {
        @Override
        public Expression left() {
            return function;
        }

        @Override
        public void others(Consumer<Expression> action) {
            arguments.forEach(action);
        }
    }

    record MethodCall(Expression object, String method, List<Expression> arguments, int line)
            implements Expression {
        @Override
        public Expression left() {
            return object;
        }

        @Override
        public void others(Consumer<Expression> action) {
            arguments.forEach(action);
        }
    }

    record Function(FunctionBody body) implements Expression {}

    /** Arithmetic, concatenation or comparison. */
    record Binary(Operator operator, Expression left, Expression right, int line)
            implements Expression {
        @Override
        public void others(Consumer<Expression> action) {
            action.accept(right);
        }
    }

    /** {@code and}, {@code or}. */
    record Logical(Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public void others(Consumer<Expression> action) {
            action.accept(right);
        }
    }

    record Unary(Operator operator, Expression operand, int line) implements Expression {
        @Override
        public Expression left() {
            return operand;
        }
    }

    /** Parentheses around a call or {@code ...}: exactly one value. */
    record Parenthesized(Expression inner) implements Expression {
        @Override
        public Expression left() {
            return inner;
        }
    }

    record TableConstructor(List<Item> items, int line) implements Expression {
        @Override
        public void others(Consumer<Expression> action) {
            for (Item item : items) {
                if (item instanceof Keyed keyed) {
                    action.accept(keyed.key);
                }
                action.accept(item.value());
            }
        }
    }

    /** An item of a table constructor. */
    sealed interface Item {
        Expression value();
    }

    record Positional(Expression value) implements Item {}

    record Keyed(Expression key, Expression value, int line) implements Item {}

    /** Whether it is a literal that needs no evaluation. */
    default boolean isConstant() {
        return this instanceof Nil
                || this instanceof True
                || this instanceof False
                || this instanceof StringLiteral
                || this instanceof NumberLiteral;
    }

    /** Whether it is a literal that an int has room for; negative zero is none. */
    default boolean isInt() {
        return this instanceof NumberLiteral number
                && Double.valueOf(number.value()).equals((double) (int) number.value());
    }

    /** Whether it may have any number of values. */
    default boolean isMulti() {
        return this instanceof Call || this instanceof MethodCall || this instanceof Vararg;
    }
}
