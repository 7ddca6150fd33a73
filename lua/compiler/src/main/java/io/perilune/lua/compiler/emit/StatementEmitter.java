// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Code for statements. Between two of them nothing is on the JVM's stack. Single use. */
final class StatementEmitter {
    private final MethodContext method;
    private final Code code;
    private final AssignmentEmitter assignments;
    private final LoopEmitter loops;
    private final RunEmitter runs;
    private final Deque<Map<String, Target>> labels = new ArrayDeque<>();
    private final Set<Label> bound = new HashSet<>();
    private final Deque<Target> loopEnds = new ArrayDeque<>();

    /**
     * Where a jump can go.
     *
     * @param label null when it is in another method of a split function
     * @param number of the label, in a split function
     */
    private record Target(Label label, int number) {}

    StatementEmitter(MethodContext method) {
        this.method = method;
        this.code = method.code();
        this.assignments = new AssignmentEmitter(method);
        this.loops = new LoopEmitter(method, this);
        this.runs = new RunEmitter(method, this);
    }

    // --- blocks ----------------------------------------------------------------------------------

    void block(Block block) {
        BlockExtractor extractor = method.extractor();
        if (extractor == null || !extractor.isExtracted(method, block)) {
            block(block, () -> {});
        }
    }

    /**
     * @param last what belongs to the block's scope and comes behind its statements
     */
    void block(Block block, Runnable last) {
        int mark = method.mark();
        int visible = method.owner().isTraced() ? method.owner().visible().current() : 0;
        labels.push(labelsOf(block));
        MethodSplitter splitter = method.owner().splitter();
        if (splitter != null && splitter.isTooLarge(block)) {
            inPieces(splitter, block.statements());
        } else {
            statements(block.statements());
        }
        last.run();
        if (method.owner().isTraced()) {
            method.owner().visible().current(visible);
        }
        labels.pop();
        method.release(mark);
    }

    private void statements(List<Statement> all) {
        int plain = 0;
        int i = 0;
        while (i < all.size()) {
            int run = runs.length(all, i);
            if (run > 0) {
                plain(all.subList(plain, i));
                runs.emit(all.subList(i, i + run));
                plain = i + run;
            }
            i += Math.max(1, Math.abs(run));
        }
        plain(all.subList(plain, all.size()));
    }

    private void plain(List<Statement> statements) {
        if (method.extractor() != null) {
            method.extractor().statements(method, statements);
        } else {
            statements.forEach(this::statement);
        }
    }

    private Map<String, Target> labelsOf(Block block) {
        Map<String, Target> own = Map.of();
        for (Statement statement : block.statements()) {
            if (statement instanceof Statement.Label label) {
                own = own.isEmpty() ? new HashMap<>() : own;
                own.put(label.name(), newTarget(code.newLabel()));
            }
        }
        return own;
    }

    private Target newTarget(Label label) {
        MethodSplitter splitter = method.owner().splitter();
        return new Target(label, splitter == null ? 0 : splitter.label());
    }

    private Target target(String name) {
        for (Map<String, Target> level : labels) {
            Target found = level.get(name);
            if (found != null) {
                return found;
            }
        }
        throw new IllegalStateException(name);
    }

    private void jumpTo(Target target) {
        if (target.label != null) {
            code.goto_(target.label);
        } else {
            code.loadConstant(target.number).ireturn();
        }
    }

    /** A loop's body, in which break goes to the end. */
    void body(Block block, Label end, Runnable last) {
        loopEnds.push(newTarget(end));
        block(block, last);
        loopEnds.pop();
    }

    // --- split functions -------------------------------------------------------------------------

    private void inPieces(MethodSplitter splitter, List<Statement> statements) {
        int from = 0;
        for (int i = 0; i <= statements.size(); i++) {
            boolean isEnd = i == statements.size() || statements.get(i) instanceof Statement.Label;
            if (isEnd && i > from) {
                splitter.statements(this, statements.subList(from, i));
            }
            if (isEnd && i < statements.size()) {
                statement(statements.get(i));
            }
            from = isEnd ? i + 1 : from;
        }
    }

    /** In a piece: the labels of the methods around it. */
    void enter(Map<String, Integer> outerLabels, int breakLabel) {
        Map<String, Target> outer = new HashMap<>();
        outerLabels.forEach((name, number) -> outer.put(name, new Target(null, number)));
        labels.push(outer);
        if (breakLabel != 0) {
            loopEnds.push(new Target(null, breakLabel));
        }
    }

    /** The numbers of labels that a piece jumps to. */
    Map<String, Integer> numbers(Set<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : names) {
            for (Map<String, Target> level : labels) {
                if (level.containsKey(name)) {
                    numbers.put(name, level.get(name).number);
                    break;
                }
            }
        }
        return numbers;
    }

    /** The number of the innermost loop's end, or 0. */
    int breakLabel() {
        return loopEnds.isEmpty() ? 0 : loopEnds.peek().number;
    }

    /** Runs a piece and goes where it says. */
    void callPiece(List<Statement> statements, String name) {
        MethodSplitter splitter = method.owner().splitter();
        splitter.invoke(code, name);
        Exits exits = splitter.exits(statements);
        if (!exits.any()) {
            code.pop();
            return;
        }
        int mark = method.mark();
        int answer = method.allocate(1);
        code.istore(answer);
        Label next = code.newLabel();
        code.iload(answer).ifeq(next);
        if (exits.breaks) {
            jumpIf(answer, loopEnds.peek());
        }
        for (String label : exits.labels) {
            for (Map<String, Target> level : labels) {
                if (level.containsKey(label)) {
                    jumpIf(answer, level.get(label));
                    break;
                }
            }
        }
        code.iload(answer).ireturn().labelBinding(next);
        method.release(mark);
    }

    private void jumpIf(int answer, Target target) {
        if (target.label != null) {
            code.iload(answer).loadConstant(target.number).if_icmpeq(target.label);
        }
    }

    // --- statements ------------------------------------------------------------------------------

    void statement(Statement statement) {
        int line = begin(statement);
        if (line > 0) {
            method.at(line);
        }
        if (!method.owner().isTraced()) {
            plain(statement);
            return;
        }
        VisibleLocals visible = method.owner().visible();
        int before = visible.current();
        hideState(statement, visible);
        plain(statement);
        boolean declares =
                statement instanceof Statement.Local
                        || statement instanceof Statement.LocalFunction;
        if (!declares) {
            visible.current(before);
        }
    }

    /** The line of the statement; 0 when its parts tell where they are. */
    private static int begin(Statement statement) {
        boolean isOfParts =
                statement instanceof Statement.While
                        || statement instanceof Statement.Repeat
                        || statement instanceof Statement.If
                        || statement instanceof Statement.Label;
        return isOfParts ? 0 : statement.line();
    }

    private static void hideState(Statement statement, VisibleLocals visible) {
        if (statement instanceof Statement.NumericFor) {
            List.of("(for index)", "(for limit)", "(for step)").forEach(visible::hidden);
        } else if (statement instanceof Statement.GenericFor) {
            List.of("(for generator)", "(for state)", "(for control)").forEach(visible::hidden);
        }
    }

    private void plain(Statement statement) {
        if (statement instanceof Statement.Local local) {
            assignments.local(local);
        } else if (statement instanceof Statement.LocalFunction local) {
            assignments.localFunction(local);
        } else if (statement instanceof Statement.Assignment assignment) {
            assignments.assignment(assignment);
        } else if (statement instanceof Statement.CallStatement call) {
            method.calls().statement(call.call());
        } else if (statement instanceof Statement.Do inner) {
            block(inner.block());
        } else if (statement instanceof Statement.While loop) {
            loops.whileLoop(loop);
        } else if (statement instanceof Statement.Repeat loop) {
            loops.repeatLoop(loop);
        } else if (statement instanceof Statement.If choice) {
            ifStatement(choice);
        } else if (statement instanceof Statement.NumericFor loop) {
            loops.numericFor(loop);
        } else if (statement instanceof Statement.GenericFor loop) {
            loops.genericFor(loop);
        } else if (statement instanceof Statement.Return values) {
            returnValues(values.values());
        } else if (statement instanceof Statement.Break) {
            jumpTo(loopEnds.peek());
        } else if (statement instanceof Statement.Goto jump) {
            jump(jump);
        } else if (statement instanceof Statement.Label label) {
            bind(target(label.name()).label);
        } else {
            throw new AssertionError(statement);
        }
    }

    private void bind(Label label) {
        bound.add(label);
        code.loopAnyway(label, method.mark());
    }

    /** A jump that may go backwards can be stopped like a loop. */
    private void jump(Statement.Goto jump) {
        Target target = target(jump.label());
        if (target.label == null || bound.contains(target.label)) {
            method.line(jump.line());
            method.poll();
        }
        jumpTo(target);
    }

    private void ifStatement(Statement.If choice) {
        Label end = code.newLabel();
        List<Statement.Clause> clauses = choice.clauses();
        for (int i = 0; i < clauses.size(); i++) {
            Statement.Clause clause = clauses.get(i);
            boolean isLast = i == clauses.size() - 1 && choice.otherwise() == null;
            Label next = isLast ? end : code.newLabel();
            method.at(clause.line());
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
            method.leave();
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
        method.returning();
        method.leave();
    }

    private void returnMany(List<Expression> values) {
        method.pushVm();
        boolean inRegisters = values.size() > 1 && values.size() <= Linkage.REGISTER_RESULTS;
        if (inRegisters && !values.getLast().isMulti()) {
            values.forEach(method.expressions()::pushBoth);
            Linkage.many(code, values.size());
            method.returning();
            method.leave();
            return;
        }
        if (inRegisters && method.speculation().applies(values.getLast())) {
            code.pop();
            returnManyOfNumber(values);
            return;
        }
        method.expressions().pushAll(values);
        Linkage.setResultsOfVm(code);
        Linkage.many(code);
        method.returning();
        method.leave();
    }

    /** The last value most likely is one number. */
    private void returnManyOfNumber(List<Expression> values) {
        Label usual = code.newLabel();
        int mark = method.mark();
        Operand[] others = new Operand[values.size() - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = method.expressions().settledOperand(values.get(i));
        }
        int number = method.speculation().begin(values.getLast(), usual);
        method.pushVm();
        for (Operand other : others) {
            other.pushBoth(code);
        }
        Linkage.num(code);
        code.dload(number);
        Linkage.many(code, values.size());
        method.leave();
        code.labelBinding(usual);
        method.pushVm();
        code.loadConstant(others.length).anewarray(Linkage.OBJECT);
        for (int i = 0; i < others.length; i++) {
            code.dup().loadConstant(i);
            others[i].pushBoth(code);
            Linkage.box(code);
            code.aastore();
        }
        method.speculation().usually(() -> method.calls().pushValues(values.getLast()));
        Linkage.joinValues(code);
        Linkage.setResultsOfVm(code);
        Linkage.many(code);
        method.leave();
        method.release(mark);
    }
}
