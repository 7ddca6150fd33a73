// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.TypeDescriptor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The constant pool of a class file that is written. Single use.
 *
 * <p>A text may be there twice, once as one of the runtime and once as one of the chunk.
 */
final class ConstantPool {
    static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int LARGEST = 65_534;

    private final Bytes bytes = new Bytes(1024);

    /** By numbers of {@link RuntimeMember}s and {@link RuntimeText}s; 0 for none. */
    private char[] runtimeMembers = new char[256];

    private char[] runtimeTexts = new char[256];

    private final MemberIndex ownMembers = new MemberIndex();
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<String, Integer> classes = new HashMap<>();
    private final Map<Integer, Integer> strings = new HashMap<>();
    private final Map<Integer, Integer> integers = new HashMap<>();
    private final Map<Long, Integer> doubles = new HashMap<>();
    private int count = 1;

    private int next(int entries) {
        int index = count;
        count += entries;
        if (count > LARGEST) {
            throw new IllegalArgumentException("too many constants");
        }
        return index;
    }

    int utf8(String text) {
        Integer known = texts.get(text);
        if (known == null) {
            known = next(1);
            bytes.u1(UTF8).utf8(text);
            texts.put(text, known);
        }
        return known;
    }

    private int utf8(RuntimeText text) {
        int number = text.number();
        if (number >= runtimeTexts.length) {
            runtimeTexts = Arrays.copyOf(runtimeTexts, 2 * number);
        }
        int known = runtimeTexts[number];
        if (known == 0) {
            known = next(1);
            bytes.all(text.entry());
            runtimeTexts[number] = (char) known;
        }
        return known;
    }

    /** As class files name a class or an array type. */
    static String internalName(ClassDesc type) {
        String text = type.descriptorString();
        return type.isArray() ? text : text.substring(1, text.length() - 1);
    }

    int classOf(ClassDesc type) {
        String text = type.descriptorString();
        Integer known = classes.get(text);
        if (known == null) {
            int name = utf8(internalName(type));
            known = next(1);
            bytes.u1(CLASS).u2(name);
            classes.put(text, known);
        }
        return known;
    }

    int method(RuntimeMember member) {
        return runtimeMember(METHOD, member);
    }

    /** A method of one of the chunk's classes. */
    int ownMethod(ClassDesc owner, String name, MethodTypeDesc type) {
        return ownMember(METHOD, owner, name, type);
    }

    /** A field of the runtime or of the chunk. */
    int field(ClassDesc owner, String name, ClassDesc type) {
        RuntimeMember member = RuntimeMember.of(owner, name, type);
        return member != null ? runtimeMember(FIELD, member) : ownMember(FIELD, owner, name, type);
    }

    private int runtimeMember(int tag, RuntimeMember member) {
        int number = member.number;
        if (number >= runtimeMembers.length) {
            runtimeMembers = Arrays.copyOf(runtimeMembers, 2 * number);
        }
        int known = runtimeMembers[number];
        if (known == 0) {
            known = member(tag, member.owner, utf8(member.nameText), utf8(member.typeText));
            runtimeMembers[number] = (char) known;
        }
        return known;
    }

    private int ownMember(int tag, ClassDesc owner, String name, TypeDescriptor type) {
        int known = ownMembers.get(owner, name, type);
        if (known == 0) {
            known = member(tag, owner, utf8(name), utf8(type.descriptorString()));
            ownMembers.put(owner, name, type, known);
        }
        return known;
    }

    private int member(int tag, ClassDesc owner, int name, int type) {
        int nameAndType = next(1);
        bytes.u1(NAME_AND_TYPE).u2(name).u2(type);
        int ownerClass = classOf(owner);
        int index = next(1);
        bytes.u1(tag).u2(ownerClass).u2(nameAndType);
        return index;
    }

    int string(String text) {
        int name = utf8(text);
        Integer known = strings.get(name);
        if (known == null) {
            known = next(1);
            bytes.u1(STRING).u2(name);
            strings.put(name, known);
        }
        return known;
    }

    int integer(int value) {
        Integer known = integers.get(value);
        if (known == null) {
            known = next(1);
            bytes.u1(INTEGER).u4(value);
            integers.put(value, known);
        }
        return known;
    }

    int number(double value) {
        long bits = Double.doubleToRawLongBits(value);
        Integer known = doubles.get(bits);
        if (known == null) {
            known = next(2);
            bytes.u1(DOUBLE).u8(bits);
            doubles.put(bits, known);
        }
        return known;
    }

    void writeTo(Bytes to) {
        to.u2(count).all(bytes);
    }
}
