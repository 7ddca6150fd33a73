// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.runtime.NumericOperation;

/** Calls that look like those of library functions of numbers, by the name. Stateless. */
final class NumericCall {
    private NumericCall() {}

    /** Null for other calls. */
    static NumericOperation of(Expression.Call call) {
        NumericOperation found = NumericOperation.named(name(call.function()));
        return found != null && found.takes(call.arguments().size()) ? found : null;
    }

    private static String name(Expression function) {
        if (function instanceof Expression.Name name) {
            return name.name();
        }
        if (function instanceof Expression.Index index
                && index.key() instanceof Expression.StringLiteral key) {
            return key.value();
        }
        return "";
    }
}
