// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.TypeDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The constant pool of a class file that is written. Single use. */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int LARGEST = 65_534;
    private static final String OF_CHUNKS = "L" + ChunkDefiner.PACKAGE.replace('.', '/');

    /** The names and types of the runtime's members, each as an entry: every class has the same. */
    private static final Map<String, byte[]> OF_RUNTIME = new ConcurrentHashMap<>();

    private final Bytes bytes = new Bytes(2048);
    private final MemberIndex members = new MemberIndex();
    private final Map<String, Integer> texts = new HashMap<>(128);
    private final Map<String, Integer> classes = new HashMap<>();
    private final Map<Long, Integer> others = new HashMap<>(128);
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
        return utf8(text, false);
    }

    private int utf8(String text, boolean isOfRuntime) {
        Integer known = texts.get(text);
        if (known == null) {
            known = next(1);
            if (isOfRuntime) {
                bytes.all(OF_RUNTIME.computeIfAbsent(text, ConstantPool::entry));
            } else {
                bytes.u1(UTF8).utf8(text);
            }
            texts.put(text, known);
        }
        return known;
    }

    private static byte[] entry(String text) {
        return new Bytes(text.length() + 3).u1(UTF8).utf8(text).toArray();
    }

    int classOf(ClassDesc type) {
        String text = type.descriptorString();
        Integer known = classes.get(text);
        if (known == null) {
            boolean isArray = text.charAt(0) == '[';
            String plain = isArray ? text : text.substring(1, text.length() - 1);
            int name = utf8(plain, isOfRuntime(text));
            known = next(1);
            bytes.u1(CLASS).u2(name);
            classes.put(text, known);
        }
        return known;
    }

    private int pair(int tag, int first, int second) {
        Long key = (long) tag << 32 | (long) first << 16 | second;
        Integer known = others.get(key);
        if (known == null) {
            known = next(1);
            bytes.u1(tag).u2(first).u2(second);
            others.put(key, known);
        }
        return known;
    }

    int method(ClassDesc owner, String name, MethodTypeDesc type) {
        return member(METHOD, owner, name, type);
    }

    int field(ClassDesc owner, String name, ClassDesc type) {
        return member(FIELD, owner, name, type);
    }

    private int member(int tag, ClassDesc owner, String name, TypeDescriptor type) {
        int known = members.get(owner, name, type);
        if (known == 0) {
            boolean isOfRuntime = isOfRuntime(owner.descriptorString());
            int typeText = utf8(type.descriptorString(), isOfRuntime);
            int nameAndType = pair(NAME_AND_TYPE, utf8(name, isOfRuntime), typeText);
            known = pair(tag, classOf(owner), nameAndType);
            members.put(owner, name, type, known);
        }
        return known;
    }

    /** Whether there are as many of the kind as the runtime has, not as many as functions. */
    private static boolean isOfRuntime(String type) {
        return !type.startsWith(OF_CHUNKS);
    }

    int string(String text) {
        int index = utf8(text);
        Long key = (long) STRING << 32 | index;
        Integer known = others.get(key);
        if (known == null) {
            known = next(1);
            bytes.u1(STRING).u2(index);
            others.put(key, known);
        }
        return known;
    }

    int integer(int value) {
        Long key = (long) INTEGER << 32 | value & 0xffff_ffffL;
        Integer known = others.get(key);
        if (known == null) {
            known = next(1);
            bytes.u1(INTEGER).u4(value);
            others.put(key, known);
        }
        return known;
    }

    private final Map<Long, Integer> doubles = new HashMap<>();

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
