// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A Lua value of type userdata: any Java object with a metatable (and, as in 5.1, an environment).
 */
public class LuaUserdata {
    private final Object content;
    private LuaTable metatable;
    private LuaTable environment;

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

    public LuaTable environment() {
        return environment;
    }

    public void environment(LuaTable table) {
        this.environment = table;
    }

    /**
     * What stands for this object in a copy of its machine's heap: the content is shared unless a
     * subclass knows better.
     */
    protected LuaUserdata copyInto(HeapCopy heap) {
        LuaUserdata copy = new LuaUserdata(content, (LuaTable) heap.copy(metatable));
        copy.environment((LuaTable) heap.copy(environment));
        return copy;
    }

    /** The type: userdata, unless it is the foreign interface's cdata. */
    public LuaType type() {
        return LuaType.USERDATA;
    }

    public String typeName() {
        return type().typeName();
    }
}
