// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.tree;

import java.util.List;

/** Something to do. Immutable. */
public sealed interface Statement {
    /** Where it begins; 0 for a block in `do`. */
    default int line() {
        return 0;
    }

    record Local(List<Declaration> names, List<Expression> values, int line) implements Statement {}

    record LocalFunction(Declaration name, FunctionBody body, int line) implements Statement {}

    /** {@code function a.b:c() end} is one of these, too. */
    record Assignment(List<Expression> targets, List<Expression> values, int line)
            implements Statement {}

    record CallStatement(Expression call, int line) implements Statement {}

    record Do(Block block) implements Statement {}

    record While(Expression condition, Block block, int line) implements Statement {}

    record Repeat(Block block, Expression condition, int line) implements Statement {}

    record If(List<Clause> clauses, Block otherwise, int line) implements Statement {}

    record Clause(Expression condition, Block block, int line) {}

    /** {@code step} is null when absent; {@code headLine} is that of the DO. */
    record NumericFor(
            Declaration name,
            Expression start,
            Expression limit,
            Expression step,
            Block block,
            int headLine,
            int line)
            implements Statement {}

    record GenericFor(List<Declaration> names, List<Expression> values, Block block, int line)
            implements Statement {}

    record Return(List<Expression> values, int line) implements Statement {}

    record Break(int line) implements Statement {}

    record Goto(String label, int line) implements Statement {}

    record Label(String name, int line) implements Statement {}
}
