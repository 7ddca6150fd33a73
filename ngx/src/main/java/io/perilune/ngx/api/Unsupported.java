// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;
import java.util.List;
import java.util.Map;

/** Functions of OpenResty that are not there yet: present, and saying so when called. Stateless. */
public final class Unsupported {
    /** In tables of `ngx`, with the phases that will have them. */
    private static final Map<String, Integer> FUNCTIONS =
            Map.of(
                    "req.socket", Phases.OUTPUT,
                    "socket.tcp", Phases.YIELDABLE,
                    "socket.stream", Phases.YIELDABLE,
                    "socket.connect", Phases.YIELDABLE,
                    "socket.udp", Phases.YIELDABLE,
                    "run_worker_thread", Phases.YIELDABLE);

    /** Modules with their functions. */
    private static final List<String> MODULES =
            List.of(
                    "ngx.balancer: set_current_peer set_more_tries get_last_failure set_timeouts enable_keepalive "
                            + "recreate_request bind_to_local_addr set_upstream_tls",
                    "ngx.ssl: clear_certs set_der_cert set_der_priv_key cert_pem_to_der priv_key_pem_to_der parse_pem_cert "
                            + "parse_pem_priv_key set_cert set_priv_key server_name raw_server_addr raw_client_addr "
                            + "get_tls1_version get_tls1_version_str verify_client",
                    "ngx.ssl.clienthello: get_client_hello_server_name get_supported_versions get_client_hello_ext "
                            + "set_protocols",
                    "ngx.ssl.session: get_session_id get_serialized_session set_serialized_session",
                    "ngx.ocsp: get_ocsp_responder_from_der_chain create_ocsp_request validate_ocsp_response "
                            + "set_ocsp_status_resp",
                    "ngx.pipe: spawn");

    private Unsupported() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        FUNCTIONS.forEach(
                (path, phases) -> {
                    int dot = path.indexOf('.');
                    LuaTable table = dot < 0 ? ngx : LuaWorker.child(ngx, path.substring(0, dot));
                    put(worker, table, "ngx." + path, path.substring(dot + 1), phases);
                });
        for (String line : MODULES) {
            String module = line.substring(0, line.indexOf(':'));
            worker.module(
                    module, w -> module(w, module, line.substring(module.length() + 2).split(" ")));
        }
    }

    private static LuaTable module(LuaWorker worker, String module, String[] functions) {
        LuaTable table = new LuaTable();
        for (String function : functions) {
            put(worker, table, module + "." + function, function, Phases.ANY);
        }
        return table;
    }

    private static void put(
            LuaWorker worker, LuaTable table, String path, String name, int phases) {
        table.setField(
                LuaString.constant(name),
                new ApiFunction(worker, name, phases) {
                    @Override
                    protected Object run(ApiCall call) {
                        throw call.error(path + "() is not supported yet");
                    }

                    @Override
                    public boolean isSupported() {
                        return false;
                    }
                },
                0);
    }
}
