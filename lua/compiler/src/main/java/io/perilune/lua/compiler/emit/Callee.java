// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.compiler.tree.Statement;
import java.util.List;

/**
 * A local function that only computes something: local variables, one value each, and a result.
 * Immutable.
 *
 * @param variables what its locals are declared with, in order
 */
record Callee(FunctionScope scope, List<Statement.Local> variables, Expression result) {
    private static final int MAX_STATEMENTS = 8;

    /**
     * What a call certainly calls unless a debugger has changed it; null when that is not known.
     */
    static Callee of(FunctionScope caller, Expression.Call call) {
        Local local = local(caller, call.function());
        FunctionBody body = local == null ? null : local.ownFunction();
        if (body == null || !isPlain(body, call)) {
            return null;
        }
        List<Statement> statements = body.block().statements();
        for (Statement statement : statements.subList(0, statements.size() - 1)) {
            if (!(statement instanceof Statement.Local l) || !isPlain(l)) {
                return null;
            }
        }
        if (!(statements.getLast() instanceof Statement.Return values)
                || values.values().size() != 1) {
            return null;
        }
        FunctionScope scope = local.owner().function(body);
        for (Local own : scope.locals()) {
            if (own.isReassigned() || own.isCell()) {
                return null;
            }
        }
        return new Callee(
                scope,
                statements.subList(0, statements.size() - 1).stream()
                        .map(s -> (Statement.Local) s)
                        .toList(),
                values.values().getFirst());
    }

    private static Local local(FunctionScope caller, Expression function) {
        if (!(function instanceof Expression.Name name)) {
            return null;
        }
        Object binding = caller.binding(name);
        if (binding instanceof Local local) {
            return local;
        }
        if (binding instanceof Upvalue upvalue && !upvalue.isSelf()) {
            return upvalue.local();
        }
        return null;
    }

    private static boolean isPlain(FunctionBody body, Expression.Call call) {
        int arguments = call.arguments().size();
        int statements = body.block().statements().size();
        return !body.isVararg()
                && body.functions().isEmpty()
                && body.parameters().size() == arguments
                && statements > 0
                && statements <= MAX_STATEMENTS
                && (arguments == 0 || !(call.arguments().getLast() instanceof Expression.Vararg));
    }

    private static boolean isPlain(Statement.Local local) {
        return local.names().size() == 1 && local.values().size() == 1;
    }

    List<Declaration> parameters() {
        return scope.body().parameters();
    }

    /** Whether a parameter is something that is indexed. */
    boolean isIndexed(Declaration parameter) {
        Local local = scope.local(parameter);
        return variables.stream().anyMatch(v -> isIndexed(local, v.values().getFirst()))
                || isIndexed(local, result);
    }

    private boolean isIndexed(Local local, Expression expression) {
        if (expression instanceof Expression.Parenthesized p) {
            return isIndexed(local, p.inner());
        }
        if (expression instanceof Expression.Index index) {
            return index.object() instanceof Expression.Name name && scope.binding(name) == local
                    || isIndexed(local, index.object())
                    || isIndexed(local, index.key());
        }
        if (expression instanceof Expression.Binary b) {
            return isIndexed(local, b.left()) || isIndexed(local, b.right());
        }
        if (expression instanceof Expression.Unary u) {
            return isIndexed(local, u.operand());
        }
        if (expression instanceof Expression.Call call) {
            return isIndexed(local, call.function())
                    || call.arguments().stream().anyMatch(a -> isIndexed(local, a));
        }
        return false;
    }
}
