// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.compiler.tree.Statement;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What some statements need of the function around them. Complete when {@link #of} gives it. */
final class BlockUses {
    private final FunctionScope scope;
    private final Set<Local> declared = new HashSet<>();
    private final Set<Local> outer = new LinkedHashSet<>();
    private final Set<Local> assigned = new HashSet<>();
    private boolean usesVarargs;

    private BlockUses(FunctionScope scope) {
        this.scope = scope;
    }

    static BlockUses of(FunctionScope scope, List<Statement> statements) {
        BlockUses uses = new BlockUses(scope);
        statements.forEach(uses::statement);
        uses.outer.removeAll(uses.declared);
        return uses;
    }

    /** Locals of the function that are declared elsewhere, in the order of their first use. */
    Set<Local> outer() {
        return outer;
    }

    /** Whether one of them gets another value, which is not in a cell. */
    boolean assigns() {
        return !Collections.disjoint(assigned, outer);
    }

    boolean usesVarargs() {
        return usesVarargs;
    }

    private void block(Block block) {
        block.statements().forEach(this::statement);
    }

    private void statement(Statement statement) {
        statement.declarations(name -> declared.add(scope.local(name)));
        statement.parts(this::expression, this::block);
        if (statement instanceof Statement.LocalFunction local) {
            function(local.body());
        } else if (statement instanceof Statement.Assignment assignment) {
            assignment.targets().forEach(this::assign);
        }
    }

    private void assign(Expression target) {
        if (target instanceof Expression.Name name
                && scope.binding(name) instanceof Local local
                && !local.isCell()) {
            assigned.add(local);
        }
    }

    /** Goes down the left side in a loop. */
    private void expression(Expression expression) {
        for (Expression e = expression; e != null; e = e.left()) {
            e.others(this::expression);
            if (e instanceof Expression.Name name && scope.binding(name) instanceof Local local) {
                use(local);
            } else if (e instanceof Expression.Function inner) {
                function(inner.body());
            }
            usesVarargs |= e instanceof Expression.Vararg;
        }
    }

    private void use(Local local) {
        if (local.owner() == scope) {
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
}
