// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import static io.perilune.conf.schema.Arity.FLAG;
import static io.perilune.conf.schema.Arity.NOARGS;
import static io.perilune.conf.schema.Arity.TAKE1;
import static io.perilune.conf.schema.Arity.TAKE2;
import static io.perilune.conf.schema.Arity.TWO_OR_MORE;
import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.LOCATION_IF;
import static io.perilune.conf.schema.Context.SERVER;
import static io.perilune.conf.schema.Context.SERVER_IF;
import static io.perilune.conf.schema.Context.UPSTREAM;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.schema.Setter;
import io.perilune.http.module.ConfScope;
import io.perilune.ngx.phase.LuaPhase;
import java.util.List;
import java.util.Set;

/**
 * The table of all {@code *_by_lua*} and {@code lua_*} directives. Immutable.
 *
 * <p>Those of balancers and TLS are known and refuse the start: nobody shall run a configuration
 * whose half is ignored.
 */
final class LuaDirectives {

    /** Phases whose handlers a location has. */
    static final List<LuaPhase> LOCATION_PHASES =
            List.of(
                    LuaPhase.REWRITE,
                    LuaPhase.ACCESS,
                    LuaPhase.PRECONTENT,
                    LuaPhase.CONTENT,
                    LuaPhase.HEADER_FILTER,
                    LuaPhase.BODY_FILTER,
                    LuaPhase.LOG);

    private static final Set<Context> H = Set.of(HTTP);
    private static final Set<Context> H_S = Set.of(HTTP, SERVER);
    private static final Set<Context> H_S_L = Set.of(HTTP, SERVER, LOCATION);
    private static final Set<Context> H_S_L_LI = Set.of(HTTP, SERVER, LOCATION, LOCATION_IF);
    private static final Set<Context> S_SI_L_LI = Set.of(SERVER, SERVER_IF, LOCATION, LOCATION_IF);
    private static final Set<Context> L_LI = Set.of(LOCATION, LOCATION_IF);
    private static final Set<Context> U = Set.of(UPSTREAM);
    private static final Arity BLOCK = NOARGS.block();
    private static final String COSOCKETS = "cosockets (ngx.socket.*)";

    static final List<DirectiveSpec<ConfScope>> TABLE =
            List.of(
                    // process
                    row("init_by_lua", H, TAKE1, LuaSetters.init(Form.STRING)),
                    row("init_by_lua_block", H, BLOCK, LuaSetters.init(Form.BLOCK)),
                    row("init_by_lua_file", H, TAKE1, LuaSetters.init(Form.FILE)),
                    row("init_worker_by_lua", H, TAKE1, LuaSetters.initWorker(Form.STRING)),
                    row("init_worker_by_lua_block", H, BLOCK, LuaSetters.initWorker(Form.BLOCK)),
                    row("init_worker_by_lua_file", H, TAKE1, LuaSetters.initWorker(Form.FILE)),
                    row("exit_worker_by_lua_block", H, BLOCK, LuaSetters.exitWorker(Form.BLOCK)),
                    row("exit_worker_by_lua_file", H, TAKE1, LuaSetters.exitWorker(Form.FILE)),

                    // requests
                    row("set_by_lua", S_SI_L_LI, TWO_OR_MORE, LuaSetters.set(Form.STRING)),
                    row("set_by_lua_block", S_SI_L_LI, TAKE1.block(), LuaSetters.set(Form.BLOCK)),
                    row("set_by_lua_file", S_SI_L_LI, TWO_OR_MORE, LuaSetters.set(Form.FILE)),
                    row(
                            "server_rewrite_by_lua_block",
                            H_S,
                            BLOCK,
                            LuaSetters.serverRewrite(Form.BLOCK)),
                    row(
                            "server_rewrite_by_lua_file",
                            H_S,
                            TAKE1,
                            LuaSetters.serverRewrite(Form.FILE)),
                    row(
                            "rewrite_by_lua",
                            H_S_L_LI,
                            TAKE1,
                            LuaSetters.handler(LuaPhase.REWRITE, Form.STRING)),
                    row(
                            "rewrite_by_lua_block",
                            H_S_L_LI,
                            BLOCK,
                            LuaSetters.handler(LuaPhase.REWRITE, Form.BLOCK)),
                    row(
                            "rewrite_by_lua_file",
                            H_S_L_LI,
                            TAKE1,
                            LuaSetters.handler(LuaPhase.REWRITE, Form.FILE)),
                    row(
                            "access_by_lua",
                            H_S_L_LI,
                            TAKE1,
                            LuaSetters.handler(LuaPhase.ACCESS, Form.STRING)),
                    row(
                            "access_by_lua_block",
                            H_S_L_LI,
                            BLOCK,
                            LuaSetters.handler(LuaPhase.ACCESS, Form.BLOCK)),
                    row(
                            "access_by_lua_file",
                            H_S_L_LI,
                            TAKE1,
                            LuaSetters.handler(LuaPhase.ACCESS, Form.FILE)),
                    row(
                            "precontent_by_lua_block",
                            H_S_L_LI,
                            BLOCK,
                            LuaSetters.handler(LuaPhase.PRECONTENT, Form.BLOCK)),
                    row(
                            "precontent_by_lua_file",
                            H_S_L_LI,
                            TAKE1,
                            LuaSetters.handler(LuaPhase.PRECONTENT, Form.FILE)),
                    row("content_by_lua", L_LI, TAKE1, LuaSetters.content(Form.STRING)),
                    row("content_by_lua_block", L_LI, BLOCK, LuaSetters.content(Form.BLOCK)),
                    row("content_by_lua_file", L_LI, TAKE1, LuaSetters.content(Form.FILE)),
                    row(
                            "header_filter_by_lua",
                            H_S_L_LI,
                            TAKE1,
                            LuaSetters.handler(LuaPhase.HEADER_FILTER, Form.STRING)),
                    row(
                            "header_filter_by_lua_block",
                            H_S_L_LI,
                            BLOCK,
                            LuaSetters.handler(LuaPhase.HEADER_FILTER, Form.BLOCK)),
                    row(
                            "header_filter_by_lua_file",
                            H_S_L_LI,
                            TAKE1,
                            LuaSetters.handler(LuaPhase.HEADER_FILTER, Form.FILE)),
                    row(
                            "body_filter_by_lua",
                            H_S_L_LI,
                            TAKE1,
                            LuaSetters.handler(LuaPhase.BODY_FILTER, Form.STRING)),
                    row(
                            "body_filter_by_lua_block",
                            H_S_L_LI,
                            BLOCK,
                            LuaSetters.handler(LuaPhase.BODY_FILTER, Form.BLOCK)),
                    row(
                            "body_filter_by_lua_file",
                            H_S_L_LI,
                            TAKE1,
                            LuaSetters.handler(LuaPhase.BODY_FILTER, Form.FILE)),
                    row(
                            "log_by_lua",
                            H_S_L_LI,
                            TAKE1,
                            LuaSetters.handler(LuaPhase.LOG, Form.STRING)),
                    row(
                            "log_by_lua_block",
                            H_S_L_LI,
                            BLOCK,
                            LuaSetters.handler(LuaPhase.LOG, Form.BLOCK)),
                    row(
                            "log_by_lua_file",
                            H_S_L_LI,
                            TAKE1,
                            LuaSetters.handler(LuaPhase.LOG, Form.FILE)),

                    // order and behaviour
                    row(
                            "rewrite_by_lua_no_postpone",
                            H,
                            FLAG,
                            LuaSetters.notPostponed(LuaPhase.REWRITE)),
                    row(
                            "access_by_lua_no_postpone",
                            H,
                            FLAG,
                            LuaSetters.notPostponed(LuaPhase.ACCESS)),
                    row(
                            "precontent_by_lua_no_postpone",
                            H,
                            FLAG,
                            LuaSetters.notPostponed(LuaPhase.PRECONTENT)),
                    row("lua_need_request_body", H_S_L_LI, FLAG, LuaSetters::flag),
                    row("lua_check_client_abort", H_S_L_LI, FLAG, LuaSetters::flag),
                    row("lua_http10_buffering", H_S_L_LI, FLAG, LuaSetters::flag),
                    row("lua_use_default_type", H_S_L_LI, FLAG, LuaSetters::flag),
                    row(
                            "lua_transform_underscores_in_response_headers",
                            H_S_L_LI,
                            FLAG,
                            LuaSetters::flag),

                    // the machine
                    row("lua_package_path", H, TAKE1, LuaSetters::packagePath),
                    row("lua_package_cpath", H, TAKE1, LuaSetters::packageCpath),
                    row("lua_code_cache", H_S_L_LI, FLAG, LuaSetters::codeCache),
                    hint("lua_load_resty_core", H, FLAG, LuaSetters::loadRestyCore),
                    row("lua_shared_dict", H, TAKE2, LuaSetters::sharedDict),
                    hint("lua_thread_cache_max_entries", H, TAKE1, LuaSetters::mainNumber),
                    row("lua_regex_cache_max_entries", H, TAKE1, LuaSetters::mainNumber),
                    row("lua_regex_match_limit", H, TAKE1, LuaSetters::mainNumber),
                    row("lua_max_pending_timers", H, TAKE1, LuaSetters::mainNumber),
                    row("lua_max_running_timers", H, TAKE1, LuaSetters::mainNumber),
                    hint("lua_malloc_trim", H, TAKE1, LuaSetters::mainNumber),
                    unsupported("lua_worker_thread_vm_pool_size", H, "worker threads"),
                    DirectiveSpec.fixed("lua_sa_restart", H, FLAG, "on"),
                    unsupported("lua_capture_error_log", H),

                    // cosockets
                    unsupported("lua_socket_log_errors", H_S_L_LI, COSOCKETS),
                    unsupported("lua_socket_connect_timeout", H_S_L_LI, COSOCKETS),
                    unsupported("lua_socket_send_timeout", H_S_L_LI, COSOCKETS),
                    unsupported("lua_socket_read_timeout", H_S_L_LI, COSOCKETS),
                    unsupported("lua_socket_keepalive_timeout", H_S_L_LI, COSOCKETS),
                    unsupported("lua_socket_send_lowat", H_S_L_LI, COSOCKETS),
                    unsupported("lua_socket_buffer_size", H_S_L_LI, COSOCKETS),
                    unsupported("lua_socket_pool_size", H_S_L_LI, COSOCKETS),

                    // TLS of cosockets
                    unsupported("lua_ssl_protocols", H_S_L, COSOCKETS),
                    unsupported("lua_ssl_ciphers", H_S_L, COSOCKETS),
                    unsupported("lua_ssl_verify_depth", H_S_L, COSOCKETS),
                    unsupported("lua_ssl_trusted_certificate", H_S_L, COSOCKETS),
                    unsupported("lua_ssl_crl", H_S_L, COSOCKETS),
                    unsupported("lua_ssl_certificate", H_S_L, COSOCKETS),
                    unsupported("lua_ssl_certificate_key", H_S_L, COSOCKETS),
                    unsupported("lua_ssl_key_log", H_S_L, COSOCKETS),
                    unsupported("lua_ssl_conf_command", H_S_L, COSOCKETS),

                    // balancers
                    unsupported("balancer_by_lua_block", U),
                    unsupported("balancer_by_lua_file", U),
                    unsupported("balancer_keepalive", U),

                    // TLS of servers and upstreams
                    unsupported("ssl_client_hello_by_lua_block", H_S),
                    unsupported("ssl_client_hello_by_lua_file", H_S),
                    unsupported("ssl_certificate_by_lua_block", H_S),
                    unsupported("ssl_certificate_by_lua_file", H_S),
                    unsupported("ssl_session_fetch_by_lua_block", H),
                    unsupported("ssl_session_fetch_by_lua_file", H),
                    unsupported("ssl_session_store_by_lua_block", H),
                    unsupported("ssl_session_store_by_lua_file", H),
                    unsupported("proxy_ssl_certificate_by_lua_block", L_LI),
                    unsupported("proxy_ssl_certificate_by_lua_file", L_LI),
                    unsupported("proxy_ssl_verify_by_lua_block", L_LI),
                    unsupported("proxy_ssl_verify_by_lua_file", L_LI),
                    unsupported("lua_upstream_skip_openssl_default_verify", L_LI));

    /** How a handler's code is written. */
    enum Form {
        STRING,
        BLOCK,
        FILE
    }

    private LuaDirectives() {}

    /**
     * Whether a directive's braces hold Lua: the configuration's reader leaves them to the Lua
     * scanner.
     */
    static boolean isLuaBlock(String directive) {
        return directive.endsWith("_by_lua_block");
    }

    private static DirectiveSpec<ConfScope> row(
            String name, Set<Context> contexts, Arity arity, Setter<ConfScope> setter) {
        return DirectiveSpec.of(name, contexts, arity, setter);
    }

    private static DirectiveSpec<ConfScope> hint(
            String name, Set<Context> contexts, Arity arity, Setter<ConfScope> setter) {
        return DirectiveSpec.hint(name, contexts, arity, setter);
    }

    private static DirectiveSpec<ConfScope> unsupported(String name, Set<Context> contexts) {
        return DirectiveSpec.unsupported(name, contexts);
    }

    private static DirectiveSpec<ConfScope> unsupported(
            String name, Set<Context> contexts, String missing) {
        return DirectiveSpec.unsupported(name, contexts, missing);
    }
}
