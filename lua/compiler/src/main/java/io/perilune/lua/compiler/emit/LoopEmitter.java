// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Statement;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.List;

/** Loops. Every way back polls the machine's interrupt. Single use. */
final class LoopEmitter {
    private final MethodContext method;
    private final StatementEmitter statements;
    private final CodeBuilder code;

    LoopEmitter(MethodContext method, StatementEmitter statements) {
        this.method = method;
        this.statements = statements;
        this.code = method.code();
    }

    void whileLoop(Statement.While loop) {
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top);
        method.conditions().jump(loop.condition(), end, false);
        statements.body(loop.block(), end, () -> {});
        method.line(loop.line());
        method.poll();
        code.goto_(top).labelBinding(end);
    }

    void repeatLoop(Statement.Repeat loop) {
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top);
        statements.body(
                loop.block(),
                end,
                () -> {
                    method.conditions().jump(loop.condition(), end, true);
                    method.poll();
                    code.goto_(top);
                });
        code.labelBinding(end);
    }

    // --- numeric for -----------------------------------------------------------------------------

    void numericFor(Statement.NumericFor loop) {
        int mark = method.mark();
        Variable.Slots counter = method.temporary(Kind.NUMBER);
        Operand limit;
        Operand step;
        evaluateNumber(loop.start(), "initial", loop.line(), counter);
        limit = number(loop.limit(), "limit", loop.line());
        step = loop.step() == null ? Operand.number(1) : number(loop.step(), "step", loop.line());
        Label top = code.newLabel();
        Label test = code.newLabel();
        Label end = code.newLabel();
        code.goto_(test).labelBinding(top);
        int inner = method.mark();
        bindCounter(method.scope().local(loop.name()), counter);
        statements.body(loop.block(), end, () -> {});
        method.release(inner);
        method.line(loop.line());
        method.poll();
        counter.pushNumber(code);
        step.pushNumber(code);
        code.dadd();
        counter.store(method);
        code.labelBinding(test);
        jumpWhileInRange(loop, counter, limit, step, top);
        code.labelBinding(end);
        method.release(mark);
    }

    /** The visible variable is the counter itself, unless the body could change it. */
    private void bindCounter(Local local, Variable.Slots counter) {
        if (!local.isReassigned() && method.owner().isInSlots(local)) {
            method.place(local, counter);
            return;
        }
        Variable variable = method.declare(local);
        method.expressions().push(counter, variable.kind());
        variable.initialize(method);
    }

    private Operand number(Expression expression, String part, int line) {
        if (expression instanceof Expression.NumberLiteral literal) {
            return Operand.number(literal.value());
        }
        Variable.Slots slots = method.temporary(Kind.NUMBER);
        evaluateNumber(expression, part, line, slots);
        return slots;
    }

    private void evaluateNumber(Expression expression, String part, int line, Variable.Slots into) {
        if (method.expressions().kind(expression) == Kind.NUMBER) {
            method.expressions().push(expression, Kind.NUMBER);
        } else {
            method.pushVm();
            method.expressions().pushBoth(expression);
            method.line(line);
            code.ldc(part);
            Linkage.forNumber(code);
        }
        into.store(method);
    }

    private void jumpWhileInRange(
            Statement.NumericFor loop, Operand counter, Operand limit, Operand step, Label top) {
        if (loop.step() == null || loop.step() instanceof Expression.NumberLiteral) {
            double by = loop.step() instanceof Expression.NumberLiteral n ? n.value() : 1;
            counter.pushNumber(code);
            limit.pushNumber(code);
            jumpInRange(by >= 0, top);
            return;
        }
        Label down = code.newLabel();
        Label end = code.newLabel();
        step.pushNumber(code);
        code.dconst_0().dcmpl().iflt(down);
        counter.pushNumber(code);
        limit.pushNumber(code);
        jumpInRange(true, top);
        code.goto_(end).labelBinding(down);
        counter.pushNumber(code);
        limit.pushNumber(code);
        jumpInRange(false, top);
        code.labelBinding(end);
    }

    private void jumpInRange(boolean isUp, Label top) {
        if (isUp) {
            code.dcmpg().ifle(top);
        } else {
            code.dcmpl().ifge(top);
        }
    }

    // --- generic for -----------------------------------------------------------------------------

    /** Iterator, state and control are evaluated once; the iterator is made callable once. */
    void genericFor(Statement.GenericFor loop) {
        int mark = method.mark();
        Variable.Slots[] hidden = {
            method.temporary(Kind.ANY), method.temporary(Kind.ANY), method.temporary(Kind.ANY)
        };
        evaluateThree(loop.values(), hidden);
        makeCallable(hidden[0], loop.line());
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top);
        int inner = method.mark();
        next(loop, hidden, end);
        statements.body(loop.block(), end, () -> {});
        method.release(inner);
        method.line(loop.line());
        method.poll();
        code.goto_(top).labelBinding(end);
        method.release(mark);
    }

    private void makeCallable(Variable.Slots iterator, int line) {
        Label isFunction = code.newLabel();
        iterator.pushReference(code);
        code.instanceOf(Linkage.FUNCTION).ifne(isFunction);
        method.line(line);
        method.pushVm();
        iterator.pushReference(code);
        code.aconst_null();
        Linkage.callable(code);
        code.dconst_0();
        iterator.store(method);
        code.labelBinding(isFunction);
    }

    private void evaluateThree(List<Expression> values, Variable.Slots[] hidden) {
        boolean isOpen = values.getLast().isMulti() && values.size() < hidden.length;
        int single = isOpen ? values.size() - 1 : values.size();
        for (int i = 0; i < single; i++) {
            Kind kind = method.expressions().kind(values.get(i));
            if (i < hidden.length) {
                method.expressions().pushBoth(values.get(i));
                hidden[i].store(method);
            } else {
                method.pop(method.expressions().push(values.get(i)));
            }
        }
        if (isOpen) {
            int array = method.allocate(1);
            method.expressions().pushAll(List.of(values.getLast()));
            code.astore(array);
            for (int i = single; i < hidden.length; i++) {
                pushAt(array, i - single);
                hidden[i].store(method);
            }
            return;
        }
        for (int i = single; i < hidden.length; i++) {
            code.aconst_null().dconst_0();
            hidden[i].store(method);
        }
    }

    private void pushAt(int array, int index) {
        code.aload(array).loadConstant(index);
        Linkage.valueAt(code);
        method.unbox();
    }

    /** Calls the iterator, leaves the loop on nil, and gives the variables their values. */
    private void next(Statement.GenericFor loop, Variable.Slots[] hidden, Label end) {
        method.line(loop.line());
        hidden[0].pushReference(code);
        code.checkcast(Linkage.FUNCTION);
        method.pushVm();
        hidden[1].pushBoth(code);
        hidden[2].pushBoth(code);
        method.callees().add("for iterator 'for iterator'");
        code.invokevirtual(Linkage.FUNCTION, "call2", Linkage.callType(2));
        if (loop.names().size() == 1) {
            firstOnly(loop.names().getFirst(), hidden[2], end);
        } else if (loop.names().size() <= Linkage.REGISTER_RESULTS) {
            fromRegisters(loop.names(), hidden[2], end);
        } else {
            several(loop.names(), hidden[2], end);
        }
    }

    private void fromRegisters(List<Declaration> names, Variable.Slots control, Label end) {
        method.pushVm();
        code.swap();
        Linkage.spread(code);
        method.pushRegister(0);
        control.store(method);
        leaveOnNil(control, end);
        declareControl(names.getFirst(), control);
        for (int i = 1; i < names.size(); i++) {
            Variable variable = method.declare(method.scope().local(names.get(i)));
            method.pushRegister(i);
            variable.initialize(method);
        }
    }

    private void firstOnly(Declaration name, Variable.Slots control, Label end) {
        Label one = code.newLabel();
        code.dup();
        Linkage.many(code);
        code.if_acmpne(one).pop();
        method.pushVm();
        Linkage.firstOfMany(code);
        code.labelBinding(one);
        method.pushNumberOfVm();
        control.store(method);
        leaveOnNil(control, end);
        declareControl(name, control);
    }

    private void leaveOnNil(Variable.Slots control, Label end) {
        control.pushReference(code);
        code.ifnull(end);
    }

    private void declareControl(Declaration name, Variable.Slots control) {
        Local local = method.scope().local(name);
        if (!local.isReassigned() && method.owner().isInSlots(local)) {
            method.place(local, control);
            return;
        }
        Variable variable = method.declare(local);
        method.expressions().push(control, variable.kind());
        variable.initialize(method);
    }

    private void several(List<Declaration> names, Variable.Slots control, Label end) {
        int answer = method.allocate(1);
        int array = method.allocate(1);
        Variable[] variables = new Variable[names.size()];
        Label one = code.newLabel();
        Label done = code.newLabel();
        code.astore(answer).aload(answer);
        Linkage.many(code);
        code.if_acmpne(one);
        method.pushVm();
        code.aload(answer);
        Linkage.all(code);
        code.astore(array);
        pushAt(array, 0);
        control.store(method);
        leaveOnNil(control, end);
        code.goto_(done).labelBinding(one);
        Linkage.noValues(code);
        code.astore(array).aload(answer);
        method.pushNumberOfVm();
        control.store(method);
        leaveOnNil(control, end);
        code.labelBinding(done);
        declareControl(names.getFirst(), control);
        for (int i = 1; i < names.size(); i++) {
            variables[i] = method.declare(method.scope().local(names.get(i)));
            pushAt(array, i);
            variables[i].initialize(method);
        }
    }
}
