// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.variable.Interpolation;
import io.perilune.ngx.engine.LuaCode;

/**
 * A handler as its directive gives it: fixed code, or a file whose name has variables in it.
 * Immutable.
 */
final class HandlerCode {

    private final LuaCode fixed;
    private final String tag;
    private final String prefix;
    private final Interpolation path;

    private HandlerCode(LuaCode fixed, String tag, String prefix, Interpolation path) {
        this.fixed = fixed;
        this.tag = tag;
        this.prefix = prefix;
        this.path = path;
    }

    static HandlerCode of(LuaCode code) {
        return new HandlerCode(code, code.tag(), null, null);
    }

    /** A file below {@code prefix} unless its name is absolute. */
    static HandlerCode file(String tag, String prefix, Interpolation path) {
        return path.isConstant()
                ? of(new LuaCode.File(tag, rebase(prefix, path.source())))
                : new HandlerCode(null, tag, prefix, path);
    }

    /** The code for this request. */
    LuaCode code(Exchange x) {
        return fixed != null ? fixed : new LuaCode.File(tag, rebase(prefix, path.evaluate(x)));
    }

    static String rebase(String prefix, String path) {
        return path.startsWith("/") ? path : prefix + path;
    }
}
