// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.phase;

import static io.perilune.ngx.phase.LuaPhase.ACCESS;
import static io.perilune.ngx.phase.LuaPhase.BALANCER;
import static io.perilune.ngx.phase.LuaPhase.CONTENT;
import static io.perilune.ngx.phase.LuaPhase.HEADER_FILTER;
import static io.perilune.ngx.phase.LuaPhase.PRECONTENT;
import static io.perilune.ngx.phase.LuaPhase.REWRITE;
import static io.perilune.ngx.phase.LuaPhase.SERVER_REWRITE;
import static io.perilune.ngx.phase.LuaPhase.SSL_SESSION_STORE;

/** Sets of phases as bits of {@link LuaPhase#bit}: where a function may be called. */
public final class Phases {
    /** No matter where, even without a request. */
    public static final int ANY = 0;

    /** Where there is a request, be it a fake one. */
    public static final int REQUEST = -1;

    /** Where there is a real request. */
    public static final int REAL = real();

    /** Those that can be suspended. */
    public static final int YIELDABLE = yieldable();

    /** Output and ways to leave the handler. */
    public static final int OUTPUT = of(SERVER_REWRITE, REWRITE, ACCESS, PRECONTENT, CONTENT);

    /** ngx.exit. */
    public static final int EXIT = YIELDABLE | of(HEADER_FILTER, BALANCER, SSL_SESSION_STORE);

    /** Where ngx.exit only notes the status and returns. */
    public static final int LATE_EXIT = of(HEADER_FILTER, BALANCER, SSL_SESSION_STORE);

    /** ngx.req.set_uri with a jump. */
    public static final int JUMP = of(SERVER_REWRITE, REWRITE);

    private Phases() {}

    public static int of(LuaPhase... phases) {
        int bits = 0;
        for (LuaPhase phase : phases) {
            bits |= phase.bit();
        }
        return bits;
    }

    private static int real() {
        int bits = 0;
        for (LuaPhase phase : LuaPhase.values()) {
            bits |= phase.request() == LuaPhase.Request.REAL ? phase.bit() : 0;
        }
        return bits;
    }

    private static int yieldable() {
        int bits = 0;
        for (LuaPhase phase : LuaPhase.values()) {
            bits |= phase.isYieldable() ? phase.bit() : 0;
        }
        return bits;
    }
}
