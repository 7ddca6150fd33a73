// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Facts;
import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Operator;
import io.perilune.lua.compiler.tree.Statement;

/** Which expressions most likely compute a number, and can do nothing else. Stateless. */
final class Computations {
    static final int MAX_NODES = 120;

    /** How deep functions are inlined in one another. */
    private static final int MAX_DEPTH = 3;

    private final ClassContext context;

    Computations(ClassContext context) {
        this.context = context;
    }

    /** Whether it is arithmetic, or a call that computes. */
    boolean isOperation(FunctionScope scope, Expression expression, int depth) {
        if (expression instanceof Expression.Parenthesized p) {
            return isOperation(scope, p.inner(), depth);
        }
        if (expression instanceof Expression.Binary b) {
            return b.operator().isArithmetic();
        }
        if (expression instanceof Expression.Unary u) {
            return u.operator() == Operator.NEGATE;
        }
        if (expression instanceof Expression.Call call) {
            return scope.operation(call) != null || callee(scope, call, depth) != null;
        }
        return false;
    }

    /** The function to inline, if it is one that computes. */
    private Callee callee(FunctionScope scope, Expression.Call call, int depth) {
        if (depth >= MAX_DEPTH || context.splitter() != null) {
            return null;
        }
        Callee callee = Callee.of(scope, call);
        return callee != null
                        && callee.scope() != context.scope()
                        && isOperation(callee.scope(), callee.result(), depth + 1)
                ? callee
                : null;
    }

    /** How many parts it has; too many when it can do more than compute. */
    int nodes(FunctionScope scope, Expression expression, int depth) {
        return isLong(expression) ? MAX_NODES + 1 : nodesOfShort(scope, expression, depth);
    }

    /** Looked at first: each part of a long chain would be asked for its nodes. */
    private static boolean isLong(Expression expression) {
        Expression left = expression;
        for (int i = 0; i <= MAX_NODES && left != null; i++) {
            left = left.left();
        }
        return left != null;
    }

    private int nodesOfShort(FunctionScope scope, Expression expression, int depth) {
        if (expression instanceof Expression.Parenthesized p) {
            return nodes(scope, p.inner(), depth);
        }
        if (expression instanceof Expression.NumberLiteral) {
            return 1;
        }
        if (expression instanceof Expression.Name name) {
            return Facts.kind(scope, name) == Kind.REFERENCE ? MAX_NODES + 1 : 1;
        }
        if (expression instanceof Expression.Index index) {
            return 2 + path(scope, index.object(), depth) + key(scope, index.key(), depth);
        }
        if (expression instanceof Expression.Binary b && b.operator().isArithmetic()) {
            return atMost(1 + nodes(scope, b.left(), depth) + nodes(scope, b.right(), depth));
        }
        if (expression instanceof Expression.Unary u && u.operator() == Operator.NEGATE) {
            return 1 + nodes(scope, u.operand(), depth);
        }
        if (expression instanceof Expression.Call call) {
            return nodesOfCall(scope, call, depth);
        }
        return MAX_NODES + 1;
    }

    private int nodesOfCall(FunctionScope scope, Expression.Call call, int depth) {
        int sum = 2 + path(scope, call.function(), depth);
        if (scope.operation(call) != null) {
            for (Expression argument : call.arguments()) {
                sum = atMost(sum + nodes(scope, argument, depth));
            }
            return sum;
        }
        Callee callee = callee(scope, call, depth);
        if (callee == null) {
            return MAX_NODES + 1;
        }
        for (int i = 0; i < callee.parameters().size(); i++) {
            Expression argument = call.arguments().get(i);
            boolean isPath = callee.isIndexed(callee.parameters().get(i));
            sum += isPath ? path(scope, argument, depth) : nodes(scope, argument, depth);
            sum = atMost(sum);
        }
        for (Statement.Local variable : callee.variables()) {
            sum = atMost(sum + nodes(callee.scope(), variable.values().getFirst(), depth + 1));
        }
        return atMost(sum + nodes(callee.scope(), callee.result(), depth + 1));
    }

    private static int atMost(int sum) {
        return Math.min(sum, MAX_NODES + 1);
    }

    private int key(FunctionScope scope, Expression key, int depth) {
        return key instanceof Expression.StringLiteral ? 1 : nodes(scope, key, depth);
    }

    /** An object that is indexed, or a function. */
    private int path(FunctionScope scope, Expression expression, int depth) {
        if (expression instanceof Expression.Name) {
            return 1;
        }
        if (expression instanceof Expression.Index index) {
            return atMost(2 + path(scope, index.object(), depth) + key(scope, index.key(), depth));
        }
        if (expression instanceof Expression.Parenthesized p) {
            return path(scope, p.inner(), depth);
        }
        return MAX_NODES + 1;
    }

    /** How many operations on bits it has, those of inlined functions included. */
    int bitOperations(FunctionScope scope, Expression expression, int depth) {
        if (expression instanceof Expression.Parenthesized p) {
            return bitOperations(scope, p.inner(), depth);
        }
        if (expression instanceof Expression.Binary b) {
            return bitOperations(scope, b.left(), depth) + bitOperations(scope, b.right(), depth);
        }
        if (expression instanceof Expression.Unary u) {
            return bitOperations(scope, u.operand(), depth);
        }
        if (expression instanceof Expression.Call call) {
            int count = scope.operation(call) != null && scope.operation(call).isOfBits() ? 1 : 0;
            for (Expression argument : call.arguments()) {
                count += bitOperations(scope, argument, depth);
            }
            Callee callee = scope.operation(call) == null ? callee(scope, call, depth) : null;
            return callee == null
                    ? count
                    : count + bitOperations(callee.scope(), callee.result(), depth + 1);
        }
        return 0;
    }
}
