// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Names of headers as keys of tables, and values as Lua gives them. Confined to its worker. */
final class HeaderNames {
    private static final int MOST_KEPT = 1024;

    private final Map<String, LuaString> small = new HashMap<>();
    private final LuaTable metatable = new LuaTable();

    HeaderNames(LuaWorker worker) {
        metatable.put("__index", new AnySpelling(worker));
    }

    /** The name in small letters; made once for each spelling. */
    LuaString small(String name) {
        LuaString key = small.get(name);
        if (key == null) {
            if (small.size() >= MOST_KEPT) {
                small.clear();
            }
            key = LuaString.ofLatin1(name.toLowerCase(Locale.ROOT));
            small.put(name, key);
        }
        return key;
    }

    /** The metatable of tables of headers: finds `Content_Type` as `content-type`. */
    LuaTable metatable() {
        return metatable;
    }

    private static final class AnySpelling extends ApiFunction {
        AnySpelling(LuaWorker worker) {
            super(worker, "__index", Phases.ANY);
        }

        @Override
        protected Object run(ApiCall call) {
            byte[] name = call.string(2).toBytes();
            for (int i = 0; i < name.length; i++) {
                if (name[i] == '_') {
                    name[i] = '-';
                } else if (name[i] >= 'A' && name[i] <= 'Z') {
                    name[i] |= 0x20;
                }
            }
            return call.table(1).get(LuaString.ofOwned(name));
        }
    }

    /** One or several values for a header, escaped; none for nil or an empty list. */
    static String[] values(LuaVm vm, Object value) {
        return switch (value) {
            case null -> new String[0];
            case LuaTable list -> {
                String[] all = new String[list.length()];
                for (int i = 0; i < all.length; i++) {
                    all[i] = value(vm, list.get(i + 1L));
                }
                yield all;
            }
            default -> new String[] {value(vm, value)};
        };
    }

    private static String value(LuaVm vm, Object value) {
        LuaString text = value instanceof LuaString string ? string : vm.tostring(value);
        return Escaping.escape(text, Escaping.HEADER_VALUE).toLatin1();
    }

    static String escapedName(String name) {
        return Escaping.escape(name, Escaping.HEADER_NAME);
    }
}
