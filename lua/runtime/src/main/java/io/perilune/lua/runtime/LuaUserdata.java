// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** A Lua value of type userdata: any Java object with a metatable (and, as in 5.1, an environment). */
public class LuaUserdata {
    private final Object content;
    private LuaTable metatable;

    public LuaUserdata(Object content, LuaTable metatable) {
        this.content = content;
        this.metatable = metatable;
    }

    public Object content() {
        return content;
    }

    public LuaTable metatable() {
        return metatable;
    }

    public void metatable(LuaTable table) {
        this.metatable = table;
    }
}
