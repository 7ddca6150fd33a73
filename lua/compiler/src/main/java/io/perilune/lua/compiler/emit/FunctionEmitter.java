// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Facts;
import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Declaration;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the class of one function. Single use.
 *
 * <p>A function with a fixed number of parameters, at most eight, has its code in the entry point
 * for just as many arguments; its superclass (an {@code Arity}) passes all other calls on to it.
 * Other functions have their code in {@code callN}.
 */
final class FunctionEmitter {
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(Linkage.VOID);
    private static final MethodTypeDesc SUPER_CONSTRUCTOR =
            MethodTypeDesc.of(Linkage.VOID, Linkage.TABLE);

    private final ClassContext context;
    private final FunctionScope scope;
    private final String sourceFile;

    FunctionEmitter(ClassContext context, String sourceFile) {
        this.context = context;
        this.scope = context.scope();
        this.sourceFile = sourceFile;
    }

    /** The class of the closures with the code in it, or of the code that is apart. */
    ClassWriter emit() {
        if (context.isTraced()) {
            return buildTraced();
        }
        Facts.find(scope);
        ClassWriter builder = begin(context.isApart() ? Linkage.FUNCTION_CODE : superclass());
        if (!context.isApart()) {
            fields(builder);
            constructor(builder);
        }
        entryPoints(builder);
        context.buildPieces(builder);
        context.constants().build(builder);
        return builder;
    }

    /**
     * The class of the closures alone; the JVM looks for that of the code at the first call.
     *
     * @param names that its constant pool begins with
     */
    ClassWriter emitClosure(ClassDesc code, String... names) {
        return emitClosure(method -> passOn(method, code), names);
    }

    private ClassWriter emitClosure(Consumer<Code> body, String... names) {
        ClassWriter builder = begin(superclass());
        builder.beginWith(names);
        fields(builder);
        constructor(builder);
        entryPoints(builder, body, body);
        return builder;
    }

    private void passOn(Code method, ClassDesc code) {
        method.aload(0);
        pushArguments(method, registerArguments(scope));
        MethodTypeDesc type = entryType(scope).insertParameterTypes(0, context.self());
        method.invokestatic(code, entryName(scope), type).areturn();
    }

    /** The machine and the arguments that a method has got: an array when there are -1. */
    private static void pushArguments(Code code, int arguments) {
        code.aload(MethodContext.VM_SLOT);
        if (arguments < 0) {
            code.aload(2);
        }
        for (int i = 0; i < arguments; i++) {
            new Variable.Slots(Kind.ANY, 2 + 3 * i).pushBoth(code);
        }
    }

    private ClassWriter begin(ClassDesc superclass) {
        return new ClassWriter(context.code(), superclass, sourceFile);
    }

    /** The class of a function that has only its traced form. */
    ClassWriter emitStub() {
        Facts.find(scope);
        return emitClosure(this::runTraced);
    }

    private void runTraced(Code code) {
        code.aload(0).aload(MethodContext.VM_SLOT);
        int count = registerArguments(scope);
        if (count < 0) {
            code.aload(2);
        } else {
            code.loadConstant(count).anewarray(Linkage.OBJECT);
            for (int i = 0; i < count; i++) {
                code.dup().loadConstant(i);
                new Variable.Slots(Kind.ANY, 2 + 3 * i).pushBoth(code);
                Linkage.box(code);
                code.aastore();
            }
        }
        TraceLinkage.run(code);
        code.areturn();
    }

    /** The traced form is a class of its own with static methods. */
    private ClassWriter buildTraced() {
        ClassWriter builder = begin(TraceLinkage.TRACED_CODE);
        builder.withMethodBody(
                "<init>",
                NOTHING,
                ClassWriter.PUBLIC,
                code ->
                        code.aload(0)
                                .invokespecial(TraceLinkage.TRACED_CODE, "<init>", NOTHING)
                                .return_());
        builder.withMethodBody(
                "body",
                TraceLinkage.TRACED_BODY,
                ClassWriter.PUBLIC,
                code -> {
                    code.aload(1).checkcast(context.self()).aload(2).aload(3);
                    context.invokePart(code, "callN", Linkage.CALL_N);
                    code.areturn();
                });
        for (Declaration parameter : scope.body().parameters()) {
            context.visible().declare(scope.local(parameter));
        }
        Variable[] variables = framePlaces();
        String piece = context.splitter().body(scope.body().block());
        context.buildPart(
                builder, "callN", Linkage.CALL_N, code -> splitBody(code, variables, piece, true));
        context.splitter().build(builder, variables);
        context.constants().build(builder);
        return builder;
    }

    // --- fields and constructor ------------------------------------------------------------------

    private void fields(ClassWriter builder) {
        for (Upvalue upvalue : scope.upvalues()) {
            if (upvalue.isSelf()) {
                continue;
            }
            String reference = Variable.InField.referenceName(upvalue.index());
            if (upvalue.local().isCell()) {
                builder.withField(reference, Linkage.CELL, ClassWriter.PUBLIC);
                continue;
            }
            if (upvalue.local().kind() != Kind.NUMBER) {
                builder.withField(reference, Linkage.OBJECT, ClassWriter.PUBLIC);
            }
            if (upvalue.local().kind() != Kind.REFERENCE) {
                builder.withField(
                        Variable.InField.numberName(upvalue.index()),
                        Linkage.DOUBLE,
                        ClassWriter.PUBLIC);
            }
        }
    }

    private void constructor(ClassWriter builder) {
        builder.withMethodBody(
                "<init>",
                ClassContext.constructorType(scope),
                ClassWriter.PUBLIC,
                code -> {
                    code.aload(0).aload(1);
                    code.invokespecial(superclass(), "<init>", SUPER_CONSTRUCTOR);
                    storeUpvalues(code);
                    code.return_();
                });
    }

    private void storeUpvalues(Code code) {
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
                code.putfield(
                        context.self(),
                        Variable.InField.numberName(upvalue.index()),
                        Linkage.DOUBLE);
                slot += 2;
            }
        }
    }

    private ClassDesc superclass() {
        return Linkage.closureOf(registerArguments(scope));
    }

    /** How many arguments a function takes one by one; -1 for an array. */
    static int registerArguments(FunctionScope scope) {
        int parameters = scope.body().parameters().size();
        return scope.body().isVararg() || parameters > Linkage.REGISTER_ARGUMENTS ? -1 : parameters;
    }

    private static String entryName(FunctionScope scope) {
        int arguments = registerArguments(scope);
        return arguments < 0 ? "callN" : Linkage.callName(arguments);
    }

    /** Of the method that has the function's code, or passes calls on to it. */
    static MethodTypeDesc entryType(FunctionScope scope) {
        int arguments = registerArguments(scope);
        return arguments < 0 ? Linkage.CALL_N : Linkage.callType(arguments);
    }

    // --- entry points ----------------------------------------------------------------------------

    private void entryPoints(ClassWriter builder) {
        MethodSplitter splitter = context.splitter();
        if (splitter == null) {
            entryPoints(builder, this::registerBody, this::arrayBody);
            if (context.extractor() != null) {
                context.extractor().build(builder);
            }
            return;
        }
        Variable[] variables = framePlaces();
        String piece = splitter.body(scope.body().block());
        entryPoints(
                builder,
                code -> splitBody(code, variables, piece, false),
                code -> splitBody(code, variables, piece, true));
        splitter.build(builder, variables);
    }

    private void entryPoints(
            ClassWriter builder, Consumer<Code> registerBody, Consumer<Code> arrayBody) {
        Consumer<Code> body = registerArguments(scope) < 0 ? arrayBody : registerBody;
        entryPoint(builder, entryName(scope), entryType(scope), body);
    }

    private void entryPoint(
            ClassWriter builder, String name, MethodTypeDesc type, Consumer<Code> body) {
        if (context.isApart()) {
            int flags = ClassWriter.PUBLIC | ClassWriter.STATIC;
            MethodTypeDesc withSelf = type.insertParameterTypes(0, context.self());
            builder.withMethodBody(name, withSelf, flags, body);
        } else {
            builder.withMethodBody(name, type, ClassWriter.PUBLIC, body);
        }
    }

    // --- the code itself -------------------------------------------------------------------------

    /**
     * The entry of a split function: makes the arrays, puts the parameters there, and runs the
     * first piece.
     */
    private void splitBody(Code code, Variable[] variables, String piece, boolean fromArray) {
        List<Declaration> parameters = scope.body().parameters();
        lookUp(code, fromArray ? -1 : parameters.size());
        int parameterSlots = fromArray ? 1 : 3 * parameters.size();
        MethodContext method =
                new MethodContext(
                        context,
                        fromArray ? "callN" : Linkage.callName(parameters.size()),
                        code,
                        variables,
                        2 + parameterSlots);
        int frame = method.allocate(2);
        int size = scope.locals().size() + 1;
        code.loadConstant(size).anewarray(Linkage.OBJECT).astore(frame);
        code.loadConstant(size).newDoubles().astore(frame + 1);
        for (int i = 0; i < parameters.size(); i++) {
            Local local = scope.local(parameters.get(i));
            if (fromArray) {
                code.aload(2).loadConstant(i);
                Linkage.valueAt(code);
                method.unbox();
            } else {
                new Variable.Slots(Kind.ANY, 2 + 3 * i).pushBoth(code);
            }
            context.inFrame(local, scope.locals().indexOf(local) + 1, frame).initialize(method);
        }
        int varargs = method.allocate(1);
        if (scope.body().isVararg()) {
            code.aload(2).loadConstant(parameters.size());
            Linkage.valuesFrom(code);
        } else {
            code.aconst_null();
        }
        code.astore(varargs);
        if (context.isTraced()) {
            method.pushVm();
            code.aload(frame).aload(frame + 1).aload(varargs);
            code.loadConstant(context.visible().current());
            TraceLinkage.begin(code);
        }
        code.aload(0).aload(1).aload(frame).aload(frame + 1).aload(varargs);
        context.invokePart(code, piece, MethodSplitter.STATEMENTS);
        Label none = code.newLabel();
        code.ifeq(none).aload(frame).iconst_0().aaload();
        method.mentionSelf();
        code.areturn().labelBinding(none);
        method.statements().returnValues(List.of());
    }

    private Variable[] framePlaces() {
        Variable[] variables = new Variable[scope.body().nameCount()];
        List<Local> locals = scope.locals();
        for (int i = 0; i < locals.size(); i++) {
            variables[locals.get(i).id()] =
                    context.inFrame(locals.get(i), i + 1, MethodSplitter.FRAME_SLOT);
        }
        return variables;
    }

    /**
     * When the machine asks for attention, the function is entered elsewhere. Stands before the
     * first line number, so that stack traces do not show it.
     */
    private void lookUp(Code code, int arguments) {
        if (context.isTraced()) {
            return;
        }
        Label none = code.newLabel();
        code.aload(MethodContext.VM_SLOT);
        Linkage.request(code);
        code.ifnull(none).aload(0);
        pushArguments(code, arguments);
        TraceLinkage.enter(code, arguments);
        code.areturn().labelBinding(none);
    }

    private void registerBody(Code code) {
        List<Declaration> parameters = scope.body().parameters();
        lookUp(code, parameters.size());
        MethodContext method =
                newMethod(Linkage.callName(parameters.size()), code, 2 + 3 * parameters.size());
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

    private void arrayBody(Code code) {
        List<Declaration> parameters = scope.body().parameters();
        lookUp(code, -1);
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

    private MethodContext newMethod(String name, Code code, int firstFree) {
        Variable[] variables = new Variable[scope.body().nameCount()];
        return new MethodContext(context, name, code, variables, firstFree);
    }

    private void body(MethodContext method) {
        method.speculation().begin();
        method.statements().block(scope.body().block(), () -> {});
        method.line(scope.body().end().line());
        method.statements().returnValues(List.of());
    }
}
