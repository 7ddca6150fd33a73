// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.data;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Operator;
import io.perilune.lua.compiler.tree.Statement;
import java.util.List;

/**
 * Which chunks are data: those that only build tables, keep them in local variables or globals and
 * return them. So programs write down tables, and people settings. Stateless.
 *
 * <p>Such a text runs once, as a rule, which takes less time than making a class for it.
 */
public final class DataText {
    /** Chains of operators may go deeper than the stack of whoever walks over them. */
    private static final int MAX_DEPTH = 300;

    private DataText() {}

    public static boolean is(FunctionScope chunk) {
        return areData(chunk.body().block().statements());
    }

    /** Whether a chunk that is data assigns to fields of tables. */
    static boolean changesTables(List<Statement> statements) {
        for (Statement statement : statements) {
            boolean changes =
                    statement instanceof Statement.Do inner
                            ? changesTables(inner.block().statements())
                            : statement instanceof Statement.Assignment assignment
                                    && assignment.targets().getFirst() instanceof Expression.Index;
            if (changes) {
                return true;
            }
        }
        return false;
    }

    private static boolean areData(List<Statement> statements) {
        for (Statement statement : statements) {
            if (!isData(statement)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isData(Statement statement) {
        if (statement instanceof Statement.Return end) {
            return allData(end.values());
        }
        if (statement instanceof Statement.Local local) {
            return allData(local.values());
        }
        if (statement instanceof Statement.Assignment assignment) {
            return assignment.targets().size() == 1
                    && assignment.values().size() == 1
                    && isData(assignment.targets().getFirst(), 0)
                    && isData(assignment.values().getFirst(), 0);
        }
        return statement instanceof Statement.Do inner && areData(inner.block().statements());
    }

    private static boolean allData(List<Expression> expressions) {
        for (Expression expression : expressions) {
            if (!isData(expression, 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isData(Expression expression, int depth) {
        if (expression.isConstant() || expression instanceof Expression.Name) {
            return true;
        }
        if (depth == MAX_DEPTH) {
            return false;
        }
        int inside = depth + 1;
        if (expression instanceof Expression.TableConstructor constructor) {
            return allItemsData(constructor.items(), inside);
        }
        if (expression instanceof Expression.Index index) {
            return isData(index.object(), inside) && isData(index.key(), inside);
        }
        if (expression instanceof Expression.Parenthesized parenthesized) {
            return isData(parenthesized.inner(), inside);
        }
        if (expression instanceof Expression.Unary unary) {
            return unary.operator() != Operator.LENGTH && isData(unary.operand(), inside);
        }
        return expression instanceof Expression.Binary binary
                && DataRun.computes(binary.operator())
                && isData(binary.left(), inside)
                && isData(binary.right(), inside);
    }

    private static boolean allItemsData(List<Expression.Item> items, int depth) {
        for (Expression.Item item : items) {
            boolean isData =
                    isData(item.value(), depth)
                            && (!(item instanceof Expression.Keyed keyed)
                                    || isData(keyed.key(), depth));
            if (!isData) {
                return false;
            }
        }
        return true;
    }
}
