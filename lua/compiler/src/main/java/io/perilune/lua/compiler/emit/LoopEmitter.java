// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Loops. Their ways back poll the machine's interrupt. Single use. */
final class LoopEmitter {
    /** So many values of an iterator are taken from the machine's registers. */
    private static final int REGISTERS = 3;

    private final MethodContext method;
    private final StatementEmitter statements;
    private final Code code;

    LoopEmitter(MethodContext method, StatementEmitter statements) {
        this.method = method;
        this.statements = statements;
        this.code = method.code();
    }

    void whileLoop(Statement.While loop) {
        int mark = method.mark();
        Label end = code.newLabel();
        WayBack way = new WayBack(loop.block());
        method.at(loop.line());
        method.conditions().jump(loop.condition(), end, false);
        statements.body(loop.block(), end, () -> {});
        method.mark(loop.line());
        way.back();
        code.labelBinding(end);
        method.release(mark);
    }

    void repeatLoop(Statement.Repeat loop) {
        int mark = method.mark();
        Label end = code.newLabel();
        WayBack way = new WayBack(loop.block());
        statements.body(
                loop.block(),
                end,
                () -> {
                    method.at(loop.block().endLine());
                    method.conditions().jump(loop.condition(), end, true);
                    way.back();
                });
        code.labelBinding(end);
        method.release(mark);
    }

    void numericFor(Statement.NumericFor loop) {
        new NumericForEmitter(method, statements).emit(loop);
    }

    /**
     * The way from a loop's end to its top, with the poll. In an innermost loop not every time: a
     * poll makes the JVM's compiler forget what it knows about tables.
     */
    private final class WayBack {
        private static final int PORTION = 512;

        private final Label portions = code.newLabel();
        private final Label top = code.newLabel();
        private final int left;

        /** The loop's top is here. */
        WayBack(Block block) {
            boolean isInnermost = !containsLoop(block) && !method.owner().isTraced();
            left = isInnermost ? method.allocate(1) : -1;
            code.loop(portions, method.mark());
            if (isInnermost) {
                code.loadConstant(PORTION).istore(left);
            }
            code.loop(top, method.mark());
        }

        void back() {
            if (left >= 0) {
                code.iinc(left, -1).iload(left).ifgt(top);
            }
            method.poll();
            method.mentionSelf();
            code.goto_(portions);
        }
    }

    /** Whether there is a loop inside, or a goto backwards. */
    static boolean containsLoop(Block block) {
        return containsLoop(block, new HashSet<>());
    }

    /**
     * @param behind the labels that have been passed
     */
    private static boolean containsLoop(Block block, Set<String> behind) {
        for (Statement statement : block.statements()) {
            if (containsLoop(statement, behind)) {
                return true;
            }
        }
        return false;
    }

    private static boolean containsLoop(Statement statement, Set<String> behind) {
        if (statement instanceof Statement.While
                || statement instanceof Statement.Repeat
                || statement instanceof Statement.NumericFor
                || statement instanceof Statement.GenericFor) {
            return true;
        }
        if (statement instanceof Statement.Goto s) {
            return behind.contains(s.label());
        }
        if (statement instanceof Statement.Do s) {
            return containsLoop(s.block(), behind);
        }
        if (statement instanceof Statement.If s) {
            return containsLoop(s, behind);
        }
        if (statement instanceof Statement.Label s) {
            behind.add(s.name());
            return false;
        }
        if (statement instanceof Statement.Local
                || statement instanceof Statement.LocalFunction
                || statement instanceof Statement.Assignment
                || statement instanceof Statement.CallStatement
                || statement instanceof Statement.Return
                || statement instanceof Statement.Break) {
            return false;
        }
        throw new AssertionError(statement);
    }

    private static boolean containsLoop(Statement.If choice, Set<String> behind) {
        for (Statement.Clause clause : choice.clauses()) {
            if (containsLoop(clause.block(), behind)) {
                return true;
            }
        }
        return choice.otherwise() != null && containsLoop(choice.otherwise(), behind);
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
        Label end = code.newLabel();
        Shortcut shortcut = Shortcut.of(loop);
        int place = method.allocate(1);
        if (shortcut == Shortcut.PAIRS) {
            code.iconst_m1().istore(place);
        }
        WayBack way = new WayBack(loop.block());
        int inner = method.mark();
        next(loop, hidden, shortcut, place, end);
        statements.body(loop.block(), end, () -> {});
        method.release(inner);
        method.line(loop.line());
        way.back();
        code.labelBinding(end);
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
        if (isOpen && method.calls().isSpreadable(values.getLast(), hidden.length - single)) {
            method.calls().spread(values.getLast());
            for (int i = single; i < hidden.length; i++) {
                method.pushRegister(i - single);
                hidden[i].store(method);
            }
            return;
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

    /** An iterator that needs not be called when it is what its name says. */
    private enum Shortcut {
        NONE,
        PAIRS,
        IPAIRS;

        static Shortcut of(Statement.GenericFor loop) {
            Expression first = loop.values().getFirst();
            Expression named = first instanceof Expression.Call call ? call.function() : first;
            if (loop.names().size() > 2 || !(named instanceof Expression.Name name)) {
                return NONE;
            }
            return switch (name.name()) {
                case "pairs", "next" -> PAIRS;
                case "ipairs" -> IPAIRS;
                default -> NONE;
            };
        }
    }

    /** Gets the next values, leaves the loop on nil, and gives the variables their values. */
    private void next(
            Statement.GenericFor loop,
            Variable.Slots[] hidden,
            Shortcut shortcut,
            int place,
            Label end) {
        method.line(loop.line());
        int count = loop.names().size();
        if (count > REGISTERS) {
            call(hidden);
            several(loop.names(), hidden[2], end);
            return;
        }
        Label got = code.newLabel();
        if (shortcut != Shortcut.NONE) {
            step(hidden, shortcut, place, got);
        }
        call(hidden);
        if (count == 1) {
            firstOnly(hidden[2]);
        } else {
            toRegisters(hidden[2]);
        }
        code.labelBinding(got);
        leaveOnNil(hidden[2], end);
        declareControl(loop.names().getFirst(), hidden[2]);
        for (int i = 1; i < count; i++) {
            Variable variable = method.declare(method.scope().local(loop.names().get(i)));
            method.pushRegister(i);
            variable.initialize(method);
        }
    }

    private void step(Variable.Slots[] hidden, Shortcut shortcut, int place, Label got) {
        Label isOther = code.newLabel();
        method.pushVm();
        hidden[0].pushReference(code);
        hidden[1].pushReference(code);
        hidden[2].pushBoth(code);
        if (shortcut == Shortcut.PAIRS) {
            code.iload(place);
            Linkage.stepPairs(code);
        } else {
            Linkage.stepIpairs(code);
        }
        code.dup();
        TableLinkage.miss(code);
        code.if_acmpeq(isOther);
        method.pushNumberOfVm();
        hidden[2].store(method);
        if (shortcut == Shortcut.PAIRS) {
            method.pushVm();
            Linkage.walkOfVm(code);
            code.istore(place);
        }
        code.goto_(got).labelBinding(isOther).pop();
    }

    private void call(Variable.Slots[] hidden) {
        hidden[0].pushReference(code);
        code.checkcast(Linkage.FUNCTION);
        method.pushVm();
        hidden[1].pushBoth(code);
        hidden[2].pushBoth(code);
        method.call(
                "local '(for generator)'",
                () -> code.invokevirtual(Linkage.FUNCTION, "call2", Linkage.callType(2)));
    }

    private void toRegisters(Variable.Slots control) {
        method.pushVm();
        code.swap();
        Linkage.spread(code);
        method.pushRegister(0);
        control.store(method);
    }

    private void firstOnly(Variable.Slots control) {
        Label one = code.newLabel();
        code.dup();
        Linkage.many(code);
        code.if_acmpne(one).pop();
        method.pushVm();
        Linkage.firstOfMany(code);
        code.labelBinding(one);
        method.pushNumberOfVm();
        control.store(method);
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
