// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a class for a program, so that the Java runtime's compiler can turn a pattern into machine
 * code. Stateless.
 */
final class ClassMaker {

    static final ClassDesc SEARCH = describe(Search.class);
    static final ClassDesc STATE = describe(MatchState.class);
    static final ClassDesc COMPILED = describe(CompiledSearch.class);
    static final ClassDesc BYTES = ConstantDescs.CD_byte.arrayType();
    static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    static final ClassDesc TABLE = ConstantDescs.CD_boolean.arrayType();

    /** HotSpot never compiles longer methods. */
    private static final int MAX_METHOD = 8_000;

    private static final int MAX_LOCALS = 220;

    /** Cases of switches, at most; each takes eight bytes of the method. */
    private static final int MAX_CASES = 600;

    /** Each choice may have to unset each group. */
    private static final int MAX_RESETS = 2_000;

    private static final MethodTypeDesc SEARCH_TYPE =
            MethodTypeDesc.of(
                    ConstantDescs.CD_int,
                    BYTES,
                    ConstantDescs.CD_int,
                    ConstantDescs.CD_int,
                    ConstantDescs.CD_int,
                    ConstantDescs.CD_int,
                    INTS,
                    STATE);

    private ClassMaker() {}

    private static ClassDesc describe(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }

    /** Null if the program is too long or does what only the interpreter can. */
    static CompiledSearch make(Program program) {
        if (!StackFlow.isSupported(program)) {
            return null;
        }
        StackFlow flow = StackFlow.of(program);
        if (flow == null || !hasRoom(program, flow)) {
            return null;
        }
        List<Object> constants = new ArrayList<>();
        byte[] bytes = bytes(program, flow, constants);
        if (searchLength(bytes) > MAX_METHOD) {
            return null;
        }
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.lookup().defineHiddenClassWithClassData(bytes, constants, true);
            return (CompiledSearch) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Program program, StackFlow flow, List<Object> constants) {
        ClassDesc name = ClassDesc.of(ClassMaker.class.getPackageName(), "CompiledPattern");
        return ClassFile.of()
                .build(
                        name,
                        type ->
                                type.withSuperclass(COMPILED)
                                        .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                                        .withMethodBody(
                                                ConstantDescs.INIT_NAME,
                                                ConstantDescs.MTD_void,
                                                0,
                                                ClassMaker::constructor)
                                        .withMethodBody(
                                                "search",
                                                SEARCH_TYPE,
                                                0,
                                                code ->
                                                        new CodeMaker(
                                                                        code, program, flow,
                                                                        constants)
                                                                .make()));
    }

    private static void constructor(CodeBuilder code) {
        code.aload(0)
                .invokespecial(COMPILED, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .return_();
    }

    private static int searchLength(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .filter(method -> method.methodName().equalsString("search"))
                .flatMap(method -> method.code().stream())
                .mapToInt(code -> ((CodeAttribute) code).codeLength())
                .max()
                .orElse(0);
    }

    /** Whether the method can be expected to be short enough. */
    private static boolean hasRoom(Program program, StackFlow flow) {
        int wanted = program.slots;
        int choices = 0;
        int cases = 0;
        for (int pc = 0; pc < program.code.length; pc += StackFlow.length(program.code, pc)) {
            if (flow.isReached(pc) && CodeMaker.isChoice(program.code, pc)) {
                choices++;
            }
            if (program.code[pc] == Op.SWITCH) {
                cases += cases(program, program.lists[program.code[pc + 1]]);
            }
        }
        return cases < MAX_CASES
                && wanted + 2 * choices < MAX_LOCALS
                && choices * program.groups < MAX_RESETS;
    }

    private static int cases(Program program, int[] targets) {
        int count = 0;
        for (int target : targets) {
            count += program.code[target] == Op.FAIL ? 0 : 1;
        }
        return count;
    }
}
