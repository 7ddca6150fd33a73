// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.lang.constant.ClassDesc;

/**
 * Which entry of a class file's constant pool a member of one of the chunk's classes has. Single
 * use.
 *
 * <p>Owners and types are told apart as objects, so that one look here stands for five at the
 * pool's maps, which hash and compare their texts; one that is not found has another entry.
 */
final class MemberIndex {
    private static final int SIZE = 16;

    private ClassDesc[] owners = new ClassDesc[SIZE];
    private String[] names = new String[SIZE];
    private Object[] types = new Object[SIZE];
    private int[] entries = new int[SIZE];
    private int count;

    /** The member's entry, or 0. */
    int get(ClassDesc owner, String name, Object type) {
        int last = names.length - 1;
        for (int i = name.hashCode() & last; names[i] != null; i = i + 1 & last) {
            if (owners[i] == owner && types[i] == type && names[i].equals(name)) {
                return entries[i];
            }
        }
        return 0;
    }

    void put(ClassDesc owner, String name, Object type, int entry) {
        if (2 * ++count > names.length) {
            grow();
        }
        place(owner, name, type, entry);
    }

    private void place(ClassDesc owner, String name, Object type, int entry) {
        int last = names.length - 1;
        int i = name.hashCode() & last;
        while (names[i] != null) {
            i = i + 1 & last;
        }
        owners[i] = owner;
        names[i] = name;
        types[i] = type;
        entries[i] = entry;
    }

    private void grow() {
        ClassDesc[] oldOwners = owners;
        String[] oldNames = names;
        Object[] oldTypes = types;
        int[] oldEntries = entries;
        int size = 2 * oldNames.length;
        owners = new ClassDesc[size];
        names = new String[size];
        types = new Object[size];
        entries = new int[size];
        for (int i = 0; i < oldNames.length; i++) {
            if (oldNames[i] != null) {
                place(oldOwners[i], oldNames[i], oldTypes[i], oldEntries[i]);
            }
        }
    }
}
