// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.phase;

/** A context in which Lua code runs. */
public enum LuaPhase {
    INIT("init", "init_by_lua*", Request.NONE, false),
    INIT_WORKER("init_worker", "init_worker_by_lua*", Request.FAKE, false),
    EXIT_WORKER("exit_worker", "exit_worker_by_lua*", Request.FAKE, false),
    SET("set", "set_by_lua*", Request.REAL, false),
    SERVER_REWRITE("server_rewrite", "server_rewrite_by_lua*", Request.REAL, true),
    REWRITE("rewrite", "rewrite_by_lua*", Request.REAL, true),
    ACCESS("access", "access_by_lua*", Request.REAL, true),
    PRECONTENT("precontent", "precontent_by_lua*", Request.REAL, true),
    CONTENT("content", "content_by_lua*", Request.REAL, true),
    HEADER_FILTER("header_filter", "header_filter_by_lua*", Request.REAL, false),
    BODY_FILTER("body_filter", "body_filter_by_lua*", Request.REAL, false),
    LOG("log", "log_by_lua*", Request.REAL, false),
    TIMER("timer", "ngx.timer", Request.FAKE, true),
    BALANCER("balancer", "balancer_by_lua*", Request.REAL, false),
    SSL_CLIENT_HELLO("ssl_client_hello", "ssl_client_hello_by_lua*", Request.FAKE, true),
    SSL_CERTIFICATE("ssl_cert", "ssl_certificate_by_lua*", Request.FAKE, true),
    SSL_SESSION_FETCH("ssl_session_fetch", "ssl_session_fetch_by_lua*", Request.FAKE, true),
    SSL_SESSION_STORE("ssl_session_store", "ssl_session_store_by_lua*", Request.FAKE, false),
    PROXY_SSL_CERTIFICATE("proxy_ssl_cert", "proxy_ssl_certificate_by_lua*", Request.REAL, true),
    PROXY_SSL_VERIFY("proxy_ssl_verify", "proxy_ssl_verify_by_lua*", Request.REAL, true);

    /** What kind of request the code runs for. */
    public enum Request {
        NONE,
        FAKE,
        REAL
    }

    private final String phaseName;
    private final String errorName;
    private final Request request;
    private final boolean yieldable;

    LuaPhase(String phaseName, String errorName, Request request, boolean yieldable) {
        this.phaseName = phaseName;
        this.errorName = errorName;
        this.request = request;
        this.yieldable = yieldable;
    }

    /** What ngx.get_phase() answers. */
    public String phaseName() {
        return phaseName;
    }

    /** As messages name it: `content_by_lua*`. */
    public String errorName() {
        return errorName;
    }

    public Request request() {
        return request;
    }

    /** Whether code may be suspended in it. */
    public boolean isYieldable() {
        return yieldable;
    }

    /** As a member of the sets in {@link Phases}. */
    public int bit() {
        return 1 << ordinal();
    }
}
