// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.variable.Variable;
import io.perilune.ngx.port.RequestPort;
import io.perilune.ngx.port.VariableRef;

/**
 * A variable of the configuration. Immutable.
 *
 * @param defined whether the configuration or a module has a variable of this very name; else a
 *     prefix such as {@code arg_} makes it, and nobody can assign to it
 */
record ExchangeVariablePort(Variable variable, boolean defined) implements VariableRef {

    @Override
    public String get(RequestPort request) {
        return variable.value(exchange(request));
    }

    @Override
    public Assignment set(RequestPort request, String value) {
        if (!defined) {
            return Assignment.NOT_FOUND;
        }
        if (!variable.isChangeable()) {
            return Assignment.NOT_CHANGEABLE;
        }
        variable.assign(exchange(request), value);
        return Assignment.DONE;
    }

    private static Exchange exchange(RequestPort request) {
        return ((ExchangeRequestPort) request).exchange();
    }
}
