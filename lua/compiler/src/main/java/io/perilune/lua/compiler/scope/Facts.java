// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.scope;

import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves which locals of a function are always numbers, or never. Single use.
 *
 * <p>Begins with "nothing assigned" for every local and joins the kinds of all values assigned to
 * it until nothing changes. The functions around it must have been looked at before. Arithmetic on
 * numbers gives a number; on anything else it may be a metamethod's answer.
 */
public final class Facts {
    private final FunctionScope scope;
    private final List<Fact> facts = new ArrayList<>();

    /** A value that a local gets; null for one that can be anything. */
    private record Fact(Local local, Expression value) {}

    private Facts(FunctionScope scope) {
        this.scope = scope;
    }

    /** Fills in the kinds of all locals of the function. */
    public static void find(FunctionScope scope) {
        new Facts(scope).find();
    }

    /**
     * Makes all locals anything that no inner function uses: a debugger may assign to them. The
     * others keep their kinds, which are part of the inner functions' form.
     */
    public static void forget(FunctionScope scope) {
        for (Local local : scope.locals()) {
            if (!local.isCaptured()) {
                local.kind(Kind.ANY);
            }
        }
    }

    private void find() {
        for (Local local : scope.locals()) {
            local.kind(Kind.NONE);
        }
        scope.body().parameters().forEach(p -> scope.local(p).kind(Kind.ANY));
        block(scope.body().block());
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Fact fact : facts) {
                changed |= apply(fact);
            }
        }
        for (Local local : scope.locals()) {
            if (local.kind() == Kind.NONE) {
                local.kind(Kind.ANY);
            }
        }
    }

    private static final int MAX_DEPTH = 100;

    private boolean apply(Fact fact) {
        Kind before = fact.local.kind();
        Kind value = fact.value == null ? Kind.ANY : kind(scope, fact.value);
        Kind after = before.join(value);
        fact.local.kind(after);
        return fact.local.kind() != before;
    }

    // --- kinds of expressions --------------------------------------------------------------------

    /** The kind of one value of an expression. */
    public static Kind kind(FunctionScope scope, Expression expression) {
        return kind(scope, expression, 0);
    }

    private static Kind kind(FunctionScope scope, Expression expression, int depth) {
        if (depth > MAX_DEPTH) {
            return Kind.ANY;
        }
        if (expression instanceof Expression.NumberLiteral) {
            return Kind.NUMBER;
        }
        if (expression instanceof Expression.Nil
                || expression instanceof Expression.True
                || expression instanceof Expression.False
                || expression instanceof Expression.StringLiteral
                || expression instanceof Expression.Function
                || expression instanceof Expression.TableConstructor) {
            return Kind.REFERENCE;
        }
        if (expression instanceof Expression.Name name) {
            return kindOfBinding(scope.binding(name));
        }
        if (expression instanceof Expression.Parenthesized p) {
            return kind(scope, p.inner(), depth + 1);
        }
        if (expression instanceof Expression.Binary b) {
            return kindOfBinary(scope, b, depth);
        }
        if (expression instanceof Expression.Unary u) {
            return kindOfUnary(scope, u, depth);
        }
        if (expression instanceof Expression.Logical l) {
            return kindOfLogical(scope, l, depth);
        }
        if (expression instanceof Expression.Index
                || expression instanceof Expression.Call
                || expression instanceof Expression.MethodCall
                || expression instanceof Expression.Vararg) {
            return Kind.ANY;
        }
        throw new AssertionError(expression);
    }

    private static Kind kindOfBinding(Object binding) {
        if (binding instanceof Local local) {
            return local.kind();
        }
        if (binding instanceof Upvalue upvalue) {
            return upvalue.isSelf() ? Kind.REFERENCE : upvalue.local().kind();
        }
        return Kind.ANY;
    }

    private static Kind kindOfBinary(FunctionScope scope, Expression.Binary binary, int depth) {
        if (binary.operator().isComparison()) {
            return Kind.REFERENCE;
        }
        if (!binary.operator().isArithmetic()) {
            return Kind.ANY;
        }
        Kind right = kind(scope, binary.right(), depth + 1);
        Kind left = kind(scope, binary.left(), depth + 1);
        return arithmetic(left, right);
    }

    private static Kind arithmetic(Kind left, Kind right) {
        if (left == Kind.NUMBER && right == Kind.NUMBER) {
            return Kind.NUMBER;
        }
        boolean unknown = left == Kind.NONE || right == Kind.NONE;
        boolean possible =
                left != Kind.ANY
                        && right != Kind.ANY
                        && left != Kind.REFERENCE
                        && right != Kind.REFERENCE;
        return unknown && possible ? Kind.NONE : Kind.ANY;
    }

    private static Kind kindOfUnary(FunctionScope scope, Expression.Unary unary, int depth) {
        return switch (unary.operator()) {
            case NOT -> Kind.REFERENCE;
            case NEGATE -> {
                Kind operand = kind(scope, unary.operand(), depth + 1);
                yield operand == Kind.REFERENCE ? Kind.ANY : operand;
            }
            default -> Kind.ANY;
        };
    }

    private static Kind kindOfLogical(FunctionScope scope, Expression.Logical logical, int depth) {
        Kind left = kind(scope, logical.left(), depth + 1);
        Kind right = kind(scope, logical.right(), depth + 1);
        if (logical.operator() == io.perilune.lua.compiler.tree.Operator.OR) {
            return left.join(right);
        }
        return left == Kind.NUMBER || left == Kind.NONE ? right : right.join(Kind.REFERENCE);
    }

    // --- assignments in statements ---------------------------------------------------------------

    private void block(Block block) {
        block.statements().forEach(this::statement);
    }

    private void statement(Statement statement) {
        if (statement instanceof Statement.Local local) {
            local(local.names(), local.values());
        } else if (statement instanceof Statement.LocalFunction local) {
            facts.add(new Fact(scope.local(local.name()), new Expression.Function(local.body())));
        } else if (statement instanceof Statement.Assignment assignment) {
            assignment(assignment);
        } else if (statement instanceof Statement.NumericFor loop) {
            facts.add(new Fact(scope.local(loop.name()), new Expression.NumberLiteral(0)));
        } else if (statement instanceof Statement.GenericFor loop) {
            loop.names().forEach(n -> facts.add(new Fact(scope.local(n), null)));
        }
        statement.blocks(this::block);
    }

    private void local(List<Declaration> names, List<Expression> values) {
        for (int i = 0; i < names.size(); i++) {
            facts.add(new Fact(scope.local(names.get(i)), valueAt(values, i)));
        }
    }

    private void assignment(Statement.Assignment assignment) {
        for (int i = 0; i < assignment.targets().size(); i++) {
            if (assignment.targets().get(i) instanceof Expression.Name name
                    && scope.binding(name) instanceof Local local) {
                facts.add(new Fact(local, valueAt(assignment.values(), i)));
            }
        }
    }

    /** Null for one of several values of a call or of "...". */
    private static Expression valueAt(List<Expression> values, int index) {
        if (index < values.size()) {
            return values.get(index);
        }
        boolean open = !values.isEmpty() && values.getLast().isMulti();
        return open ? null : new Expression.Nil();
    }
}
