// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.runtime.Prototype;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes a class file. Single use.
 *
 * <p>java.lang.classfile does the same for any class, with the code in an intermediate form and the
 * stack maps in passes of their own; this one knows what generated code looks like.
 */
final class ClassWriter {
    static final int PUBLIC = 1;
    static final int PRIVATE = 2;
    static final int STATIC = 8;
    static final int FINAL = 16;
    static final int SUPER = 32;

    private static final int MAGIC = 0xcafe_babe;
    private static final int VERSION = 69;

    private final ClassDesc self;
    private final ClassDesc superclass;
    private final String sourceFile;
    private final ConstantPool pool = new ConstantPool();
    private final ClassTypes types = new ClassTypes();
    private final Bytes fields = new Bytes(256);
    private final Bytes methods = new Bytes(2048);
    private final Map<String, Prototype.CallSites> sites = new HashMap<>();
    private int[] lines = {};
    private int fieldCount;
    private int methodCount;
    private int largestMethod;
    private int callable;
    private String soleMethod;

    ClassWriter(ClassDesc self, ClassDesc superclass, String sourceFile) {
        this.self = self;
        this.superclass = superclass;
        this.sourceFile = sourceFile;
    }

    /** Texts for the constant pool to begin with: before anything else. */
    void beginWith(String... texts) {
        for (String text : texts) {
            pool.utf8(text);
        }
    }

    void withField(String name, ClassDesc type, int flags) {
        fieldCount++;
        fields.u2(flags).u2(pool.utf8(name)).u2(pool.utf8(type.descriptorString())).u2(0);
    }

    /**
     * @throws IllegalArgumentException when it is too large for the JVM
     */
    void withMethodBody(String name, MethodTypeDesc type, int flags, Consumer<Code> body) {
        CallSites found = new CallSites(self);
        Code code = new Code(pool, types, found);
        code.begin(parameters(name, type, flags));
        body.accept(code);
        methodCount++;
        if (name.charAt(0) != '<') {
            soleMethod = callable++ == 0 ? name : null;
        }
        methods.u2(flags).u2(pool.utf8(name)).u2(pool.utf8(type.descriptorString())).u2(1);
        code.writeTo(methods);
        largestMethod = Math.max(largestMethod, code.size());
        if (code.hasLines()) {
            addLines(code.lines());
            sites.put(name, found.found());
        }
    }

    private int[] parameters(String name, MethodTypeDesc type, int flags) {
        int own = (flags & STATIC) == 0 ? 1 : 0;
        int[] all = new int[own + type.parameterCount()];
        if (own == 1) {
            boolean isConstructor = name.equals(ConstantDescs.INIT_NAME);
            all[0] = isConstructor ? State.THIS_BEFORE : types.of(self);
        }
        for (int i = own; i < all.length; i++) {
            all[i] = types.of(type.parameterType(i - own));
        }
        return all;
    }

    /** Bytes of code of the largest method so far. */
    int largestMethod() {
        return largestMethod;
    }

    /** The only method besides initialisers, or null. */
    String soleMethod() {
        return soleMethod;
    }

    /** What calls are called, by method: only those with lines. */
    Map<String, Prototype.CallSites> sites() {
        return sites;
    }

    private void addLines(int[] more) {
        int count = lines.length;
        lines = Arrays.copyOf(lines, count + more.length);
        System.arraycopy(more, 0, lines, count, more.length);
    }

    /** Of all methods, in any order, as often as they begin in the code. */
    int[] lines() {
        return lines;
    }

    byte[] toBytes() {
        int own = pool.classOf(self);
        int parent = pool.classOf(superclass);
        int attribute = pool.utf8("SourceFile");
        int source = pool.utf8(sourceFile);
        Bytes file = new Bytes(methods.size + 4096);
        file.u4(MAGIC).u4(VERSION);
        pool.writeTo(file);
        file.u2(PUBLIC | FINAL | SUPER).u2(own).u2(parent).u2(0);
        file.u2(fieldCount).all(fields);
        file.u2(methodCount).all(methods);
        file.u2(1).u2(attribute).u4(2).u2(source);
        return file.toArray();
    }
}
