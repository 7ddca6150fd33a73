// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Operator;

/** What messages call a value: {@code local 'x'}, {@code field 'y'}. Stateless. */
final class Names {
    private Names() {}

    /** Null for a value without a name. */
    static String of(FunctionScope scope, Expression expression) {
        if (expression instanceof Expression.Name name) {
            return ofName(scope, name);
        }
        if (expression instanceof Expression.Index index
                && index.key() instanceof Expression.StringLiteral key) {
            return "field '" + key.value() + "'";
        }
        if (expression instanceof Expression.MethodCall) {
            return null;
        }
        if (expression instanceof Expression.Parenthesized p) {
            return of(scope, p.inner());
        }
        if (expression instanceof Expression.Logical l) {
            // LuaJIT looks for what was written into the register last.
            return endsInTest(l.left()) ? null : of(scope, l.right());
        }
        return null;
    }

    /** Whether it is true or false, which is written last. */
    private static boolean endsInTest(Expression expression) {
        if (expression instanceof Expression.Parenthesized p) {
            return endsInTest(p.inner());
        }
        if (expression instanceof Expression.Logical l) {
            return endsInTest(l.right());
        }
        if (expression instanceof Expression.Binary b) {
            return b.operator().isComparison();
        }
        if (expression instanceof Expression.Unary u) {
            return u.operator() == Operator.NOT;
        }
        return false;
    }

    private static String ofName(FunctionScope scope, Expression.Name name) {
        Object binding = scope.binding(name);
        String noun =
                binding instanceof Local
                        ? "local"
                        : binding instanceof Upvalue ? "upvalue" : "global";
        return noun + " '" + name.name() + "'";
    }

    static String ofMethod(Expression.MethodCall call) {
        return "method '" + call.method() + "'";
    }
}
