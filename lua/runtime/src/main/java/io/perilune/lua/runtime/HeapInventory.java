// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects of a machine that its libraries have put there, in an order that is the same for
 * every machine made in the same way. So an object of one machine has a twin in another: see {@link
 * LuaVm#copyInto}. It must be taken before programs change anything. Confined to its machine's
 * thread.
 */
public final class HeapInventory {
    private final List<Object> objects = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<LuaTable> open = new ArrayDeque<>();

    private HeapInventory() {}

    /** All that can be reached from a machine's globals, registry and metatables. */
    public static HeapInventory of(LuaVm vm) {
        HeapInventory made = new HeapInventory();
        made.add(vm.registry());
        made.add(vm.globals());
        for (LuaType type : LuaType.values()) {
            made.add(vm.typeMetatable(type));
        }
        return made;
    }

    /** Adds an object that a library has made later, and what can be reached from it. */
    public void add(Object root) {
        visit(root);
        for (LuaTable table = open.poll(); table != null; table = open.poll()) {
            visitAll(table);
        }
    }

    private void visit(Object value) {
        boolean counts =
                value instanceof LuaTable
                        || value instanceof LuaFunction
                        || value instanceof LuaUserdata;
        if (!counts || !seen.add(value)) {
            return;
        }
        objects.add(value);
        if (value instanceof LuaTable table) {
            open.add(table);
        } else if (value instanceof LuaUserdata userdata) {
            visit(userdata.metatable());
        }
    }

    private void visitAll(LuaTable table) {
        visit(table.metatable);
        visit(table.ref0);
        visit(table.ref1);
        visit(table.ref2);
        visit(table.ref3);
        for (Object value : table.moreRefs) {
            visit(value);
        }
        for (Object value : table.array) {
            visit(value);
        }
        for (int i = 0; table.hash != null && i < table.hash.used; i++) {
            if (table.hash.isSet(i)) {
                visit(table.hash.key(i));
                visit(table.hash.reference(i));
            }
        }
    }

    /**
     * What stands for this inventory's objects in another machine.
     *
     * @throws UncopyableException if the two were not made in the same way
     */
    Map<Object, Object> twins(HeapInventory other) {
        Map<Object, Object> twins = new IdentityHashMap<>();
        boolean same = objects.size() == other.objects.size();
        for (int i = 0; same && i < objects.size(); i++) {
            Object twin = other.objects.get(i);
            same = twin.getClass() == objects.get(i).getClass();
            twins.put(objects.get(i), twin);
        }
        if (!same) {
            throw new UncopyableException("libraries that differ from those of a new machine");
        }
        return twins;
    }
}
