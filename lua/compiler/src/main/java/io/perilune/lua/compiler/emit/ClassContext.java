// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Facts;
import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.FunctionBody;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What the methods of one generated class have in common. Single use. */
final class ClassContext {
    private final FunctionScope scope;
    private final ClassDesc self;
    private final ClassDesc code;
    private final boolean isApart;
    private final boolean traced;
    private final VisibleLocals visible;
    private final Constants constants;
    private final InnerNames innerNames;
    private final List<Piece> pieces = new ArrayList<>();
    private MethodSplitter splitter;
    private BlockExtractor extractor;

    /** Names the class of an inner function. */
    @FunctionalInterface
    interface InnerNames {
        ClassDesc nameOf(FunctionScope inner);
    }

    /** For a closure's class, with or without its code. */
    ClassContext(FunctionScope scope, ClassDesc self, InnerNames innerNames) {
        this(scope, self, self, false, innerNames);
    }

    /**
     * @param self the class of the closures
     * @param code the class that is written, which may be the same
     * @param traced whether the code tells hooks where it is, and shows its locals
     */
    ClassContext(
            FunctionScope scope,
            ClassDesc self,
            ClassDesc code,
            boolean traced,
            InnerNames innerNames) {
        this.scope = scope;
        this.self = self;
        this.code = code;
        this.isApart = !code.equals(self);
        this.traced = traced;
        this.constants = new Constants(code);
        this.innerNames = innerNames;
        if (traced) {
            Facts.find(scope);
            Facts.forget(scope);
            visible = new VisibleLocals(scope);
        } else {
            visible = null;
        }
    }

    /** Whether the code tells hooks where it is, and shows its locals. */
    boolean isTraced() {
        return traced;
    }

    /** Whether the code is in another class than the closures', in static methods. */
    boolean isApart() {
        return isApart;
    }

    /** The locals to show; only in a traced form. */
    VisibleLocals visible() {
        return visible;
    }

    /** Null unless the function is spread over several methods. */
    MethodSplitter splitter() {
        return splitter;
    }

    void split(int limit) {
        splitter = new MethodSplitter(this, limit);
    }

    /** Null unless large blocks become methods. */
    BlockExtractor extractor() {
        return extractor;
    }

    void extract(int limit) {
        extractor = new BlockExtractor(this, limit);
    }

    FunctionScope scope() {
        return scope;
    }

    ClassDesc self() {
        return self;
    }

    /** The class that is written. */
    ClassDesc code() {
        return code;
    }

    /** Calls a part of the function: closure, machine, and what else it takes -> its answer. */
    void invokePart(Code builder, String name, MethodTypeDesc type) {
        if (isApart()) {
            builder.invokestatic(code, name, type.insertParameterTypes(0, self));
        } else {
            builder.invokevirtual(code, name, type);
        }
    }

    /** Parts of code that is apart are static, with the closure in front. */
    void buildPart(ClassWriter builder, String name, MethodTypeDesc type, Consumer<Code> body) {
        if (isApart()) {
            int flags = ClassWriter.PRIVATE | ClassWriter.STATIC;
            builder.withMethodBody(name, type.insertParameterTypes(0, self), flags, body);
        } else {
            builder.withMethodBody(name, type, ClassWriter.PRIVATE, body);
        }
    }

    Constants constants() {
        return constants;
    }

    /** The class of another function of the same chunk. */
    ClassDesc nameOf(FunctionScope other) {
        return innerNames.nameOf(other);
    }

    // --- pieces of code that are hardly ever reached ---------------------------------------------

    private record Piece(String name, MethodTypeDesc type, BiConsumer<String, Code> body) {}

    /**
     * Puts code into a method of its own. Returns its name.
     *
     * @param body gets the name
     */
    String newPiece(MethodTypeDesc type, BiConsumer<String, Code> body) {
        String name = "usual" + pieces.size();
        pieces.add(new Piece(name, type, body));
        return name;
    }

    void buildPieces(ClassWriter builder) {
        for (Piece piece : pieces) {
            buildPart(builder, piece.name, piece.type, code -> piece.body.accept(piece.name, code));
        }
    }

    // --- places of variables ---------------------------------------------------------------------

    boolean isInSlots(Local local) {
        return !local.isCell() && splitter == null;
    }

    /** The place of a local in the arrays of a split function; place 0 is the result's. */
    Variable inFrame(Local local, int index, int frameSlot) {
        return local.isCell()
                ? new Variable.CellInFrame(index, frameSlot)
                : new Variable.InFrame(local.kind(), index, frameSlot);
    }

    Variable place(MethodContext method, Local local) {
        if (local.isCell()) {
            return new Variable.InCell(method.allocate(1));
        }
        if (local.isBits() && local.kind() != Kind.REFERENCE && !isTraced()) {
            return new Variable.Bits(
                    local.kind(), method.allocate(Variable.Bits.size(local.kind())));
        }
        return method.temporary(local.kind());
    }

    Variable upvalue(Upvalue upvalue) {
        if (upvalue.isSelf()) {
            return new Variable.Self();
        }
        return new Variable.InField(
                self, 0, upvalue.index(), upvalue.local().kind(), upvalue.local().isCell());
    }

    // --- closures --------------------------------------------------------------------------------

    /** The constructor of a function's class: environment, then the upvalues. */
    static MethodTypeDesc constructorType(FunctionScope scope) {
        List<ClassDesc> parameters = new ArrayList<>();
        parameters.add(Linkage.TABLE);
        for (Upvalue upvalue : scope.upvalues()) {
            if (upvalue.isSelf()) {
                continue;
            }
            if (upvalue.local().isCell()) {
                parameters.add(Linkage.CELL);
                continue;
            }
            if (upvalue.local().kind() != Kind.NUMBER) {
                parameters.add(Linkage.OBJECT);
            }
            if (upvalue.local().kind() != Kind.REFERENCE) {
                parameters.add(Linkage.DOUBLE);
            }
        }
        return MethodTypeDesc.of(Linkage.VOID, parameters);
    }

    /** A new closure of an inner function. */
    void pushClosure(MethodContext method, FunctionBody body) {
        FunctionScope inner = scope.function(body);
        ClassDesc type = innerNames.nameOf(inner);
        Code code = method.code();
        code.new_(type).dup();
        method.pushEnvironment();
        for (Upvalue upvalue : inner.upvalues()) {
            if (!upvalue.isSelf()) {
                pushUpvalue(method, upvalue.local());
            }
        }
        code.invokespecial(type, "<init>", constructorType(inner));
    }

    private void pushUpvalue(MethodContext method, Local local) {
        Variable variable = method.variable(local);
        if (local.isCell()) {
            variable.pushCell(method.code());
            return;
        }
        if (local.kind() != Kind.NUMBER) {
            variable.pushReference(method.code());
        }
        if (local.kind() != Kind.REFERENCE) {
            variable.pushNumber(method.code());
        }
    }
}
