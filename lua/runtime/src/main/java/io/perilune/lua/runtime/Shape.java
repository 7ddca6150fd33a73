// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which string keys a record-like table has, and in which slot each value is.
 *
 * <p>Shapes form a tree: the root has no key, a child has its parent's keys and one more, in the
 * next slot. Tables that got the same keys in the same order have the same shape, so that one
 * comparison tells generated code the slot of a field ({@link FieldCache}). A key never leaves a
 * shape: a field set to nil keeps its slot with nil in it, which also keeps traversal stable.
 *
 * <p>Shapes belong to the process, not to one machine: compiled code and its caches are shared by
 * all workers. New ones are made only for keys that are constants of code or names given by
 * libraries, never for computed keys ({@link #known}), so that input cannot make shapes without
 * end. Thread-safe; immutable but for the lazily made lookup tables.
 */
final class Shape {
    /** A table with more fields than this is a map. */
    static final int MAX_SIZE = Threshold.of(127, 5);

    /** The shape without fields. */
    static final Shape EMPTY = new Shape(null, null, 0);

    /** Of tables that keep their string keys in the hash part, too. Has no slots. */
    static final Shape MAP = new Shape(-1);

    private static final byte ABSENT = -1;

    final Shape parent;
    final LuaString key;
    final int size;

    /**
     * A bit for each {@link MetaEvent} of which the name is a key here; all bits of {@link #MAP},
     * which does not know.
     */
    final int events;

    private volatile WeakReference<Shape> lastChild;
    private Map<LuaString, WeakReference<Shape>> children;
    private volatile Lookup lookup;
    private volatile byte[] eventSlots;

    private Shape(Shape parent, LuaString key, int size) {
        this.parent = parent;
        this.key = key;
        this.size = size;
        this.events = parent == null ? 0 : parent.events | MetaEvent.bitOf(key);
    }

    private Shape(int events) {
        this.parent = null;
        this.key = null;
        this.size = 0;
        this.events = events;
    }

    /** Whether a metatable of this shape can have what belongs to this event. */
    boolean mayHave(MetaEvent event) {
        return (events & event.bit) != 0;
    }

    /** The slot of a key, or -1. */
    int slotOf(LuaString wanted) {
        Lookup l = lookup;
        return (l != null ? l : makeLookup()).slotOf(wanted);
    }

    LuaString keyAt(int slot) {
        Lookup l = lookup;
        return (l != null ? l : makeLookup()).keys[slot];
    }

    /** The slot of a metamethod's name, or -1: what a metatable with this shape cannot have. */
    int slotOf(MetaEvent event) {
        if (!mayHave(event)) {
            return ABSENT;
        }
        byte[] slots = eventSlots;
        return (slots != null ? slots : makeEventSlots())[event.ordinal()];
    }

    /** The shape with one more key, made when missing; null when there would be too many. */
    Shape with(LuaString added) {
        Shape child = known(added);
        return child != null || size >= MAX_SIZE ? child : makeChild(added);
    }

    /** The shape with one more key, or null when nobody has made it. */
    Shape known(LuaString added) {
        WeakReference<Shape> last = lastChild;
        if (last == null) {
            return null;
        }
        Shape child = last.get();
        if (child != null && child.key.equals(added)) {
            return child;
        }
        return knownAmongOthers(added);
    }

    private synchronized Shape knownAmongOthers(LuaString added) {
        WeakReference<Shape> child = children == null ? null : children.get(added);
        return child == null ? null : child.get();
    }

    private synchronized Shape makeChild(LuaString added) {
        Shape known = knownAmongOthers(added);
        if (known != null) {
            return known;
        }
        LuaString name = added.intern();
        Shape child = new Shape(this, name, size + 1);
        WeakReference<Shape> reference = new WeakReference<>(child);
        if (children == null) {
            children = new HashMap<>(4);
        }
        children.put(name, reference);
        lastChild = reference;
        return child;
    }

    private Lookup makeLookup() {
        Lookup made = new Lookup(this);
        lookup = made;
        return made;
    }

    private byte[] makeEventSlots() {
        MetaEvent[] events = MetaEvent.values();
        byte[] slots = new byte[events.length];
        for (MetaEvent event : events) {
            int slot = size == 0 ? ABSENT : slotOf(event.key());
            slots[event.ordinal()] = (byte) slot;
        }
        eventSlots = slots;
        return slots;
    }

    /** All keys by slot, and an open-addressing table from key to slot. Immutable. */
    private static final class Lookup {
        private final LuaString[] keys;
        private final LuaString[] table;
        private final byte[] slots;

        Lookup(Shape shape) {
            keys = new LuaString[shape.size];
            for (Shape s = shape; s.size > 0; s = s.parent) {
                keys[s.size - 1] = s.key;
            }
            int room = Integer.highestOneBit(Math.max(1, shape.size) * 2 - 1) * 2;
            table = new LuaString[room];
            slots = new byte[room];
            Arrays.fill(slots, ABSENT);
            for (int slot = 0; slot < keys.length; slot++) {
                add(keys[slot], slot);
            }
        }

        private void add(LuaString name, int slot) {
            int mask = table.length - 1;
            int at = name.hashCode() & mask;
            while (table[at] != null) {
                at = at + 1 & mask;
            }
            table[at] = name;
            slots[at] = (byte) slot;
        }

        int slotOf(LuaString wanted) {
            LuaString[] t = table;
            int mask = t.length - 1;
            int at = wanted.hashCode() & mask;
            for (LuaString found = t[at]; found != null; found = t[at]) {
                if (found == wanted || found.sameKey(wanted)) {
                    return slots[at];
                }
                at = at + 1 & mask;
            }
            return ABSENT;
        }
    }
}
