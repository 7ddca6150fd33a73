// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.modules.setmisc.SetMiscModule;
import io.perilune.ngx.port.WorkerPort.ValueFunction;

/** Directives that {@code ndk.set_var} offers to Lua as functions. Stateless. */
final class SetVarDirectives {

    private SetVarDirectives() {}

    /** The directive's function, or null. */
    static ValueFunction find(String name) {
        SetMiscModule.Conversion conversion = SetMiscModule.conversion(name);
        return conversion == null
                ? null
                : (request, argument) ->
                        conversion.apply(((ExchangeRequestPort) request).exchange(), argument);
    }
}
