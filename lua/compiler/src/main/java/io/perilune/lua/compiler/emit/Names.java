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
        return switch (expression) {
            case Expression.Name name -> ofName(scope, name);
            case Expression.Index index when index.key() instanceof Expression.StringLiteral key ->
                    "field '" + key.value() + "'";
            case Expression.MethodCall call -> null;
            case Expression.Parenthesized p -> of(scope, p.inner());
            // LuaJIT looks for what was written into the register last.
            case Expression.Logical l -> endsInTest(l.left()) ? null : of(scope, l.right());
            default -> null;
        };
    }

    /** Whether it is true or false, which is written last. */
    private static boolean endsInTest(Expression expression) {
        return switch (expression) {
            case Expression.Logical l -> endsInTest(l.right());
            case Expression.Binary b -> b.operator().isComparison();
            case Expression.Unary u -> u.operator() == Operator.NOT;
            default -> false;
        };
    }

    private static String ofName(FunctionScope scope, Expression.Name name) {
        String noun =
                switch (scope.binding(name)) {
                    case Local local -> "local";
                    case Upvalue upvalue -> "upvalue";
                    case null, default -> "global";
                };
        return noun + " '" + name.name() + "'";
    }

    static String ofMethod(Expression.MethodCall call) {
        return "method '" + call.method() + "'";
    }
}
