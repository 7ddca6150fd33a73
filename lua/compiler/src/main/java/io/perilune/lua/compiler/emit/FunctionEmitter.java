// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Declaration;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Writes the class of one function. Single use.
 *
 * <p>A function with a fixed number of parameters, at most eight, has its code in the entry point for just as many arguments; the
 * other entry points pass on to it, with nil for what is missing. All other functions have it in {@code callN}. Only the
 * method with the code has lines, by which a stack trace tells it from the others.
 */
final class FunctionEmitter {
    /** Calls with more arguments, and not as many as there are parameters, go through {@code callN}. */
    private static final int USUAL_ARGUMENTS = 4;

    private static final ClassFile CLASS_FILE = ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                    name -> ClassHierarchyResolver.ClassHierarchyInfo.ofClass(
                            name.equals(ConstantDescs.CD_Object) ? null : ConstantDescs.CD_Object)));

    private final ClassContext context;
    private final FunctionScope scope;
    private final String sourceFile;

    FunctionEmitter(ClassContext context, String sourceFile) {
        this.context = context;
        this.scope = context.scope();
        this.sourceFile = sourceFile;
    }

    /** The bytes of the class file. */
    byte[] emit() {
        return CLASS_FILE.build(context.self(), this::build);
    }

    private void build(ClassBuilder builder) {
        builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
        builder.withSuperclass(Linkage.CLOSURE);
        builder.with(SourceFileAttribute.of(sourceFile));
        fields(builder);
        constructor(builder);
        new UpvalueEmitter(context).build(builder);
        entryPoints(builder);
        prototype(builder);
        context.constants().build(builder);
    }

    // --- fields and constructor ------------------------------------------------------------------

    private void fields(ClassBuilder builder) {
        for (Upvalue upvalue : scope.upvalues()) {
            if (upvalue.isSelf()) {
                continue;
            }
            String reference = Variable.InField.referenceName(upvalue.index());
            if (upvalue.local().isCell()) {
                builder.withField(reference, Linkage.CELL, 0);
                continue;
            }
            if (upvalue.local().kind() != Kind.NUMBER) {
                builder.withField(reference, Linkage.OBJECT, 0);
            }
            if (upvalue.local().kind() != Kind.REFERENCE) {
                builder.withField(Variable.InField.numberName(upvalue.index()), Linkage.DOUBLE, 0);
            }
        }
    }

    private void constructor(ClassBuilder builder) {
        builder.withMethodBody(
                "<init>",
                ClassContext.constructorType(scope),
                ClassFile.ACC_PUBLIC,
                code -> {
                    code.aload(0).aload(1);
                    code.invokespecial(
                            Linkage.CLOSURE, "<init>", MethodTypeDesc.of(Linkage.VOID, Linkage.TABLE));
                    storeUpvalues(code);
                    code.return_();
                });
    }

    private void storeUpvalues(CodeBuilder code) {
        int slot = 2;
        for (Upvalue upvalue : scope.upvalues()) {
            if (upvalue.isSelf()) {
                continue;
            }
            String reference = Variable.InField.referenceName(upvalue.index());
            if (upvalue.local().isCell()) {
                code.aload(0).aload(slot++).putfield(context.self(), reference, Linkage.CELL);
                continue;
            }
            if (upvalue.local().kind() != Kind.NUMBER) {
                code.aload(0).aload(slot++).putfield(context.self(), reference, Linkage.OBJECT);
            }
            if (upvalue.local().kind() != Kind.REFERENCE) {
                code.aload(0).dload(slot);
                code.putfield(context.self(), Variable.InField.numberName(upvalue.index()), Linkage.DOUBLE);
                slot += 2;
            }
        }
    }

    private void prototype(ClassBuilder builder) {
        builder.withMethodBody(
                "prototype",
                MethodTypeDesc.of(Linkage.PROTOTYPE),
                ClassFile.ACC_PUBLIC,
                code -> {
                    context.constants().pushPrototype(code);
                    code.areturn();
                });
    }

    // --- entry points ----------------------------------------------------------------------------

    private void entryPoints(ClassBuilder builder) {
        int parameters = scope.body().parameters().size();
        if (scope.body().isVararg() || parameters > Linkage.REGISTER_ARGUMENTS) {
            builder.withMethodBody("callN", Linkage.CALL_N, ClassFile.ACC_PUBLIC, this::arrayBody);
            return;
        }
        for (int given = 0; given <= Linkage.REGISTER_ARGUMENTS; given++) {
            if (given > USUAL_ARGUMENTS && given != parameters) {
                continue;
            }
            int arguments = given;
            builder.withMethodBody(
                    Linkage.callName(given),
                    Linkage.callType(given),
                    ClassFile.ACC_PUBLIC,
                    code -> {
                        if (arguments == parameters) {
                            registerBody(code);
                        } else {
                            passOn(code, arguments, parameters);
                        }
                    });
        }
        builder.withMethodBody(
                "callN", Linkage.CALL_N, ClassFile.ACC_PUBLIC, code -> passOnArray(code, parameters));
    }

    private void passOn(CodeBuilder code, int given, int wanted) {
        code.aload(0).aload(1);
        for (int i = 0; i < wanted; i++) {
            if (i < given) {
                code.aload(2 + 3 * i).dload(3 + 3 * i);
            } else {
                code.aconst_null().dconst_0();
            }
        }
        code.invokevirtual(context.self(), Linkage.callName(wanted), Linkage.callType(wanted)).areturn();
    }

    private void passOnArray(CodeBuilder code, int wanted) {
        code.aload(0).aload(1);
        int boxed = 3;
        for (int i = 0; i < wanted; i++) {
            code.aload(2).loadConstant(i);
            Linkage.valueAt(code);
            code.dup().astore(boxed);
            Linkage.tagOf(code);
            code.aload(boxed);
            Linkage.numberOf(code);
        }
        code.invokevirtual(context.self(), Linkage.callName(wanted), Linkage.callType(wanted)).areturn();
    }

    // --- the code itself -------------------------------------------------------------------------

    private void registerBody(CodeBuilder code) {
        List<Declaration> parameters = scope.body().parameters();
        MethodContext method = newMethod(
                Linkage.callName(parameters.size()), code, 2 + 3 * parameters.size());
        method.line(scope.body().begin().line());
        for (int i = 0; i < parameters.size(); i++) {
            Local local = scope.local(parameters.get(i));
            Variable.Slots argument = new Variable.Slots(Kind.ANY, 2 + 3 * i);
            if (context.isInSlots(local)) {
                method.place(local, argument);
            } else {
                argument.pushBoth(code);
                method.declare(local).initialize(method);
            }
        }
        body(method);
    }

    private void arrayBody(CodeBuilder code) {
        List<Declaration> parameters = scope.body().parameters();
        MethodContext method = newMethod("callN", code, 3);
        method.line(Math.max(1, scope.body().begin().line()));
        for (int i = 0; i < parameters.size(); i++) {
            Variable variable = method.declare(scope.local(parameters.get(i)));
            code.aload(2).loadConstant(i);
            Linkage.valueAt(code);
            method.unbox();
            variable.initialize(method);
        }
        if (scope.body().isVararg()) {
            method.varargs(2);
            if (!parameters.isEmpty()) {
                code.aload(2).loadConstant(parameters.size());
                Linkage.valuesFrom(code);
                code.astore(2);
            }
        }
        body(method);
    }

    private MethodContext newMethod(String name, CodeBuilder code, int firstFree) {
        Variable[] variables = new Variable[scope.body().nameCount()];
        return new MethodContext(context, name, code, variables, firstFree);
    }

    private void body(MethodContext method) {
        method.statements().block(scope.body().block());
        method.line(scope.body().end().line());
        method.statements().returnValues(List.of());
        context.callees().put(method.name(), method.callees());
    }

    static ClassDesc describe(String name) {
        return ClassDesc.of(name);
    }
}
