// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Statement;
import io.perilune.lua.runtime.Counting;

/**
 * Numeric for loops. Single use.
 *
 * <p>The counter is a double and, where start and step have no fractions, an int beside it, which
 * the JVM's compiler can reason about: it indexes tables without a conversion, and range checks
 * leave the loop. There is one body for both ways to count; a flag says which one it is. Where the
 * int is not the number it is {@link #NO_INDEX}.
 *
 * <p>An innermost loop runs in portions, in which nothing is polled: a poll would make the JVM
 * forget what it knows about tables.
 */
final class NumericForEmitter {
    /** Misses every table, also with a small constant added to it. */
    private static final int NO_INDEX = Integer.MIN_VALUE;

    private static final int PORTION = 1024;

    private final MethodContext method;
    private final StatementEmitter statements;
    private final Code code;

    private Statement.NumericFor loop;
    private Variable.Slots counter;
    private Operand limit;
    private Operand step;

    /** JVM locals: whether the int counts; the int; its last value; its last one of a portion. */
    private int counts;

    private int index;
    private int last;
    private int portion;
    private int indexStep;

    NumericForEmitter(MethodContext method, StatementEmitter statements) {
        this.method = method;
        this.statements = statements;
        this.code = method.code();
    }

    void emit(Statement.NumericFor statement) {
        loop = statement;
        int mark = method.mark();
        counter = method.temporary(Kind.NUMBER);
        Operand from = evaluated(loop.start());
        Operand to = evaluated(loop.limit());
        Operand by = loop.step() == null ? Operand.number(1) : evaluated(loop.step());
        pushNumber(from, "initial");
        counter.store(method);
        limit = number(to, "limit");
        step = number(by, "step");
        if (mayCount() && !method.owner().isTraced()) {
            counting();
        } else {
            withDoubles();
        }
        method.release(mark);
    }

    // --- start, limit, step ----------------------------------------------------------------------

    /** All three are evaluated before any of them is checked. */
    private Operand evaluated(Expression expression) {
        return expression instanceof Expression.NumberLiteral literal
                ? Operand.number(literal.value())
                : method.expressions().evaluated(expression);
    }

    private Operand number(Operand evaluated, String part) {
        if (evaluated.kind() == Kind.NUMBER) {
            return evaluated;
        }
        Variable.Slots slots = method.temporary(Kind.NUMBER);
        pushNumber(evaluated, part);
        slots.store(method);
        return slots;
    }

    private void pushNumber(Operand evaluated, String part) {
        if (evaluated.kind() == Kind.NUMBER) {
            evaluated.pushNumber(code);
            return;
        }
        method.pushVm();
        evaluated.pushBoth(code);
        method.line(loop.headLine());
        code.ldc(part);
        Linkage.forNumber(code);
    }

    private boolean isStepConstant() {
        return loop.step() == null || loop.step() instanceof Expression.NumberLiteral;
    }

    private double constantStep() {
        return loop.step() instanceof Expression.NumberLiteral n ? n.value() : 1;
    }

    private boolean mayCount() {
        double by = isStepConstant() ? constantStep() : 1;
        boolean isStepGood = by == (int) by && by != 0 && Math.abs(by) <= Counting.LARGEST_STEP;
        boolean isStartGood =
                !(loop.start() instanceof Expression.NumberLiteral n) || isSmallInt(n.value());
        return isStepGood && isStartGood;
    }

    private static boolean isSmallInt(double value) {
        return value == (int) value
                && Math.abs(value) < Counting.FURTHEST
                && Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(-0.0);
    }

    private static boolean isSmallInt(Expression expression) {
        return expression instanceof Expression.NumberLiteral n && isSmallInt(n.value());
    }

    // --- with doubles alone ----------------------------------------------------------------------

    private void withDoubles() {
        Label top = code.newLabel();
        Label test = code.newLabel();
        Label end = code.newLabel();
        code.goto_(test).loopBehind(top, test, method.mark());
        body(counter, end);
        method.line(loop.line());
        method.poll();
        addStep();
        code.labelBinding(test);
        jumpWhileInRange(top);
        code.labelBinding(end);
    }

    private void addStep() {
        counter.pushNumber(code);
        step.pushNumber(code);
        code.dadd();
        counter.store(method);
    }

    private void body(Variable variable, Label end) {
        int mark = method.mark();
        bindCounter(method.scope().local(loop.name()), variable);
        statements.body(loop.block(), end, () -> {});
        method.release(mark);
    }

    /** The visible variable is the counter itself, unless the body could change it. */
    private void bindCounter(Local local, Variable variable) {
        if (!local.isReassigned() && method.owner().isInSlots(local)) {
            method.place(local, variable);
            return;
        }
        Variable own = method.declare(local);
        method.expressions().push(variable, own.kind());
        own.initialize(method);
    }

    private void jumpWhileInRange(Label top) {
        if (isStepConstant()) {
            pushCounterAndLimit();
            jumpInRange(Counting.isUp(constantStep()), top);
            return;
        }
        Label down = code.newLabel();
        Label end = code.newLabel();
        step.pushNumber(code);
        Linkage.isUp(code);
        code.ifeq(down);
        pushCounterAndLimit();
        jumpInRange(true, top);
        code.goto_(end).labelBinding(down);
        pushCounterAndLimit();
        jumpInRange(false, top);
        code.labelBinding(end);
    }

    private void pushCounterAndLimit() {
        counter.pushNumber(code);
        limit.pushNumber(code);
    }

    private void jumpInRange(boolean isUp, Label top) {
        if (isUp) {
            code.dcmpg().ifle(top);
        } else {
            code.dcmpl().ifge(top);
        }
    }

    // --- with an int beside the double -----------------------------------------------------------

    private void counting() {
        boolean isCertain =
                isSmallInt(loop.start()) && isSmallInt(loop.limit()) && isStepConstant();
        boolean isInnermost = !LoopEmitter.containsLoop(loop.block());
        counts = isCertain ? -1 : method.allocate(1);
        index = method.allocate(1);
        last = method.allocate(1);
        portion = isInnermost ? method.allocate(1) : -1;
        indexStep = isStepConstant() ? -1 : method.allocate(1);
        Label top = code.newLabel();
        Label doubles = code.newLabel();
        Label end = code.newLabel();
        begin(doubles);
        run(isInnermost, top, doubles, end);
        if (!isCertain) {
            // Further than the int can count; or it never could.
            Label test = code.newLabel();
            code.iconst_0().istore(counts);
            code.iload(index).i2d();
            counter.store(method);
            code.loadConstant(NO_INDEX).istore(index);
            code.goto_(test).labelBinding(doubles);
            method.line(loop.line());
            method.poll();
            addStep();
            code.labelBinding(test);
            jumpWhileInRange(top);
        }
        code.labelBinding(end);
    }

    /** Gives all JVM locals their first values. */
    private void begin(Label doubles) {
        if (counts >= 0) {
            counter.pushNumber(code);
            limit.pushNumber(code);
            Linkage.counts(code);
            if (!isStepConstant()) {
                step.pushNumber(code);
                Linkage.countsUp(code);
                code.iand();
            }
            code.istore(counts);
        }
        counter.pushNumber(code);
        code.d2i().istore(index);
        limit.pushNumber(code);
        Linkage.lastInt(code, isUp());
        code.istore(last);
        if (portion >= 0) {
            code.iload(last).istore(portion);
        }
        if (indexStep >= 0) {
            step.pushNumber(code);
            code.d2i().istore(indexStep);
        }
    }

    private boolean isUp() {
        return !isStepConstant() || constantStep() > 0;
    }

    private void run(boolean isInnermost, Label top, Label doubles, Label end) {
        Label test = code.newLabel();
        Label isInt = code.newLabel();
        if (counts >= 0) {
            code.iload(counts).ifne(isInt);
            code.loadConstant(NO_INDEX).istore(index);
            jumpWhileInRange(top);
            code.goto_(end).labelBinding(isInt);
        }
        if (isInnermost) {
            innermost(top, doubles, end);
            return;
        }
        code.goto_(test).loopBehind(top, test, method.mark());
        countedBody(doubles, end);
        method.line(loop.line());
        method.poll();
        addIndexStep();
        code.labelBinding(test);
        code.iload(index).iload(last);
        jumpUnlessBehind(top);
    }

    private void innermost(Label top, Label doubles, Label end) {
        Label portions = code.newLabel();
        Label test = code.newLabel();
        code.goto_(test).loopBehind(portions, test, method.mark());
        pushPortion();
        code.istore(portion).loop(top, method.mark());
        countedBody(doubles, end);
        addIndexStep();
        code.iload(index).iload(portion);
        jumpUnlessBehind(top);
        method.line(loop.line());
        method.poll();
        code.labelBinding(test).iload(index).iload(last);
        jumpUnlessBehind(portions);
    }

    /** The index that the portion that begins now may reach. */
    private void pushPortion() {
        code.iload(last).iload(index);
        if (indexStep >= 0) {
            code.iload(indexStep).loadConstant(PORTION).imul().iadd();
        } else {
            code.loadConstant((int) constantStep() * PORTION).iadd();
        }
        Linkage.nearer(code, isUp());
    }

    private void countedBody(Label doubles, Label end) {
        Label isDouble = code.newLabel();
        if (counts >= 0) {
            code.iload(counts).ifeq(isDouble);
        }
        code.iload(index).i2d();
        counter.store(method);
        code.labelBinding(isDouble);
        body(new Variable.Counter(counter.numberSlot(), index, counts), end);
        if (counts >= 0) {
            code.iload(counts).ifeq(doubles);
        }
    }

    private void addIndexStep() {
        if (indexStep >= 0) {
            code.iload(index).iload(indexStep).iadd().istore(index);
        } else if (Math.abs(constantStep()) <= Short.MAX_VALUE) {
            code.iinc(index, (int) constantStep());
        } else {
            code.iload(index).loadConstant((int) constantStep()).iadd().istore(index);
        }
    }

    private void jumpUnlessBehind(Label target) {
        if (isUp()) {
            code.if_icmple(target);
        } else {
            code.if_icmpge(target);
        }
    }
}
