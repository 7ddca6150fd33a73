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
        return switch (statement) {
            case Statement.Local s -> of(s.values()) + ACCESS * s.names().size();
            case Statement.LocalFunction s -> OPERATION;
            case Statement.Assignment s ->
                    of(s.values()) + of(s.targets()) + ACCESS * s.targets().size();
            case Statement.CallStatement s -> of(s.call());
            case Statement.Do s -> of(s.block());
            case Statement.While s -> of(s.condition()) + of(s.block()) + ACCESS;
            case Statement.Repeat s -> of(s.condition()) + of(s.block()) + ACCESS;
            case Statement.If s -> ofIf(s);
            case Statement.NumericFor s ->
                    of(s.start())
                            + of(s.limit())
                            + of(s.block())
                            + OPERATION
                            + (s.step() == null ? 0 : of(s.step()));
            case Statement.GenericFor s -> of(s.values()) + of(s.block()) + 3 * OPERATION;
            case Statement.Return s -> of(s.values()) + ACCESS;
            case Statement.Break s -> SMALL;
            case Statement.Goto s -> SMALL;
            case Statement.Label s -> 0;
        };
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
        Expression e = expression;
        while (e != null) {
            switch (e) {
                case Expression.Index index -> {
                    sum += ACCESS + of(index.key());
                    e = index.object();
                }
                case Expression.Call call -> {
                    sum += CALL + of(call.arguments());
                    e = call.function();
                }
                case Expression.MethodCall call -> {
                    sum += CALL + ACCESS + of(call.arguments());
                    e = call.object();
                }
                case Expression.Binary binary -> {
                    sum += OPERATION + of(binary.right());
                    e = binary.left();
                }
                case Expression.Logical logical -> {
                    sum += ACCESS + of(logical.right());
                    e = logical.left();
                }
                case Expression.Unary unary -> {
                    sum += ACCESS;
                    e = unary.operand();
                }
                case Expression.Parenthesized p -> e = p.inner();
                case Expression.TableConstructor constructor -> {
                    for (Expression.Item item : constructor.items()) {
                        sum += of(item);
                    }
                    return sum + ACCESS;
                }
                case Expression.Function function -> {
                    return sum + ACCESS + SMALL * function.body().nameCount() / 4;
                }
                default -> {
                    return sum + SMALL;
                }
            }
        }
        return sum;
    }
}
