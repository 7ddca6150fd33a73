// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Statement;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Code for statements. Between two of them nothing is on the JVM's stack. Single use. */
final class StatementEmitter {
    private final MethodContext method;
    private final CodeBuilder code;
    private final AssignmentEmitter assignments;
    private final LoopEmitter loops;
    private final Deque<Map<String, Label>> labels = new ArrayDeque<>();
    private final Deque<Label> loopEnds = new ArrayDeque<>();

    StatementEmitter(MethodContext method) {
        this.method = method;
        this.code = method.code();
        this.assignments = new AssignmentEmitter(method);
        this.loops = new LoopEmitter(method, this);
    }

    // --- blocks ----------------------------------------------------------------------------------

    void block(Block block) {
        block(block, () -> { });
    }

    /** @param last what belongs to the block's scope and comes behind its statements */
    void block(Block block, Runnable last) {
        int mark = method.mark();
        labels.push(labelsOf(block));
        block.statements().forEach(this::statement);
        last.run();
        labels.pop();
        method.release(mark);
    }

    private Map<String, Label> labelsOf(Block block) {
        Map<String, Label> own = Map.of();
        for (Statement statement : block.statements()) {
            if (statement instanceof Statement.Label label) {
                own = own.isEmpty() ? new HashMap<>() : own;
                own.put(label.name(), code.newLabel());
            }
        }
        return own;
    }

    private Label label(String name) {
        for (Map<String, Label> level : labels) {
            Label found = level.get(name);
            if (found != null) {
                return found;
            }
        }
        throw new IllegalStateException(name);
    }

    /** A loop's body, in which break goes to the end. */
    void body(Block block, Label end, Runnable last) {
        loopEnds.push(end);
        block(block, last);
        loopEnds.pop();
    }

    // --- statements ------------------------------------------------------------------------------

    void statement(Statement statement) {
        int mark = -1;
        switch (statement) {
            case Statement.Local local -> assignments.local(local);
            case Statement.LocalFunction local -> assignments.localFunction(local);
            case Statement.Assignment assignment -> assignments.assignment(assignment);
            case Statement.CallStatement call -> method.calls().statement(call.call());
            case Statement.Do inner -> block(inner.block());
            case Statement.While loop -> loops.whileLoop(loop);
            case Statement.Repeat loop -> loops.repeatLoop(loop);
            case Statement.If choice -> ifStatement(choice);
            case Statement.NumericFor loop -> loops.numericFor(loop);
            case Statement.GenericFor loop -> loops.genericFor(loop);
            case Statement.Return values -> returnValues(values.values());
            case Statement.Break leave -> code.goto_(loopEnds.peek());
            case Statement.Goto jump -> jump(jump);
            case Statement.Label label -> code.labelBinding(label(label.name()));
        }
    }

    /** A jump may go backwards: it can be stopped like a loop. */
    private void jump(Statement.Goto jump) {
        method.line(jump.line());
        method.poll();
        code.goto_(label(jump.label()));
    }

    private void ifStatement(Statement.If choice) {
        Label end = code.newLabel();
        List<Statement.Clause> clauses = choice.clauses();
        for (int i = 0; i < clauses.size(); i++) {
            Statement.Clause clause = clauses.get(i);
            boolean isLast = i == clauses.size() - 1 && choice.otherwise() == null;
            Label next = isLast ? end : code.newLabel();
            method.conditions().jump(clause.condition(), next, false);
            block(clause.block());
            if (!isLast) {
                code.goto_(end).labelBinding(next);
            }
        }
        if (choice.otherwise() != null) {
            block(choice.otherwise());
        }
        code.labelBinding(end);
    }

    // --- return ----------------------------------------------------------------------------------

    void returnValues(List<Expression> values) {
        if (values.size() == 1) {
            returnOne(values.getFirst());
        } else {
            returnMany(values);
        }
    }

    private void returnOne(Expression value) {
        if (value instanceof Expression.Call || value instanceof Expression.MethodCall) {
            method.calls().pushTail(value);
            code.areturn();
        } else if (value instanceof Expression.Vararg) {
            returnMany(List.of(value));
        } else {
            returnValue(value);
        }
    }

    private void returnValue(Expression value) {
        ExpressionEmitter expressions = method.expressions();
        Operand simple = expressions.simple(value);
        if (simple != null || expressions.kind(value) == Kind.NUMBER) {
            method.pushVm();
            if (simple != null) {
                simple.pushNumber(code);
            } else {
                expressions.push(value, Kind.NUMBER);
            }
            Linkage.setNumOfVm(code);
            if (simple != null) {
                simple.pushReference(code);
            } else {
                Linkage.num(code);
            }
        } else if (expressions.kind(value) == Kind.REFERENCE) {
            expressions.push(value, Kind.REFERENCE);
        } else {
            expressions.pushBoth(value);
            method.leaveNumber();
        }
        code.areturn();
    }

    private void returnMany(List<Expression> values) {
        method.pushVm();
        boolean inRegisters = values.size() > 1 && values.size() <= Linkage.REGISTER_RESULTS;
        if (inRegisters && !values.getLast().isMulti()) {
            values.forEach(method.expressions()::pushBoth);
            Linkage.many(code, values.size());
            code.areturn();
            return;
        }
        method.expressions().pushAll(values);
        Linkage.setResultsOfVm(code);
        Linkage.many(code);
        code.areturn();
    }
}
