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
        if (statement instanceof Statement.Local s) {
            s.values().forEach(this::expression);
            s.names().forEach(this::declare);
        } else if (statement instanceof Statement.LocalFunction s) {
            declare(s.name());
            function(s.body());
        } else if (statement instanceof Statement.Assignment s) {
            assignment(s);
        } else if (statement instanceof Statement.CallStatement s) {
            expression(s.call());
        } else if (statement instanceof Statement.Do s) {
            block(s.block());
        } else if (statement instanceof Statement.While s) {
            expression(s.condition());
            block(s.block());
        } else if (statement instanceof Statement.Repeat s) {
            block(s.block());
            expression(s.condition());
        } else if (statement instanceof Statement.If s) {
            choice(s);
        } else if (statement instanceof Statement.NumericFor s) {
            expression(s.start());
            expression(s.limit());
            if (s.step() != null) {
                expression(s.step());
            }
            declare(s.name());
            block(s.block());
        } else if (statement instanceof Statement.GenericFor s) {
            s.values().forEach(this::expression);
            s.names().forEach(this::declare);
            block(s.block());
        } else if (statement instanceof Statement.Return s) {
            s.values().forEach(this::expression);
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
        if (expression instanceof Expression.Name name) {
            if (scope.binding(name) instanceof Local local) {
                use(local);
            }
        } else if (expression instanceof Expression.Index index) {
            expression(index.key());
            return index.object();
        } else if (expression instanceof Expression.Call call) {
            call.arguments().forEach(this::expression);
            return call.function();
        } else if (expression instanceof Expression.MethodCall call) {
            call.arguments().forEach(this::expression);
            return call.object();
        } else if (expression instanceof Expression.Binary binary) {
            expression(binary.right());
            return binary.left();
        } else if (expression instanceof Expression.Logical logical) {
            expression(logical.right());
            return logical.left();
        } else if (expression instanceof Expression.Unary unary) {
            return unary.operand();
        } else if (expression instanceof Expression.Parenthesized p) {
            return p.inner();
        } else if (expression instanceof Expression.Function inner) {
            function(inner.body());
        } else if (expression instanceof Expression.TableConstructor constructor) {
            constructor.items().forEach(this::item);
        } else if (expression instanceof Expression.Vararg) {
            usesVarargs = true;
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
