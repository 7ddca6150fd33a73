// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** Lua's types. Immutable. */
public enum LuaType {
    NIL("nil"),
    BOOLEAN("boolean"),
    NUMBER("number"),
    STRING("string"),
    TABLE("table"),
    FUNCTION("function"),
    USERDATA("userdata"),
    THREAD("thread"),
    CDATA("cdata");

    private final String typeName;
    private final LuaString luaName;

    LuaType(String typeName) {
        this.typeName = typeName;
        this.luaName = LuaString.constant(typeName);
    }

    /** Of a boxed value or {@link Tag#NUM}. */
    public static LuaType of(Object value) {
        return switch (value) {
            case null -> NIL;
            case LuaString _ -> STRING;
            case LuaTable _ -> TABLE;
            case Double _ -> NUMBER;
            case Boolean _ -> BOOLEAN;
            case LuaFunction _ -> FUNCTION;
            case LuaUserdata userdata -> userdata.type();
            case Coroutine _ -> THREAD;
            default -> {
                if (value == Tag.NUM) {
                    yield NUMBER;
                }
                throw new IllegalArgumentException("no Lua value: " + value.getClass().getName());
            }
        };
    }

    public String typeName() {
        return typeName;
    }

    /** The name as `type` returns it; always the same object. */
    public LuaString luaName() {
        return luaName;
    }
}
