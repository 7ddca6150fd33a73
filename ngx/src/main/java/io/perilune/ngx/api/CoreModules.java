// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;

/**
 * The modules resty.core.*, whose functions are in `ngx` already, and ngx.base64. Stateless.
 *
 * <p>They are there so that programs can require them, and so that files of these names on the path
 * are never loaded.
 */
public final class CoreModules {
    /** The version of lua-resty-core whose functions these are. */
    private static final String VERSION = "0.1.33";

    private static final String[] WITHOUT_FUNCTIONS = {
        "base64",
        "coroutine",
        "ctx",
        "exit",
        "hash",
        "misc",
        "ndk",
        "param",
        "phase",
        "request",
        "response",
        "shdict",
        "socket",
        "uri",
        "utils",
        "var",
        "worker"
    };

    private static final ApiTable BASE64 =
            ApiTable.of(
                    ApiTable.entry("encode_base64url", CoreModules::encodeUrl, Phases.ANY),
                    ApiTable.entry("decode_base64url", CoreModules::decodeUrl, Phases.ANY));

    private static final ApiTable BASE =
            ApiTable.of(
                    ApiTable.entry("get_string_buf_size", call -> 4096.0, Phases.ANY),
                    ApiTable.entry("set_string_buf_size", ApiCall::none, Phases.ANY),
                    ApiTable.entry("allows_subsystem", CoreModules::allowsSubsystem, Phases.ANY),
                    ApiTable.entry("ref_in_table", CoreModules::refInTable, Phases.ANY));

    private CoreModules() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        worker.module("resty.core", w -> versioned());
        for (String name : WITHOUT_FUNCTIONS) {
            worker.module("resty.core." + name, w -> versioned());
        }
        worker.module("resty.core.base", CoreModules::base);
        worker.module(
                "ngx.base64",
                w -> {
                    LuaTable module = versioned();
                    BASE64.install(w, module);
                    return module;
                });
    }

    static LuaTable versioned() {
        LuaTable module = new LuaTable();
        module.put("version", LuaString.of(VERSION));
        module.put("_VERSION", LuaString.of(VERSION));
        return module;
    }

    private static LuaTable base(LuaWorker worker) {
        LuaTable module = versioned();
        BASE.install(worker, module);
        Object require = worker.vm().globals().get("require");
        module.put("new_tab", worker.vm().call1(require, LuaString.of("table.new")));
        module.put("clear_tab", worker.vm().call1(require, LuaString.of("table.clear")));
        module.put("FFI_OK", 0.0);
        module.put("FFI_NO_REQ_CTX", -100.0);
        module.put("FFI_BAD_CONTEXT", -101.0);
        module.put("FFI_ERROR", -1.0);
        module.put("FFI_AGAIN", -2.0);
        module.put("FFI_BUSY", -3.0);
        module.put("FFI_DONE", -4.0);
        module.put("FFI_DECLINED", -5.0);
        module.put("FFI_ABORT", -6.0);
        return module;
    }

    private static Object allowsSubsystem(ApiCall call) {
        for (int i = 1; i <= call.count(); i++) {
            if (LuaString.of("http").equals(call.get(i))) {
                return call.none();
            }
        }
        throw call.error("unsupported subsystem: http");
    }

    /**
     * Keeps a value in a list with a free chain at index 0, as Lua's registry does; answers its
     * index.
     */
    private static Object refInTable(ApiCall call) {
        if (call.get(2) == null) {
            return -1.0;
        }
        LuaTable table = call.table(1);
        Object free = table.get(0L);
        long ref;
        if (free instanceof Double first && first != 0) {
            ref = (long) (double) first;
            table.put(0L, table.get(ref));
        } else {
            ref = table.length() + 1L;
        }
        table.put(ref, call.get(2));
        return (double) ref;
    }

    private static Object encodeUrl(ApiCall call) {
        if (!(call.get(1) instanceof LuaString text)) {
            return call.failed("must provide a string");
        }
        return Base64Text.encode(text, false, true);
    }

    private static Object decodeUrl(ApiCall call) {
        if (!(call.get(1) instanceof LuaString text)) {
            return call.failed("must provide a string");
        }
        LuaString decoded = Base64Text.decode(text, Base64Text.URL);
        return decoded == null ? call.failed("invalid input") : decoded;
    }
}
