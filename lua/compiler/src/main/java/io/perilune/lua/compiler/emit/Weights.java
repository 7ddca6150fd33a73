// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Statement;
import java.util.IdentityHashMap;
import java.util.Map;

/** Estimates how many bytes of code parts of the tree will have. Single use. */
final class Weights {
    private static final int SMALL = 8;
    private static final int ACCESS = 24;
    private static final int OPERATION = 64;
    private static final int CALL = 48;

    /** No byte of source text weighs more. */
    static final int OF_BYTE = 64;

    private final Map<Block, Integer> blocks = new IdentityHashMap<>();

    int of(Block block) {
        Integer known = blocks.get(block);
        if (known == null) {
            int sum = 0;
            for (Statement statement : block.statements()) {
                sum += of(statement);
            }
            known = sum;
            blocks.put(block, known);
        }
        return known;
    }

    int of(Statement statement) {
        Sum sum = new Sum(own(statement));
        statement.parts(sum::add, block -> sum.value += of(block));
        return sum.value;
    }

    /** Without what is in it. */
    private static int own(Statement statement) {
        if (statement instanceof Statement.Local s) {
            return ACCESS * s.names().size();
        }
        if (statement instanceof Statement.Assignment s) {
            return ACCESS * s.targets().size();
        }
        if (statement instanceof Statement.LocalFunction
                || statement instanceof Statement.NumericFor) {
            return OPERATION;
        }
        if (statement instanceof Statement.GenericFor) {
            return 3 * OPERATION;
        }
        if (statement instanceof Statement.CallStatement
                || statement instanceof Statement.Do
                || statement instanceof Statement.If
                || statement instanceof Statement.Label) {
            return 0;
        }
        return statement.isLoop() || statement instanceof Statement.Return ? ACCESS : SMALL;
    }

    /** Of expressions, each with what is done with its value. */
    private final class Sum {
        private int value;

        Sum(int own) {
            value = own;
        }

        void add(Expression expression) {
            value += of(expression) + SMALL;
        }
    }

    int of(Expression.Item item) {
        int key = item instanceof Expression.Keyed keyed ? of(keyed.key()) : 0;
        return key + of(item.value()) + 2 * SMALL;
    }

    /** Goes down the left side in a loop. */
    int of(Expression expression) {
        int sum = 0;
        for (Expression e = expression; e != null; e = e.left()) {
            sum += withoutLeft(e);
        }
        return sum;
    }

    /** An expression without what it begins with. */
    int withoutLeft(Expression expression) {
        Sum sum = new Sum(own(expression));
        expression.others(sum::add);
        return sum.value;
    }

    private static int own(Expression e) {
        if (e instanceof Expression.Call) {
            return CALL;
        }
        if (e instanceof Expression.MethodCall) {
            return CALL + ACCESS;
        }
        if (e instanceof Expression.Binary) {
            return OPERATION;
        }
        if (e instanceof Expression.Index
                || e instanceof Expression.Logical
                || e instanceof Expression.Unary
                || e instanceof Expression.TableConstructor) {
            return ACCESS;
        }
        if (e instanceof Expression.Function function) {
            return ACCESS + SMALL * function.body().nameCount() / 4;
        }
        return e instanceof Expression.Parenthesized ? 0 : SMALL;
    }
}
