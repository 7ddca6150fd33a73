// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** Metamethods of values, and what a metatable says as a whole. */
public final class Metatables {
    private Metatables() {}

    /** The boxed value of an event in a metatable, or null. */
    public static Object get(LuaTable metatable, MetaEvent event) {
        return metatable.shape.mayHave(event) ? getPossible(metatable, event) : null;
    }

    private static Object getPossible(LuaTable metatable, MetaEvent event) {
        Shape shape = metatable.shape;
        if (shape == Shape.MAP) {
            return metatable.get(event.key());
        }
        int slot = shape.slotOf(event);
        Object value = metatable.slotRef(slot);
        return value == Tag.NUM ? (Object) metatable.slotNum(slot) : value;
    }

    /** Whether assigning to a new key of a table may be somebody else's business. */
    static boolean mayHaveNewIndex(LuaTable metatable) {
        return metatable != null && metatable.shape.mayHave(MetaEvent.NEWINDEX);
    }

    /** Whether a missing key of a table may be found elsewhere. */
    static boolean mayHaveIndex(LuaTable metatable) {
        return metatable != null && metatable.shape.mayHave(MetaEvent.INDEX);
    }

    /** The metamethod of a value (boxed, or {@link Tag#NUM}), or null. */
    public static Object of(LuaVm vm, Object value, MetaEvent event) {
        LuaTable metatable = vm.metatable(value);
        return metatable == null ? null : get(metatable, event);
    }

    /** The metamethod of a table, or null. */
    static Object of(LuaTable table, MetaEvent event) {
        LuaTable metatable = table.metatable;
        return metatable == null ? null : get(metatable, event);
    }

    /** The first operand's metamethod, else the second's, else null. */
    static Object ofEither(LuaVm vm, Object a, Object b, MetaEvent event) {
        Object method = of(vm, a, event);
        return method != null ? method : of(vm, b, event);
    }

    static int weakMode(LuaTable metatable) {
        return metatable == null || !metatable.shape.mayHave(MetaEvent.MODE)
                ? 0
                : readMode(metatable);
    }

    private static int readMode(LuaTable metatable) {
        if (!(get(metatable, MetaEvent.MODE) instanceof LuaString mode)) {
            return 0;
        }
        int weak = 0;
        for (int i = 0; i < mode.length(); i++) {
            weak |=
                    switch (mode.byteAt(i)) {
                        case 'k' -> HashPart.WEAK_KEYS;
                        case 'v' -> HashPart.WEAK_VALUES;
                        default -> 0;
                    };
        }
        return weak;
    }
}
