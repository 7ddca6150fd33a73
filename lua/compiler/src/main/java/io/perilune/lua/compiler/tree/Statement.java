// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.tree;

import java.util.List;
import java.util.function.Consumer;

/** Something to do. Immutable. */
public sealed interface Statement {
    /** Where it begins; 0 for a block in `do`. */
    default int line() {
        return 0;
    }

    /**
     * What it consists of, in the order of the text: the expressions that it evaluates or assigns
     * to, and the blocks in it, but for the bodies of functions.
     */
    default void parts(Consumer<Expression> expressions, Consumer<Block> blocks) {}

    /** The blocks alone. */
    default void blocks(Consumer<Block> action) {
        parts(expression -> {}, action);
    }

    /** What it declares: for the statements behind it, or for its block. */
    default void declarations(Consumer<Declaration> action) {}

    /** Whether a BREAK in its block ends it. */
    default boolean isLoop() {
        return false;
    }

    record Local(List<Declaration> names, List<Expression> values, int line) implements Statement {
        @Override
        public void parts(Consumer<Expression> expressions, Consumer<Block> blocks) {
            values.forEach(expressions);
        }

        @Override
        public void declarations(Consumer<Declaration> action) {
            names.forEach(action);
        }
    }

    record LocalFunction(Declaration name, FunctionBody body, int line) implements Statement {
        @Override
        public void declarations(Consumer<Declaration> action) {
            action.accept(name);
        }
    }

    /** {@code function a.b:c() end} is one of these, too. */
    record Assignment(List<Expression> targets, List<Expression> values, int line)
            implements Statement {
        @Override
        public void parts(Consumer<Expression> expressions, Consumer<Block> blocks) {
            targets.forEach(expressions);
            values.forEach(expressions);
        }
    }

    record CallStatement(Expression call, int line) implements Statement {
        @Override
        public void parts(Consumer<Expression> expressions, Consumer<Block> blocks) {
            expressions.accept(call);
        }
    }

    record Do(Block block) implements Statement {
        @Override
        public void parts(Consumer<Expression> expressions, Consumer<Block> blocks) {
            blocks.accept(block);
        }
    }

    record While(Expression condition, Block block, int line) implements Statement {
        @Override
        public void parts(Consumer<Expression> expressions, Consumer<Block> blocks) {
            expressions.accept(condition);
            blocks.accept(block);
        }

        @Override
        public boolean isLoop() {
            return true;
        }
    }

    record Repeat(Block block, Expression condition, int line) implements Statement {
        @Override
        public void parts(Consumer<Expression> expressions, Consumer<Block> blocks) {
            blocks.accept(block);
            expressions.accept(condition);
        }

        @Override
        public boolean isLoop() {
            return true;
        }
    }

    /** {@code otherwise} is null when absent. */
    record If(List<Clause> clauses, Block otherwise, int line) implements Statement {
        @Override
        public void parts(Consumer<Expression> expressions, Consumer<Block> blocks) {
            for (Clause clause : clauses) {
                expressions.accept(clause.condition);
                blocks.accept(clause.block);
            }
            if (otherwise != null) {
                blocks.accept(otherwise);
            }
        }
    }

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
            implements Statement {
        @Override
        public void parts(Consumer<Expression> expressions, Consumer<Block> blocks) {
            expressions.accept(start);
            expressions.accept(limit);
            if (step != null) {
                expressions.accept(step);
            }
            blocks.accept(block);
        }

        @Override
        public void declarations(Consumer<Declaration> action) {
            action.accept(name);
        }

        @Override
        public boolean isLoop() {
            return true;
        }
    }

    record GenericFor(List<Declaration> names, List<Expression> values, Block block, int line)
            implements Statement {
        @Override
        public void parts(Consumer<Expression> expressions, Consumer<Block> blocks) {
            values.forEach(expressions);
            blocks.accept(block);
        }

        @Override
        public void declarations(Consumer<Declaration> action) {
            names.forEach(action);
        }

        @Override
        public boolean isLoop() {
            return true;
        }
    }

    record Return(List<Expression> values, int line) implements Statement {
        @Override
        public void parts(Consumer<Expression> expressions, Consumer<Block> blocks) {
            values.forEach(expressions);
        }
    }

    record Break(int line) implements Statement {}

    record Goto(String label, int line) implements Statement {}

    record Label(String name, int line) implements Statement {}
}
