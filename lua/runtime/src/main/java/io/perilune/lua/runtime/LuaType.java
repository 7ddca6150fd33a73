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
        if (value == null) {
            return NIL;
        }
        if (value instanceof LuaString) {
            return STRING;
        }
        if (value instanceof LuaTable) {
            return TABLE;
        }
        if (value instanceof Double) {
            return NUMBER;
        }
        if (value instanceof Boolean) {
            return BOOLEAN;
        }
        if (value instanceof LuaFunction) {
            return FUNCTION;
        }
        if (value instanceof LuaUserdata userdata) {
            return userdata.type();
        }
        if (value instanceof Coroutine) {
            return THREAD;
        }
        if (value == Tag.NUM) {
            return NUMBER;
        }
        throw new IllegalArgumentException("no Lua value: " + value.getClass().getName());
    }

    public String typeName() {
        return typeName;
    }

    /** The name as `type` returns it; always the same object. */
    public LuaString luaName() {
        return luaName;
    }
}
