// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.shm;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.Tag;
import java.util.ArrayDeque;

/** An item of a dictionary, and a link of its LRU list. Guarded by the dictionary's lock. */
final class DictEntry {
    final LuaString key;

    /**
     * A {@link LuaString}, a {@link Boolean}, {@link Tag#NUM} with the number beside it, or the
     * items of a list.
     */
    Object value;

    double number;

    /** Milliseconds since 1970; 0 for never. */
    long expires;

    int flags;
    int size;
    Slab.Block block;
    DictEntry newer;
    DictEntry older;

    DictEntry(LuaString key) {
        this.key = key;
    }

    boolean isExpired(long now) {
        return expires != 0 && expires <= now;
    }

    boolean isList() {
        return value instanceof ArrayDeque<?>;
    }

    @SuppressWarnings("unchecked")
    ArrayDeque<ListItem> list() {
        return (ArrayDeque<ListItem>) value;
    }

    /** One element of a list value. */
    record ListItem(Object value, Slab.Block block) {}
}
