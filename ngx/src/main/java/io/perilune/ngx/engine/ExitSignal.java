// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.ngx.port.Outcome;

/**
 * Control flow: Lua leaves its handler by ngx.exit, ngx.exec, ngx.redirect or a jump. No error:
 * pcall lets it pass, and it has no stack trace. Immutable.
 */
public final class ExitSignal extends RuntimeException {
    private final int status;
    private final transient Outcome redirect;

    private ExitSignal(int status, Outcome redirect) {
        super(null, null, false, false);
        this.status = status;
        this.redirect = redirect;
    }

    /** ngx.exit(status). */
    public static ExitSignal exit(int status) {
        return new ExitSignal(status, null);
    }

    /** ngx.exec and jumps: an outcome that says all. */
    public static ExitSignal to(Outcome outcome) {
        return new ExitSignal(0, outcome);
    }

    int status() {
        return status;
    }

    /** Where to, or null for an exit with a status. */
    Outcome redirect() {
        return redirect;
    }
}
