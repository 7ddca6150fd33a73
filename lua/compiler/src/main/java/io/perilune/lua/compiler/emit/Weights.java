// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Statement;
import java.util.IdentityHashMap;
import java.util.List;
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
        if (statement instanceof Statement.Local s) {
            return of(s.values()) + ACCESS * s.names().size();
        }
        if (statement instanceof Statement.LocalFunction) {
            return OPERATION;
        }
        if (statement instanceof Statement.Assignment s) {
            return of(s.values()) + of(s.targets()) + ACCESS * s.targets().size();
        }
        if (statement instanceof Statement.CallStatement s) {
            return of(s.call());
        }
        if (statement instanceof Statement.Do s) {
            return of(s.block());
        }
        if (statement instanceof Statement.While s) {
            return of(s.condition()) + of(s.block()) + ACCESS;
        }
        if (statement instanceof Statement.Repeat s) {
            return of(s.condition()) + of(s.block()) + ACCESS;
        }
        if (statement instanceof Statement.If s) {
            return ofIf(s);
        }
        if (statement instanceof Statement.NumericFor s) {
            return of(s.start())
                    + of(s.limit())
                    + of(s.block())
                    + OPERATION
                    + (s.step() == null ? 0 : of(s.step()));
        }
        if (statement instanceof Statement.GenericFor s) {
            return of(s.values()) + of(s.block()) + 3 * OPERATION;
        }
        if (statement instanceof Statement.Return s) {
            return of(s.values()) + ACCESS;
        }
        if (statement instanceof Statement.Break || statement instanceof Statement.Goto) {
            return SMALL;
        }
        if (statement instanceof Statement.Label) {
            return 0;
        }
        throw new AssertionError(statement);
    }

    private int ofIf(Statement.If choice) {
        int sum = choice.otherwise() == null ? 0 : of(choice.otherwise());
        for (Statement.Clause clause : choice.clauses()) {
            sum += of(clause.condition()) + of(clause.block()) + SMALL;
        }
        return sum;
    }

    private int of(List<Expression> expressions) {
        int sum = 0;
        for (Expression e : expressions) {
            sum += of(e) + SMALL;
        }
        return sum;
    }

    int of(Expression.Item item) {
        int key = item instanceof Expression.Keyed keyed ? of(keyed.key()) : SMALL;
        return key + of(item.value()) + SMALL;
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
    int withoutLeft(Expression e) {
        if (e instanceof Expression.Index index) {
            return ACCESS + of(index.key());
        }
        if (e instanceof Expression.Call call) {
            return CALL + of(call.arguments());
        }
        if (e instanceof Expression.MethodCall call) {
            return CALL + ACCESS + of(call.arguments());
        }
        if (e instanceof Expression.Binary binary) {
            return OPERATION + of(binary.right());
        }
        if (e instanceof Expression.Logical logical) {
            return ACCESS + of(logical.right());
        }
        if (e instanceof Expression.Unary) {
            return ACCESS;
        }
        if (e instanceof Expression.Parenthesized) {
            return 0;
        }
        if (e instanceof Expression.TableConstructor constructor) {
            int sum = ACCESS;
            for (Expression.Item item : constructor.items()) {
                sum += of(item);
            }
            return sum;
        }
        if (e instanceof Expression.Function function) {
            return ACCESS + SMALL * function.body().nameCount() / 4;
        }
        return SMALL;
    }
}
