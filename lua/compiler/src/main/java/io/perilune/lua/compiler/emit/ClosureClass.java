// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Upvalue;
import java.lang.constant.ClassDesc;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The class files of closures whose code is apart. Those of functions with the same number of
 * parameters and the same kinds of upvalues are the same but for four names, which stand in front
 * in the constant pool: so only the first one is written as classes are. Immutable; the table of
 * all is thread-safe.
 */
final class ClosureClass {
    private static final Map<String, ClosureClass> ALL = new ConcurrentHashMap<>();

    /**
     * So many are kept: programs have some ten shapes, but nobody shall fill the memory with them.
     */
    private static final int MOST = 1000;

    private static final ClassDesc SELF = ClassDesc.of(ChunkDefiner.PACKAGE + "Self");
    private static final ClassDesc CODE = ClassDesc.of(ChunkDefiner.PACKAGE + "Code");
    private static final String SOURCE_FILE = "\n";

    /** Magic number, version and the size of the constant pool. */
    private static final int HEAD = 10;

    private final byte[] head;
    private final byte[] tail;

    private ClosureClass(byte[] file, int names) {
        head = Arrays.copyOf(file, HEAD);
        tail = Arrays.copyOfRange(file, HEAD + names, file.length);
    }

    /** A class file; names of classes have slashes. */
    static byte[] file(FunctionScope scope, String self, String code, String sourceFile) {
        String shape = shape(scope);
        ClosureClass known = ALL.get(shape);
        if (known == null) {
            known = first(scope);
            if (ALL.size() < MOST) {
                ALL.put(shape, known);
            }
        }
        return known.file(self, code, sourceFile, codeType(scope, self));
    }

    private byte[] file(String... names) {
        Bytes file = new Bytes(head.length + tail.length + 1024);
        file.all(head);
        for (String name : names) {
            file.u1(ConstantPool.UTF8).utf8(name);
        }
        return file.all(tail).toArray();
    }

    private static ClosureClass first(FunctionScope scope) {
        String[] names = {
            ConstantPool.internalName(SELF),
            ConstantPool.internalName(CODE),
            SOURCE_FILE,
            codeType(scope, ConstantPool.internalName(SELF))
        };
        ClassContext context =
                new ClassContext(
                        scope,
                        SELF,
                        inner -> {
                            throw new IllegalStateException("a closure without its code");
                        });
        ClassWriter writer = new FunctionEmitter(context, SOURCE_FILE).emitClosure(CODE, names);
        int size = 0;
        for (String name : names) {
            size += RuntimeText.entry(name).length;
        }
        return new ClosureClass(writer.toBytes(), size);
    }

    /** Of the method with the function's code: what a call takes, with the closure in front. */
    private static String codeType(FunctionScope scope, String self) {
        String call = FunctionEmitter.entryType(scope).descriptorString();
        return "(L" + self + ";" + call.substring(1);
    }

    /** The number of parameters, and a letter for each upvalue. */
    private static String shape(FunctionScope scope) {
        StringBuilder shape = new StringBuilder();
        shape.append(FunctionEmitter.registerArguments(scope)).append(':');
        for (Upvalue upvalue : scope.upvalues()) {
            shape.append(letter(upvalue));
        }
        return shape.toString();
    }

    private static char letter(Upvalue upvalue) {
        if (upvalue.isSelf()) {
            return 'S';
        }
        if (upvalue.local().isCell()) {
            return 'C';
        }
        Kind kind = upvalue.local().kind();
        return kind == Kind.NUMBER ? 'N' : kind == Kind.REFERENCE ? 'R' : 'A';
    }
}
