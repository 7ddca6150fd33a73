// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A table constructor with nothing but constants in it, however large: data instead of code.
 * Immutable.
 *
 * @param arrayRoom places for items
 * @param keys boxed, or null for an item that has its place from the order
 * @param values boxed constants, and templates for constructors inside
 */
public record TableTemplate(int arrayRoom, Object[] keys, Object[] values) {
    /** A new table every time. */
    public LuaTable instantiate() {
        int items = 0;
        for (Object key : keys) {
            items += key == null ? 1 : 0;
        }
        LuaTable table = new LuaTable(arrayRoom, keys.length - items);
        int index = 1;
        for (int i = 0; i < keys.length; i++) {
            Object value =
                    values[i] instanceof TableTemplate inner ? inner.instantiate() : values[i];
            if (keys[i] == null) {
                table.put((long) index++, value);
            } else if (keys[i] instanceof LuaString name) {
                table.putField(name, value);
            } else {
                table.put(keys[i], value);
            }
        }
        return table;
    }
}
