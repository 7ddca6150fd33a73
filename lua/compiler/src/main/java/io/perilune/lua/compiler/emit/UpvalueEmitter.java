// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Upvalue;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The methods by which debuggers and copies of heaps get at a closure's upvalues by number. Single use. */
final class UpvalueEmitter {
    private final ClassContext context;

    UpvalueEmitter(ClassContext context) {
        this.context = context;
    }

    void build(ClassBuilder builder) {
        List<Upvalue> all = context.scope().upvalues();
        if (all.isEmpty()) {
            return;
        }
        List<Upvalue> cells = all.stream().filter(u -> !u.isSelf() && u.local().isCell()).toList();
        List<Upvalue> copies = all.stream().filter(u -> !cells.contains(u)).toList();
        if (!cells.isEmpty()) {
            method(builder, "upvalueCell", MethodTypeDesc.of(Linkage.CELL, Linkage.INT), cells, this::getCell);
            method(
                    builder,
                    "upvalueCell",
                    MethodTypeDesc.of(Linkage.VOID, Linkage.INT, Linkage.CELL),
                    cells,
                    this::setCell);
        }
        if (!copies.isEmpty()) {
            method(builder, "upvalue", MethodTypeDesc.of(Linkage.OBJECT, Linkage.INT), copies, this::getCopy);
            method(
                    builder,
                    "upvalue",
                    MethodTypeDesc.of(Linkage.VOID, Linkage.INT, Linkage.OBJECT),
                    copies,
                    this::setCopy);
        }
    }

    /** A switch over the upvalues of one sort; the others are the superclass's. */
    private void method(
            ClassBuilder builder,
            String name,
            MethodTypeDesc type,
            List<Upvalue> upvalues,
            java.util.function.BiConsumer<CodeBuilder, Upvalue> body) {
        builder.withMethodBody(name, type, ClassFile.ACC_PUBLIC, code -> {
            Label otherwise = code.newLabel();
            List<SwitchCase> cases = new ArrayList<>();
            for (Upvalue upvalue : upvalues) {
                cases.add(SwitchCase.of(upvalue.index(), code.newLabel()));
            }
            code.iload(1).lookupswitch(otherwise, cases);
            for (int i = 0; i < upvalues.size(); i++) {
                code.labelBinding(cases.get(i).target());
                body.accept(code, upvalues.get(i));
            }
            code.labelBinding(otherwise);
            inherited(name, type).accept(code);
        });
    }

    private static Consumer<CodeBuilder> inherited(String name, MethodTypeDesc type) {
        return code -> {
            code.aload(0).iload(1);
            if (type.parameterCount() == 2) {
                code.aload(2);
            }
            code.invokespecial(Linkage.CLOSURE, name, type);
            if (type.returnType().equals(Linkage.VOID)) {
                code.return_();
            } else {
                code.areturn();
            }
        };
    }

    private void getCell(CodeBuilder code, Upvalue upvalue) {
        context.upvalue(upvalue).pushCell(code);
        code.areturn();
    }

    private void setCell(CodeBuilder code, Upvalue upvalue) {
        code.aload(0).aload(2);
        code.putfield(context.self(), Variable.InField.referenceName(upvalue.index()), Linkage.CELL);
        code.return_();
    }

    private void getCopy(CodeBuilder code, Upvalue upvalue) {
        Variable variable = context.upvalue(upvalue);
        switch (variable.kind()) {
            case NUMBER -> {
                variable.pushNumber(code);
                Linkage.boxNumber(code);
            }
            case REFERENCE -> variable.pushReference(code);
            default -> {
                variable.pushBoth(code);
                Linkage.box(code);
            }
        }
        code.areturn();
    }

    /** The number of a variable proven to be one stays when something else is given. */
    private void setCopy(CodeBuilder code, Upvalue upvalue) {
        if (upvalue.isSelf()) {
            code.return_();
            return;
        }
        Kind kind = upvalue.local().kind();
        if (kind != Kind.NUMBER) {
            code.aload(0).aload(2);
            if (kind == Kind.ANY) {
                Linkage.tagOf(code);
            }
            code.putfield(
                    context.self(), Variable.InField.referenceName(upvalue.index()), Linkage.OBJECT);
        }
        if (kind != Kind.REFERENCE) {
            code.aload(0).aload(2);
            Linkage.numberOf(code);
            code.putfield(context.self(), Variable.InField.numberName(upvalue.index()), Linkage.DOUBLE);
        }
        code.return_();
    }
}
