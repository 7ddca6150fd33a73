// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import io.perilune.ngx.engine.ApiGroup;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.WorkerOptions;
import io.perilune.ngx.port.WorkerPort;
import java.util.List;

/** Builds Lua machines with OpenResty's API in them. Stateless. */
public final class Ngx {
    /** The whole API, by noun. */
    private static final List<ApiGroup> API = List.of();

    private Ngx() {}

    /** A machine for a worker, or for the master that runs init_by_lua before the machine is handed to a worker. */
    public static LuaWorker worker(WorkerOptions options, WorkerPort port) {
        return new LuaWorker(options, port, API);
    }
}
