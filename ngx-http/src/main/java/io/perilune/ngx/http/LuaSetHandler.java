// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.module.ConfScope;
import io.perilune.http.modules.rewrite.RewriteModule;
import io.perilune.http.modules.rewrite.RewriteOperation;
import io.perilune.http.modules.rewrite.RewriteRun;
import io.perilune.http.variable.Interpolation;
import io.perilune.http.variable.Variable;
import java.util.List;

/** set_by_lua: a function of its arguments, run within the rewrite script. Immutable. */
record LuaSetHandler(HandlerCode code, List<Interpolation> arguments, Variable target)
        implements RewriteOperation {

    private static final int INTERNAL_SERVER_ERROR = 500;

    /** Makes it a step of the rewrite script of the level that is being read. */
    static void install(
            ConfScope scope, Directive directive, HandlerCode code, List<Interpolation> arguments) {
        Variable target = RewriteModule.target(scope, directive, directive.argument(0));
        RewriteModule.addOperation(scope, new LuaSetHandler(code, List.copyOf(arguments), target));
    }

    /** The code's failure has been logged. */
    @Override
    public boolean run(RewriteRun run) {
        String value = value(run.exchange());
        if (value == null) {
            return run.fail(INTERNAL_SERVER_ERROR);
        }
        target.assign(run.exchange(), value);
        return true;
    }

    private String value(Exchange x) {
        String[] values = new String[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).evaluate(x);
        }
        return ExchangeRequestPort.of(x).state().set(code.code(x), values);
    }
}
