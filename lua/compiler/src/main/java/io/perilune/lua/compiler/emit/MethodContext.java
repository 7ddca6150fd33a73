// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Expression;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;

/**
 * The JVM method that is being written: its locals, where the Lua variables are, and the emitters
 * for its parts. Single use.
 *
 * <p>Slot 0 is the closure, slot 1 the machine. Slots are given out like a stack: {@link #mark} and
 * {@link #release}.
 */
final class MethodContext {
    static final int VM_SLOT = 1;

    private static final MethodTypeDesc NEW_CELL =
            MethodTypeDesc.of(Linkage.VOID, Linkage.OBJECT, Linkage.DOUBLE);

    private final ClassContext owner;
    private final String name;
    private final Code code;
    private final Variable[] variables;
    private final ExpressionEmitter expressions;
    private final ConditionEmitter conditions;
    private final CallEmitter calls;
    private final SpeculationEmitter speculation;
    private final StatementEmitter statements;
    private final Set<Local> early = new HashSet<>();
    private int next;
    private int line = -1;

    /** For a value on its way from the stack into a cell. */
    private final int scratch;

    private int varargs = -1;
    private boolean isPiece;
    private boolean isExtracted;

    MethodContext(ClassContext owner, String name, Code code, Variable[] variables, int firstFree) {
        this.owner = owner;
        this.name = name;
        this.code = code;
        this.variables = variables;
        this.scratch = firstFree;
        this.next = firstFree + Variable.Slots.size(Kind.ANY);
        this.speculation = new SpeculationEmitter(this);
        this.expressions = new ExpressionEmitter(this);
        this.conditions = new ConditionEmitter(this);
        this.calls = new CallEmitter(this);
        this.statements = new StatementEmitter(this);
    }

    ClassContext owner() {
        return owner;
    }

    String name() {
        return name;
    }

    Code code() {
        return code;
    }

    FunctionScope scope() {
        return owner.scope();
    }

    Constants constants() {
        return owner.constants();
    }

    ExpressionEmitter expressions() {
        return expressions;
    }

    ConditionEmitter conditions() {
        return conditions;
    }

    SpeculationEmitter speculation() {
        return speculation;
    }

    CallEmitter calls() {
        return calls;
    }

    StatementEmitter statements() {
        return statements;
    }

    /** Writes the one instruction that calls a Lua function; tracebacks know it by its place. */
    void call(String callee, Runnable instruction) {
        code.callee(callee);
        instruction.run();
    }

    // --- lines -----------------------------------------------------------------------------------

    /** The code that follows belongs to this line; traced code tells so. */
    void line(int wanted) {
        boolean isNew = mark(wanted);
        if (isNew && owner.isTraced()) {
            pushVm();
            code.loadConstant(wanted);
            TraceLinkage.line(code);
        }
    }

    /** The line of the code so far; -1 for none. */
    int line() {
        return line;
    }

    /** The code that follows belongs to this line. Returns whether it is another one. */
    boolean mark(int wanted) {
        if (wanted == line || wanted <= 0) {
            return false;
        }
        code.lineNumber(Math.min(wanted, 65_535));
        line = wanted;
        return true;
    }

    /** A statement begins, where a Java debugger may stop; traced code tells so. */
    void at(int wanted) {
        mark(wanted);
        if (owner.isTraced()) {
            pushVm();
            code.loadConstant(wanted).loadConstant(owner.visible().current());
            TraceLinkage.at(code);
        }
    }

    /** The traced function begins. */
    void entered() {
        pushVm();
        TraceLinkage.entered(code);
    }

    /** reference -> reference; a traced function ends */
    void returning() {
        if (owner.isTraced()) {
            pushVm();
            TraceLinkage.returning(code);
        }
    }

    // --- slots -----------------------------------------------------------------------------------

    int mark() {
        return next;
    }

    void release(int mark) {
        next = mark;
    }

    int allocate(int slots) {
        int slot = next;
        next += slots;
        code.fresh(slot, slots);
        return slot;
    }

    Variable.Slots temporary(Kind kind) {
        return new Variable.Slots(kind, allocate(Variable.Slots.size(kind)));
    }

    // --- the machine -----------------------------------------------------------------------------

    void pushVm() {
        code.aload(VM_SLOT);
    }

    void pushNumberOfVm() {
        pushVm();
        Linkage.numOfVm(code);
    }

    /** Reference and double of one of several results. */
    void pushRegister(int index) {
        pushVm();
        Linkage.referenceOfRegister(code, index);
        pushVm();
        Linkage.numberOfRegister(code, index);
    }

    void pushEnvironment() {
        code.aload(0).getfield(Linkage.CLOSURE, "environment", Linkage.TABLE);
    }

    /** A constant for a message; null for none. */
    void pushName(String operand) {
        if (operand == null) {
            code.aconst_null();
        } else {
            code.ldc(operand);
        }
    }

    void poll() {
        pushVm();
        if (owner.isTraced()) {
            TraceLinkage.back(code);
            return;
        }
        Linkage.poll(code);
    }

    // --- varargs ---------------------------------------------------------------------------------

    int varargs() {
        return varargs;
    }

    void varargs(int slot) {
        varargs = slot;
    }

    /**
     * This is a part of a function that was too large: {@link #leave} answers as {@link
     * MethodSplitter} says.
     */
    /** Whether an expression's code does not stand here, but in a piece of its own. */
    boolean isCut(Expression expression) {
        return owner.splitter() != null && owner.splitter().isCut(expression);
    }

    void markAsPiece() {
        isPiece = true;
    }

    /** This is a block of a function that was too large for HotSpot. */
    void markAsExtracted() {
        isExtracted = true;
    }

    /** Null where blocks stay as they are. */
    BlockExtractor extractor() {
        return isExtracted ? null : owner.extractor();
    }

    /** reference -> ; returns from the Lua function */
    void leave() {
        if (!isPiece) {
            mentionSelf();
            code.areturn();
            return;
        }
        code.aload(MethodSplitter.FRAME_SLOT).swap().iconst_0().swap().aastore();
        code.loadConstant(MethodSplitter.RETURNED).ireturn();
    }

    /**
     * Does nothing, but the JVM must keep the closure until here, so that its stack can show which
     * one runs.
     */
    void mentionSelf() {
        code.aload(0).pop();
    }

    // --- variables -------------------------------------------------------------------------------

    Variable[] variables() {
        return variables;
    }

    /** Gives a local its place before its declaration is emitted. */
    void declareEarly(Local local) {
        declare(local);
        early.add(local);
    }

    /** Gives a local its place. */
    Variable declare(Local local) {
        if (early.remove(local)) {
            return variables[local.id()];
        }
        if (owner.isTraced()) {
            owner.visible().declare(local);
        }
        if (owner.splitter() != null) {
            return variables[local.id()];
        }
        Variable variable = owner.place(this, local);
        variables[local.id()] = variable;
        return variable;
    }

    void place(Local local, Variable variable) {
        variables[local.id()] = variable;
    }

    /** Null for a global. */
    Variable variable(Expression.Name name) {
        Object binding = scope().binding(name);
        if (binding instanceof Local local) {
            return variables[local.id()];
        }
        if (binding instanceof Upvalue upvalue) {
            return owner.upvalue(upvalue);
        }
        return null;
    }

    /** Where a local of this function or of an outer one is. */
    Variable variable(Local local) {
        return local.owner() == scope()
                ? variables[local.id()]
                : owner.upvalue(scope().upvalueFor(local));
    }

    /**
     * Whether it is a name for a cell of this very function: read as late as possible, as LuaJIT
     * does.
     */
    boolean isOwnCell(Expression expression) {
        return expression instanceof Expression.Name name
                && scope().binding(name) instanceof Local local
                && local.isCell();
    }

    /** reference, double -> double */
    void keepNumber() {
        code.dstore(scratch + 1).pop().dload(scratch + 1);
    }

    /** reference, double -> reference; the double goes where results have it */
    void leaveNumber() {
        code.dstore(scratch + 1);
        pushVm();
        code.dload(scratch + 1);
        Linkage.setNumOfVm(code);
    }

    // --- cells -----------------------------------------------------------------------------------

    /** reference, double -> ; into the cell of a variable */
    void storeIntoCell(Variable variable) {
        int slot = scratch;
        code.dstore(slot + 1).astore(slot);
        variable.pushCell(code);
        code.dup().aload(slot).putfield(Linkage.CELL, "ref", Linkage.OBJECT);
        code.dload(slot + 1).putfield(Linkage.CELL, "num", Linkage.DOUBLE);
    }

    /** reference, double -> a new cell with them */
    void newCell() {
        int slot = scratch;
        code.dstore(slot + 1).astore(slot);
        code.new_(Linkage.CELL).dup().aload(slot).dload(slot + 1);
        code.invokespecial(Linkage.CELL, "<init>", NEW_CELL);
    }

    // --- conversions of what is on the stack -----------------------------------------------------

    /**
     * From one form to another. A number asked for as a reference is impossible; so is what may be
     * anything as a number, but in traced code, where debuggers may assign to variables of which
     * that of an inner function is made, which is always a number.
     */
    void convert(Kind have, Kind want) {
        if (have == want) {
            return;
        }
        if (want == Kind.ANY) {
            if (have == Kind.REFERENCE) {
                code.dconst_0();
            } else {
                Linkage.num(code);
                code.dup_x2().pop();
            }
        } else if (have == Kind.ANY && want == Kind.REFERENCE) {
            code.pop2();
        } else if (have == Kind.ANY && owner.isTraced()) {
            keepNumber();
        } else {
            throw new IllegalStateException(have + " as " + want);
        }
    }

    /** To one boxed reference. */
    void box(Kind have) {
        switch (have) {
            case NUMBER -> Linkage.boxNumber(code);
            case ANY -> Linkage.box(code);
            default -> {}
        }
    }

    void pop(Kind have) {
        switch (have) {
            case NUMBER -> code.pop2();
            case REFERENCE -> code.pop();
            default -> code.pop2().pop();
        }
    }

    /** boxed -> a value in the form of the kind, which must be ANY */
    void unbox() {
        code.dup();
        Linkage.tagOf(code);
        code.swap();
        Linkage.numberOf(code);
    }
}
