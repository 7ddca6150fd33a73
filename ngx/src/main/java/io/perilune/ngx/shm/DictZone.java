// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.shm;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.Tag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shared dictionary. Thread-safe: one lock around each method, as nginx has it.
 *
 * <p>A hash map, and a list of all items from the newest used one to the oldest. What an item would
 * occupy in nginx's shared memory is accounted for in a {@link Slab}, so that items are evicted
 * when nginx would evict them. Before each access one or two expired items at the old end go; when
 * there is no room, up to thirty items go by force.
 *
 * <p>Times are milliseconds of the caller's clock, ttl 0 means for ever. Values are in Lua's
 * two-slot convention.
 */
public final class DictZone {
    /** What {@link #store} does with an existing or a missing item. */
    public enum Mode {
        SET,
        ADD,
        REPLACE
    }

    private static final int MAX_EVICTIONS = 30;
    private static final int NODE_SIZE = 68;
    private static final int LIST_HEAD_SIZE = 16;
    private static final int LIST_NODE_SIZE = 21;
    private static final int NUMBER_SIZE = 8;

    private final String name;
    private final long capacity;
    private final Slab slab;
    private final Map<LuaString, DictEntry> entries = new HashMap<>();
    private DictEntry newest;
    private DictEntry oldest;

    public DictZone(String name, long capacity) {
        this.name = name;
        this.capacity = capacity;
        this.slab = new Slab(capacity);
        slab.allocate(80);
        slab.allocate(" in lua_shared_dict zone \"\"".length() + name.length() + 1);
    }

    public String name() {
        return name;
    }

    /** The size of the configuration. */
    public long capacity() {
        return capacity;
    }

    public synchronized long freeSpace() {
        return slab.freeSpace();
    }

    // --- reading
    // -----------------------------------------------------------------------------------

    /** The value into the answer; an error for a list. */
    public synchronized void get(LuaString key, long now, DictAnswer answer) {
        answer.clear();
        dropExpired(now, false);
        DictEntry entry = entries.get(key);
        if (entry != null && !entry.isExpired(now)) {
            touch(entry);
            read(entry, answer);
        }
    }

    /** The value even when it has expired, as long as it is there. */
    public synchronized void getStale(LuaString key, long now, DictAnswer answer) {
        answer.clear();
        DictEntry entry = entries.get(key);
        if (entry != null) {
            answer.stale = entry.isExpired(now);
            if (!answer.stale) {
                touch(entry);
            }
            read(entry, answer);
        }
    }

    private static void read(DictEntry entry, DictAnswer answer) {
        if (entry.isList()) {
            answer.error = "value is a list";
            return;
        }
        answer.value = entry.value;
        answer.number = entry.number;
        answer.flags = entry.flags;
    }

    /**
     * Milliseconds to live, 0 for ever, negative when expired; {@link Long#MIN_VALUE} when it is
     * not there.
     */
    public synchronized long ttl(LuaString key, long now) {
        DictEntry entry = entries.get(key);
        if (entry == null) {
            return Long.MIN_VALUE;
        }
        return entry.expires == 0 ? 0 : entry.expires - now;
    }

    /** Keys that have not expired, the oldest first. */
    public synchronized List<LuaString> keys(int most, long now) {
        List<LuaString> keys = new ArrayList<>();
        for (DictEntry entry = oldest; entry != null; entry = entry.newer) {
            if (!entry.isExpired(now)) {
                keys.add(entry.key);
                if (keys.size() == most) {
                    break;
                }
            }
        }
        return keys;
    }

    // --- writing
    // -----------------------------------------------------------------------------------

    /**
     * Stores a string, boolean or number; nil deletes.
     *
     * @param safe never to evict items that have not expired
     * @return whether it was stored; the answer has the error and whether others had to go
     */
    public synchronized boolean store(
            Mode mode,
            boolean safe,
            LuaString key,
            Object value,
            double number,
            long ttl,
            int flags,
            long now,
            DictAnswer answer) {
        answer.clear();
        if (value == null && mode != Mode.SET) {
            answer.error = "attempt to add or replace nil values";
            return false;
        }
        dropExpired(now, false);
        DictEntry old = entries.get(key);
        boolean live = old != null && !old.isExpired(now);
        if (mode == Mode.REPLACE && !live) {
            answer.error = "not found";
            return false;
        }
        if (mode == Mode.ADD && live) {
            answer.error = "exists";
            return false;
        }
        return put(old, safe, key, value, number, ttl, flags, now, answer);
    }

    private boolean put(
            DictEntry old,
            boolean safe,
            LuaString key,
            Object value,
            double number,
            long ttl,
            int flags,
            long now,
            DictAnswer answer) {
        int size = sizeOf(value);
        DictEntry entry = old;
        if (old != null && (value == null || old.isList() || old.size != size)) {
            remove(old);
            entry = null;
        }
        if (value == null) {
            return true;
        }
        if (entry == null) {
            entry = insert(key, NODE_SIZE + key.length() + size, safe, now, answer);
            if (entry == null) {
                return false;
            }
        } else {
            touch(entry);
        }
        entry.value = value instanceof LuaString text ? text.compact() : value;
        entry.number = number;
        entry.size = size;
        entry.flags = flags;
        entry.expires = ttl > 0 ? now + ttl : 0;
        return true;
    }

    private static int sizeOf(Object value) {
        return switch (value) {
            case LuaString text -> text.length();
            case Boolean _ -> 1;
            case null -> 0;
            default -> NUMBER_SIZE;
        };
    }

    /** A new item at the new end, or null and the error when there is no room. */
    private DictEntry insert(LuaString key, int size, boolean safe, long now, DictAnswer answer) {
        Slab.Block block = slab.allocate(size);
        for (int i = 0; block == null && !safe && i < MAX_EVICTIONS; i++) {
            if (!dropExpired(now, true)) {
                break;
            }
            answer.forcible = true;
            block = slab.allocate(size);
        }
        if (block == null) {
            answer.error = "no memory";
            return null;
        }
        DictEntry entry = new DictEntry(key.compact());
        entry.block = block;
        entries.put(entry.key, entry);
        link(entry);
        return entry;
    }

    /**
     * Adds to a number.
     *
     * @param hasInit whether a missing item starts with {@code init}, to live for {@code ttl}
     * @return whether it went well; the new number or the error is in the answer
     */
    public synchronized boolean increment(
            LuaString key,
            double step,
            boolean hasInit,
            double init,
            long ttl,
            long now,
            DictAnswer answer) {
        answer.clear();
        dropExpired(now, false);
        DictEntry entry = entries.get(key);
        if (entry == null || entry.isExpired(now)) {
            if (!hasInit) {
                answer.error = "not found";
                return false;
            }
            answer.number = step + init;
            return put(entry, false, key, Tag.NUM, step + init, ttl, 0, now, answer);
        }
        touch(entry);
        if (entry.value != Tag.NUM) {
            answer.error = "not a number";
            return false;
        }
        entry.number += step;
        answer.number = entry.number;
        return true;
    }

    /** Gives an item a new time to live; false when it is not there. */
    public synchronized boolean expire(LuaString key, long ttl, long now) {
        DictEntry entry = entries.get(key);
        if (entry == null || entry.isExpired(now)) {
            return false;
        }
        entry.expires = ttl > 0 ? now + ttl : 0;
        return true;
    }

    /** Makes all items expired, without freeing them. */
    public synchronized void flushAll() {
        for (DictEntry entry = newest; entry != null; entry = entry.older) {
            entry.expires = 1;
        }
        dropExpired(Long.MAX_VALUE, true);
    }

    /** Frees expired items, at most so many unless 0; returns how many. */
    public synchronized int flushExpired(int most, long now) {
        int freed = 0;
        DictEntry entry = oldest;
        while (entry != null) {
            DictEntry next = entry.newer;
            if (entry.isExpired(now)) {
                remove(entry);
                if (++freed == most) {
                    break;
                }
            }
            entry = next;
        }
        return freed;
    }

    // --- lists
    // -------------------------------------------------------------------------------------

    /**
     * Adds a string or a boxed number at an end; returns the length, or -1 for an error, -2 for "no
     * memory" for the list itself.
     */
    public synchronized int push(
            LuaString key, Object value, boolean left, long now, DictAnswer answer) {
        answer.clear();
        dropExpired(now, false);
        DictEntry entry = entries.get(key);
        if (entry != null && entry.isExpired(now)) {
            remove(entry);
            entry = null;
        }
        if (entry != null && !entry.isList()) {
            touch(entry);
            answer.error = "value not a list";
            return -1;
        }
        if (entry == null) {
            int size = NODE_SIZE + key.length() + LIST_HEAD_SIZE + 7 & ~7;
            entry = insert(key, size, true, now, answer);
            if (entry == null) {
                return -2;
            }
            entry.value = new ArrayDeque<DictEntry.ListItem>();
        } else {
            touch(entry);
        }
        return pushItem(entry, value, left, answer);
    }

    private int pushItem(DictEntry entry, Object value, boolean left, DictAnswer answer) {
        int length = value instanceof LuaString text ? text.length() : NUMBER_SIZE;
        Slab.Block block = slab.allocate(LIST_NODE_SIZE + length);
        if (block == null) {
            answer.error = "no memory";
            if (entry.list().isEmpty()) {
                remove(entry);
            }
            return -1;
        }
        Object kept = value instanceof LuaString text ? text.compact() : value;
        DictEntry.ListItem item = new DictEntry.ListItem(kept, block);
        if (left) {
            entry.list().addFirst(item);
        } else {
            entry.list().addLast(item);
        }
        return entry.list().size();
    }

    /** Takes a value from an end, boxed; nil when there is none. */
    public synchronized Object pop(LuaString key, boolean left, long now, DictAnswer answer) {
        answer.clear();
        dropExpired(now, false);
        DictEntry entry = entries.get(key);
        if (entry == null || entry.isExpired(now)) {
            return null;
        }
        touch(entry);
        if (!entry.isList()) {
            answer.error = "value not a list";
            return null;
        }
        DictEntry.ListItem item = left ? entry.list().pollFirst() : entry.list().pollLast();
        slab.free(item.block());
        if (entry.list().isEmpty()) {
            remove(entry);
        }
        return item.value();
    }

    /** The length of a list; 0 when it is not there, -1 for something else. */
    public synchronized int length(LuaString key, long now, DictAnswer answer) {
        answer.clear();
        dropExpired(now, false);
        DictEntry entry = entries.get(key);
        if (entry == null || entry.isExpired(now)) {
            return 0;
        }
        touch(entry);
        if (!entry.isList()) {
            answer.error = "value not a list";
            return -1;
        }
        return entry.list().size();
    }

    // --- the list of all items
    // -----------------------------------------------------------------------

    /**
     * Removes up to two expired items at the old end, or by force the oldest one before them.
     * Whether any went.
     */
    private boolean dropExpired(long now, boolean force) {
        DictEntry last = oldest;
        if (last == null || !force && !last.isExpired(now)) {
            return false;
        }
        remove(last);
        for (int i = force ? 0 : 1; i < 2 && oldest != null && oldest.isExpired(now); i++) {
            remove(oldest);
        }
        return true;
    }

    private void remove(DictEntry entry) {
        if (entry.isList()) {
            entry.list().forEach(item -> slab.free(item.block()));
        }
        slab.free(entry.block);
        entries.remove(entry.key);
        unlink(entry);
    }

    private void touch(DictEntry entry) {
        if (entry != newest) {
            unlink(entry);
            link(entry);
        }
    }

    private void link(DictEntry entry) {
        entry.older = newest;
        entry.newer = null;
        if (newest != null) {
            newest.newer = entry;
        } else {
            oldest = entry;
        }
        newest = entry;
    }

    private void unlink(DictEntry entry) {
        if (entry.newer != null) {
            entry.newer.older = entry.older;
        } else {
            newest = entry.older;
        }
        if (entry.older != null) {
            entry.older.newer = entry.newer;
        } else {
            oldest = entry.newer;
        }
    }
}
