// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import io.perilune.ngx.api.Constants;
import io.perilune.ngx.api.Context;
import io.perilune.ngx.api.Control;
import io.perilune.ngx.api.CoreModules;
import io.perilune.ngx.api.Coroutines;
import io.perilune.ngx.api.Encoding;
import io.perilune.ngx.api.FilterArgs;
import io.perilune.ngx.api.Loading;
import io.perilune.ngx.api.Log;
import io.perilune.ngx.api.Output;
import io.perilune.ngx.api.Regex;
import io.perilune.ngx.api.RequestBody;
import io.perilune.ngx.api.RequestHeaders;
import io.perilune.ngx.api.RequestUri;
import io.perilune.ngx.api.ResponseHeaders;
import io.perilune.ngx.api.Semaphores;
import io.perilune.ngx.api.SharedDict;
import io.perilune.ngx.api.Sleep;
import io.perilune.ngx.api.Subrequests;
import io.perilune.ngx.api.Threads;
import io.perilune.ngx.api.Time;
import io.perilune.ngx.api.TimerFunctions;
import io.perilune.ngx.api.Unsupported;
import io.perilune.ngx.api.Variables;
import io.perilune.ngx.api.WorkerInfo;
import io.perilune.ngx.engine.ApiGroup;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.WorkerOptions;
import io.perilune.ngx.json.Cjson;
import io.perilune.ngx.port.WorkerPort;
import java.util.List;

/** Builds Lua machines with OpenResty's API in them. Stateless. */
public final class Ngx {
    /** The whole API, by noun. */
    private static final List<ApiGroup> API =
            List.of(
                    Constants::install,
                    Context::install,
                    Control::install,
                    Output::install,
                    Log::install,
                    RequestHeaders::install,
                    RequestUri::install,
                    RequestBody::install,
                    ResponseHeaders::install,
                    FilterArgs::install,
                    Variables::install,
                    Encoding::install,
                    Time::install,
                    Sleep::install,
                    TimerFunctions::install,
                    Threads::install,
                    Coroutines::install,
                    Semaphores::install,
                    SharedDict::install,
                    Subrequests::install,
                    WorkerInfo::install,
                    Cjson::install,
                    Regex::install,
                    CoreModules::install,
                    Loading::install,
                    Unsupported::install);

    private Ngx() {}

    /**
     * A machine for a worker, or for the master that runs init_by_lua before the machine is handed
     * to a worker.
     */
    public static LuaWorker worker(WorkerOptions options, WorkerPort port) {
        return new LuaWorker(options, port, API);
    }
}
