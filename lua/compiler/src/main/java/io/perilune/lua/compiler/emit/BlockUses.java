// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.compiler.tree.Statement;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What some statements need of the function around them. Single use. */
final class BlockUses {
    private final FunctionScope scope;
    private final Set<Local> declared = new HashSet<>();
    private final Set<Local> outer = new LinkedHashSet<>();
    private boolean assigns;
    private boolean usesVarargs;

    private BlockUses(FunctionScope scope) {
        this.scope = scope;
    }

    static BlockUses of(FunctionScope scope, List<Statement> statements) {
        BlockUses uses = new BlockUses(scope);
        statements.forEach(uses::statement);
        return uses;
    }

    /** Locals of the function that are declared elsewhere, in the order of their first use. */
    Set<Local> outer() {
        return outer;
    }

    /** Whether one of them gets another value, which is not in a cell. */
    boolean assigns() {
        return assigns;
    }

    boolean usesVarargs() {
        return usesVarargs;
    }

    // --- statements ------------------------------------------------------------------------------

    private void block(Block block) {
        block.statements().forEach(this::statement);
    }

    private void declare(Declaration declaration) {
        declared.add(scope.local(declaration));
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Statement.Local s -> {
                s.values().forEach(this::expression);
                s.names().forEach(this::declare);
            }
            case Statement.LocalFunction s -> {
                declare(s.name());
                function(s.body());
            }
            case Statement.Assignment s -> assignment(s);
            case Statement.CallStatement s -> expression(s.call());
            case Statement.Do s -> block(s.block());
            case Statement.While s -> {
                expression(s.condition());
                block(s.block());
            }
            case Statement.Repeat s -> {
                block(s.block());
                expression(s.condition());
            }
            case Statement.If s -> choice(s);
            case Statement.NumericFor s -> {
                expression(s.start());
                expression(s.limit());
                if (s.step() != null) {
                    expression(s.step());
                }
                declare(s.name());
                block(s.block());
            }
            case Statement.GenericFor s -> {
                s.values().forEach(this::expression);
                s.names().forEach(this::declare);
                block(s.block());
            }
            case Statement.Return s -> s.values().forEach(this::expression);
            case Statement.Break s -> {}
            case Statement.Goto s -> {}
            case Statement.Label s -> {}
        }
    }

    private void choice(Statement.If choice) {
        for (Statement.Clause clause : choice.clauses()) {
            expression(clause.condition());
            block(clause.block());
        }
        if (choice.otherwise() != null) {
            block(choice.otherwise());
        }
    }

    private void assignment(Statement.Assignment assignment) {
        assignment.values().forEach(this::expression);
        for (Expression target : assignment.targets()) {
            expression(target);
            boolean isOuter =
                    target instanceof Expression.Name name
                            && scope.binding(name) instanceof Local local
                            && !local.isCell()
                            && outer.contains(local);
            assigns |= isOuter;
        }
    }

    // --- expressions -----------------------------------------------------------------------------

    private void use(Local local) {
        if (local.owner() == scope && !declared.contains(local)) {
            outer.add(local);
        }
    }

    private void function(FunctionBody body) {
        for (Upvalue upvalue : scope.function(body).upvalues()) {
            if (!upvalue.isSelf()) {
                use(upvalue.local());
            }
        }
    }

    /** Goes down the left side in a loop. */
    private void expression(Expression expression) {
        Expression e = expression;
        while (e != null) {
            e = rightSideAndLeft(e);
        }
    }

    private Expression rightSideAndLeft(Expression expression) {
        switch (expression) {
            case Expression.Name name -> {
                if (scope.binding(name) instanceof Local local) {
                    use(local);
                }
            }
            case Expression.Index index -> {
                expression(index.key());
                return index.object();
            }
            case Expression.Call call -> {
                call.arguments().forEach(this::expression);
                return call.function();
            }
            case Expression.MethodCall call -> {
                call.arguments().forEach(this::expression);
                return call.object();
            }
            case Expression.Binary binary -> {
                expression(binary.right());
                return binary.left();
            }
            case Expression.Logical logical -> {
                expression(logical.right());
                return logical.left();
            }
            case Expression.Unary unary -> {
                return unary.operand();
            }
            case Expression.Parenthesized p -> {
                return p.inner();
            }
            case Expression.Function inner -> function(inner.body());
            case Expression.TableConstructor constructor -> constructor.items().forEach(this::item);
            case Expression.Vararg v -> usesVarargs = true;
            case Expression.Nil n -> {}
            case Expression.True t -> {}
            case Expression.False f -> {}
            case Expression.StringLiteral s -> {}
            case Expression.NumberLiteral n -> {}
        }
        return null;
    }

    private void item(Expression.Item item) {
        if (item instanceof Expression.Keyed keyed) {
            expression(keyed.key());
        }
        expression(item.value());
    }
}
