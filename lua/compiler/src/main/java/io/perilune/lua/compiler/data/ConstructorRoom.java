// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.data;

import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.runtime.LuaTable;
import java.util.List;

/**
 * How many places a constructor gives the array part of its table: as many as in LuaJIT, since that
 * decides which border `#` finds in `{1, nil, 3}`. Single use.
 *
 * <p>LuaJIT's parser puts constants into a table that it copies later, which begins with the first
 * constant and grows as any table. A table without constants gets just what it needs.
 */
public final class ConstructorRoom {
    private static final int LEAST = 2;
    private static final int MOST = 2046;

    private LuaTable constants;
    private int positional;

    private ConstructorRoom() {}

    public static int of(List<Expression.Item> items) {
        ConstructorRoom room = new ConstructorRoom();
        for (Expression.Item item : items) {
            room.take(item);
        }
        return room.size();
    }

    private void take(Expression.Item item) {
        if (item instanceof Expression.Positional) {
            positional++;
            if (item.value().isConstant()) {
                add(positional, item.value());
            }
        } else if (item instanceof Expression.Keyed keyed
                && keyed.key() instanceof Expression.StringLiteral) {
            begin();
        } else if (item instanceof Expression.Keyed keyed
                && keyed.key().isInt()
                && keyed.value().isConstant()) {
            add((long) ((Expression.NumberLiteral) keyed.key()).value(), keyed.value());
        }
    }

    private void begin() {
        if (constants == null) {
            constants = new LuaTable(positional, 0);
        }
    }

    /** A constant nil is a key that comes and goes. */
    private void add(long key, Expression value) {
        begin();
        constants.put(key, Boolean.TRUE);
        if (value instanceof Expression.Nil) {
            constants.put(key, null);
        }
    }

    private int size() {
        if (constants != null) {
            return Math.max(constants.capacity(), positional);
        }
        return positional == 0 ? 0 : Math.clamp(positional, LEAST, MOST);
    }
}
