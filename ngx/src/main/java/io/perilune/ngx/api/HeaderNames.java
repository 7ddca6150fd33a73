// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.HeaderList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Names of headers as keys of tables, and values as Lua gives them. Confined to its worker. */
final class HeaderNames {
    private static final int MOST_KEPT = 1024;
    private static final int DEFAULT_LIMIT = 100;

    private final Map<String, LuaString> small = new HashMap<>();
    private final Function<String, LuaString> byName = this::small;

    /** Finds `Content_Type` as `content-type`. */
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

    /**
     * What get_headers gives: a table of at most so many headers as the first argument says, under
     * their names in small letters, or as they were sent when the second one is true.
     */
    Object all(ApiCall call, HeaderList headers, String whose) {
        Double given = call.toNumber(1);
        int limit = given == null || given < 0 ? DEFAULT_LIMIT : (int) (double) given;
        int count = headers.headerCount();
        boolean truncated = limit > 0 && count > limit;
        if (truncated) {
            Output.debug(
                    call.request(),
                    "lua exceeding " + whose + " header limit " + count + " > " + limit);
            count = limit;
        }
        LuaTable table;
        if (call.truth(2)) {
            table = table(headers, count, LuaString::ofLatin1);
        } else {
            table = table(headers, count, byName);
            table.metatable(metatable);
        }
        return truncated ? call.results(table, RequestUri.TRUNCATED) : table;
    }

    /** The first headers as a table, several of one name as a list. */
    static LuaTable table(HeaderList headers, int count, Function<String, LuaString> key) {
        LuaTable table = new LuaTable(0, count);
        for (int i = 0; i < count; i++) {
            QueryArgs.add(
                    table,
                    key.apply(headers.headerName(i)),
                    LuaString.ofLatin1(headers.headerValue(i)));
        }
        return table;
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
