// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.lang.constant.ClassDesc;
import java.lang.invoke.TypeDescriptor;

/**
 * A method or a field of the runtime (or of the JDK) that generated code uses. There is one of each
 * in a process, since every class uses much the same ones: what a class file says of it is made
 * once. Immutable; the table of all is thread-safe.
 */
final class RuntimeMember {
    private static final String OF_CHUNKS = "L" + ChunkDefiner.PACKAGE.replace('.', '/');

    /**
     * Open addressing. Who reads a place before its member is seen there looks again, with care.
     */
    private static volatile RuntimeMember[] all = new RuntimeMember[1024];

    private static int count;

    /** From 0 on, without gaps. */
    final int number;

    final ClassDesc owner;
    final String name;
    final TypeDescriptor type;
    final RuntimeText nameText;
    final RuntimeText typeText;

    /** The metamethod that a method calls, as tracebacks name it, or null. */
    final String event;

    private RuntimeMember(int number, ClassDesc owner, String name, TypeDescriptor type) {
        this.number = number;
        this.owner = owner;
        this.name = name;
        this.type = type;
        this.nameText = RuntimeText.of(name);
        this.typeText = RuntimeText.of(type.descriptorString());
        this.event = MetamethodSites.event(owner, name);
    }

    /** Null for a member of a chunk's class. */
    static RuntimeMember of(ClassDesc owner, String name, TypeDescriptor type) {
        RuntimeMember[] table = all;
        RuntimeMember known = table[place(table, owner, name, type)];
        if (known != null) {
            return known;
        }
        return owner.descriptorString().startsWith(OF_CHUNKS) ? null : add(owner, name, type);
    }

    /** Where the member is, or would be. */
    private static int place(
            RuntimeMember[] table, ClassDesc owner, String name, TypeDescriptor type) {
        int last = table.length - 1;
        int i = name.hashCode() & last;
        for (RuntimeMember member = table[i]; member != null; member = table[i]) {
            if (member.name.equals(name)
                    && member.owner.equals(owner)
                    && member.type.equals(type)) {
                break;
            }
            i = i + 1 & last;
        }
        return i;
    }

    private static synchronized RuntimeMember add(
            ClassDesc owner, String name, TypeDescriptor type) {
        RuntimeMember[] table = all;
        int place = place(table, owner, name, type);
        if (table[place] == null) {
            table[place] = new RuntimeMember(count++, owner, name, type);
        }
        RuntimeMember known = table[place];
        if (2 * count > table.length) {
            all = grown(table);
        }
        return known;
    }

    private static RuntimeMember[] grown(RuntimeMember[] table) {
        RuntimeMember[] grown = new RuntimeMember[2 * table.length];
        for (RuntimeMember member : table) {
            if (member != null) {
                grown[place(grown, member.owner, member.name, member.type)] = member;
            }
        }
        return grown;
    }
}
