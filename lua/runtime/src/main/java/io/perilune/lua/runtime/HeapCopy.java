// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Copies the heap of a machine into a new machine, as `fork` gives each worker what `init_by_lua`
 * has built: tables, closures, variables that closures share, userdata and metatables, each object
 * once, with identity kept. Strings, numbers and compiled code are shared. Single use.
 *
 * <p>A coroutine cannot be copied, since its stack cannot: its place is nil in the copy (a table's
 * key is left out), except for the main thread. Objects are entered first and filled from a queue
 * later, so that neither cycles nor long chains need stack.
 */
public final class HeapCopy {
    private final LuaVm vm;
    private final Map<Object, Object> copies = new IdentityHashMap<>();
    private final Deque<Runnable> unfinished = new ArrayDeque<>();

    /** Whether what cannot be copied faithfully is refused. */
    private final boolean strict;

    HeapCopy(LuaVm original) {
        vm = new LuaVm(original.limits());
        strict = false;
        vm.compat52(original.isCompat52());
        copies.put(original.mainThread(), vm.mainThread());
        copies.put(original.registry(), vm.registry());
        fill(original.registry(), vm.registry());
        vm.globals((LuaTable) copy(original.globals()));
        for (LuaType type : LuaType.values()) {
            vm.setTypeMetatable(type, (LuaTable) copy(original.typeMetatable(type)));
        }
        vm.adoptChunks(original, this);
        finish();
    }

    /** Copies over the heap of a machine that was made in the same way as the original. */
    HeapCopy(LuaVm original, LuaVm target, Map<Object, Object> twins) {
        vm = target;
        strict = true;
        if (!original.finalizers().isEmpty()) {
            throw new UncopyableException("an object with a finalizer");
        }
        copies.put(original.mainThread(), vm.mainThread());
        copies.putAll(twins);
        twins.forEach(this::takeOver);
        vm.globals((LuaTable) copy(original.globals()));
        for (LuaType type : LuaType.values()) {
            vm.setTypeMetatable(type, (LuaTable) copy(original.typeMetatable(type)));
        }
        vm.adoptChunks(original, this);
        finish();
    }

    private void takeOver(Object object, Object twin) {
        if (object instanceof LuaTable table) {
            unfinished.add(() -> fill(table, (LuaTable) twin));
        } else if (object instanceof LuaUserdata userdata && object != twin) {
            unfinished.add(
                    () -> {
                        LuaUserdata copy = (LuaUserdata) twin;
                        copy.metatable((LuaTable) copy(userdata.metatable()));
                        copy.environment((LuaTable) copy(userdata.environment()));
                    });
        } else if (object instanceof LuaFunction function && object != twin) {
            ((LuaFunction) twin).takeOver(function);
        }
    }

    LuaVm vm() {
        return vm;
    }

    private void finish() {
        for (Runnable next = unfinished.poll(); next != null; next = unfinished.poll()) {
            next.run();
        }
    }

    /**
     * What stands for a boxed value, or for {@link Tag#NUM}, in the copy. It may be filled later.
     */
    public Object copy(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof LuaString string) {
            return string.compact();
        }
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        return value == Tag.NUM ? value : copyObject(value);
    }

    private Object copyObject(Object value) {
        Object known = copies.get(value);
        if (known != null) {
            return known;
        }
        if (value instanceof LuaTable table) {
            LuaTable copy = enter(table, new LuaTable());
            unfinished.add(() -> fill(table, copy));
            return copy;
        }
        if (value instanceof LuaClosure closure) {
            LuaClosure copy = enter(closure, closure.copy());
            unfinished.add(() -> fill(copy));
            return copy;
        }
        if (value instanceof LuaFunction function && strict) {
            throw new UncopyableException("a function made by " + function.name());
        }
        if (value instanceof LuaFunction function) {
            return enter(function, function.copyInto(this));
        }
        if (value instanceof LuaUserdata userdata && strict && !isPlain(userdata)) {
            throw new UncopyableException("a userdata");
        }
        if (value instanceof LuaUserdata userdata) {
            return enter(userdata, userdata.copyInto(this));
        }
        if (value instanceof Coroutine && strict) {
            throw new UncopyableException("a coroutine");
        }
        if (value instanceof Coroutine) {
            return null;
        }
        throw new IllegalArgumentException("cannot copy a " + value.getClass().getName());
    }

    /** Whether it holds nothing, or something that does not change. */
    private static boolean isPlain(LuaUserdata userdata) {
        return userdata.content() == null || userdata instanceof LightUserdata;
    }

    private <T> T enter(Object original, T copy) {
        copies.put(original, copy);
        return copy;
    }

    /** The copied closure still has the original's environment and variables. */
    private void fill(LuaClosure copy) {
        copy.environment((LuaTable) copy(copy.environment()));
        int count = copy.prototype().upvalueCount();
        for (int i = 0; i < count; i++) {
            Cell cell = copy.upvalueCell(i);
            if (cell != null) {
                copy.upvalueCell(i, copy(cell));
            } else {
                copy.upvalue(i, copy(copy.upvalue(i)));
            }
        }
    }

    /** The variable that stands for a shared variable in the copy. */
    public Cell copy(Cell cell) {
        Cell known = (Cell) copies.get(cell);
        if (known != null) {
            return known;
        }
        Cell copy = enter(cell, new Cell(null, cell.num));
        copy.ref = copy(cell.ref);
        return copy;
    }

    private void fill(LuaTable table, LuaTable copy) {
        fillItems(table, copy);
        fillSlots(table, copy);
        if (table.hash != null) {
            copy.hash = new HashPart(table.hash.used, table.hash.weak);
            fillHash(table.hash, copy.hash);
        } else {
            copy.hash = null;
        }
        copy.metatable = (LuaTable) copy(table.metatable);
    }

    private void fillItems(LuaTable table, LuaTable copy) {
        copy.array = copies(table.array);
        copy.numbers = table.numbers.length == 0 ? FieldSlots.NO_NUMS : table.numbers.clone();
        copy.border = table.border;
    }

    private void fillSlots(LuaTable table, LuaTable copy) {
        copy.shape = table.shape;
        copy.ref0 = copy(table.ref0);
        copy.ref1 = copy(table.ref1);
        copy.ref2 = copy(table.ref2);
        copy.ref3 = copy(table.ref3);
        copy.num0 = table.num0;
        copy.num1 = table.num1;
        copy.num2 = table.num2;
        copy.num3 = table.num3;
        copy.moreRefs = copies(table.moreRefs);
        copy.moreNums = table.moreNums.length == 0 ? FieldSlots.NO_NUMS : table.moreNums.clone();
    }

    private Object[] copies(Object[] values) {
        if (values.length == 0) {
            return FieldSlots.NO_REFS;
        }
        Object[] made = new Object[values.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = copy(values[i]);
        }
        return made;
    }

    private void fillHash(HashPart hash, HashPart copy) {
        for (int entry = 0; entry < hash.used; entry++) {
            if (hash.isSet(entry)) {
                Object key = copy(hash.key(entry));
                Object value = copy(hash.reference(entry));
                if (key != null && value != null) {
                    copy.add(key, value, value == Tag.NUM ? hash.nums[entry] : 0);
                }
            }
        }
    }
}
