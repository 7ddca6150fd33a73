// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** What a metatable can define. Immutable. */
public enum MetaEvent {
    INDEX("__index"),
    NEWINDEX("__newindex"),
    CALL("__call"),
    ADD("__add"),
    SUB("__sub"),
    MUL("__mul"),
    DIV("__div"),
    MOD("__mod"),
    POW("__pow"),
    UNM("__unm"),
    CONCAT("__concat"),
    LEN("__len"),
    EQ("__eq"),
    LT("__lt"),
    LE("__le"),
    GC("__gc"),
    MODE("__mode"),
    METATABLE("__metatable"),
    TOSTRING("__tostring"),
    NAME("__name"),
    PAIRS("__pairs"),
    IPAIRS("__ipairs");

    private final LuaString key;
    final int bit;

    MetaEvent(String name) {
        this.key = LuaString.constant(name);
        this.bit = 1 << ordinal();
    }

    /** The bit of the event that has this name, or 0. */
    static int bitOf(LuaString key) {
        if (key.length() > 2 && key.byteAt(0) == '_' && key.byteAt(1) == '_') {
            for (MetaEvent event : values()) {
                if (event.key.equals(key)) {
                    return event.bit;
                }
            }
        }
        return 0;
    }

    /** The key in the metatable, as `__index`. */
    public LuaString key() {
        return key;
    }
}
