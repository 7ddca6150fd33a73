// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs of statements that only compute with bits and assign to local variables, as in hash
 * functions. Single use.
 *
 * <p>The whole run is tried as one expression is: with values in fresh JVM locals, integers kept as
 * ints from one statement to the next, and the variables set at its end. When something is not as
 * expected, nothing has happened yet, and the statements are executed in the usual way.
 */
final class RunEmitter {
    private static final int LEAST_STATEMENTS = 2;
    private static final int LEAST_OPERATIONS = 4;
    private static final int MAX_NODES = 4000;

    private final MethodContext method;
    private final StatementEmitter statements;
    private final Code code;

    RunEmitter(MethodContext method, StatementEmitter statements) {
        this.method = method;
        this.statements = statements;
        this.code = method.code();
    }

    /**
     * How many statements a run has that begins at this index.
     *
     * @return a negative number when so many statements have to be emitted one by one
     */
    int length(List<Statement> block, int from) {
        if (method.owner().isTraced()
                || method.owner().splitter() != null
                || method.speculation().isUsual()) {
            return 0;
        }
        int nodes = 0;
        int operations = 0;
        int count = 0;
        while (from + count < block.size()) {
            Statement statement = block.get(from + count);
            nodes += nodes(statement);
            if (nodes > MAX_NODES) {
                break;
            }
            operations += operations(statement);
            count++;
        }
        if (count < LEAST_STATEMENTS || operations < LEAST_OPERATIONS) {
            return -count;
        }
        return count;
    }

    // --- which statements ------------------------------------------------------------------------

    private static final int TOO_MANY = MAX_NODES + 1;

    /** Too many when it cannot be in a run. */
    private int nodes(Statement statement) {
        List<Expression> values = values(statement);
        if (values == null) {
            return TOO_MANY;
        }
        int sum = 0;
        for (Expression value : values) {
            boolean isComputed =
                    method.speculation().computations().isOperation(method.scope(), value, 0)
                            || value instanceof Expression.NumberLiteral
                            || isOperand(value);
            int nodes = method.speculation().computations().nodes(method.scope(), value, 0);
            sum += isComputed && nodes <= Computations.MAX_NODES ? nodes : TOO_MANY;
            if (sum >= TOO_MANY) {
                return TOO_MANY;
            }
        }
        return sum;
    }

    private boolean isOperand(Expression value) {
        return value instanceof Expression.Name name
                && method.scope().binding(name) instanceof Local local
                && local.isOperand();
    }

    private int operations(Statement statement) {
        int sum = 0;
        for (Expression value : values(statement)) {
            sum += method.speculation().computations().bitOperations(method.scope(), value, 0);
        }
        return sum;
    }

    /** Of a statement that gives local variables one value each; null for others. */
    private List<Expression> values(Statement statement) {
        if (statement instanceof Statement.Local local
                && local.names().size() == local.values().size()
                && arePlain(local)) {
            return local.values();
        }
        if (statement instanceof Statement.Assignment assignment
                && assignment.targets().size() == assignment.values().size()
                && arePlain(assignment)) {
            return assignment.values();
        }
        return null;
    }

    // Loops, not streams: every statement is looked at, and streams are slow while code is cold.

    private boolean arePlain(Statement.Local local) {
        for (Declaration name : local.names()) {
            if (!isPlain(method.scope().local(name))) {
                return false;
            }
        }
        return true;
    }

    private boolean arePlain(Statement.Assignment assignment) {
        for (Expression target : assignment.targets()) {
            if (!isPlain(target)) {
                return false;
            }
        }
        return true;
    }

    private boolean isPlain(Local local) {
        return method.owner().isInSlots(local) && local.kind() != Kind.REFERENCE;
    }

    private boolean isPlain(Expression target) {
        return target instanceof Expression.Name name
                && method.scope().binding(name) instanceof Local local
                && isPlain(local);
    }

    // --- code ------------------------------------------------------------------------------------

    void emit(List<Statement> run) {
        List<Expression> used = new ArrayList<>();
        Set<Local> declared = new LinkedHashSet<>();
        for (Statement statement : run) {
            used.addAll(values(statement));
            if (statement instanceof Statement.Local local) {
                local.names().forEach(name -> declared.add(method.scope().local(name)));
            } else {
                used.addAll(((Statement.Assignment) statement).targets());
            }
        }
        declared.forEach(method::declareEarly);
        int mark = method.mark();
        Label usual = code.newLabel();
        Label done = code.newLabel();
        Map<Local, Operand> results = new LinkedHashMap<>();
        Attempt attempt = method.speculation().beginRun(usual);
        for (Statement statement : run) {
            compute(attempt, statement, results);
            attempt.releaseInRun(results.values());
        }
        results.forEach(this::store);
        code.goto_(done).labelBinding(usual);
        method.release(mark);
        Outline outline = Outline.of(method, used, declared);
        if (outline == null) {
            method.speculation().usually(() -> run.forEach(statements::statement));
        } else {
            usually(outline, run, List.copyOf(results.keySet()));
        }
        code.labelBinding(done);
        method.release(mark);
    }

    /** The variables come back in an array. */
    private void usually(Outline outline, List<Statement> run, List<Local> assigned) {
        outline.call(
                Linkage.OBJECTS,
                piece -> {
                    run.forEach(piece.statements()::statement);
                    Code own = piece.code();
                    own.loadConstant(assigned.size()).anewarray(Linkage.OBJECT);
                    for (int i = 0; i < assigned.size(); i++) {
                        own.dup().loadConstant(i);
                        piece.variable(assigned.get(i)).pushBoth(own);
                        Linkage.box(own);
                        own.aastore();
                    }
                    own.areturn();
                });
        int array = method.allocate(1);
        code.astore(array);
        for (int i = 0; i < assigned.size(); i++) {
            Variable variable = method.variable(assigned.get(i));
            code.aload(array).loadConstant(i);
            Linkage.valueAt(code);
            method.unbox();
            if (variable.kind() == Kind.NUMBER) {
                method.keepNumber();
            }
            variable.store(method);
        }
    }

    private void compute(Attempt attempt, Statement statement, Map<Local, Operand> results) {
        List<Expression> values = values(statement);
        Operand[] computed = new Operand[values.size()];
        method.mark(line(statement));
        for (int i = 0; i < computed.length; i++) {
            computed[i] = attempt.valueInRun(values.get(i));
        }
        for (int i = computed.length - 1; i >= 0; i--) {
            Local local = target(statement, i);
            attempt.site().bind(local, computed[i]);
            results.put(local, computed[i]);
        }
    }

    private Local target(Statement statement, int index) {
        if (statement instanceof Statement.Local l) {
            return method.scope().local(l.names().get(index));
        }
        Expression name = ((Statement.Assignment) statement).targets().get(index);
        return (Local) method.scope().binding((Expression.Name) name);
    }

    private static int line(Statement statement) {
        if (statement instanceof Statement.Local l) {
            return l.line();
        }
        if (statement instanceof Statement.Assignment a) {
            return a.line();
        }
        return 0;
    }

    private void store(Local local, Operand value) {
        Variable variable = method.variable(local);
        if (variable instanceof Variable.Bits bits && value instanceof Site.ComputedInt) {
            value.pushIndex(code);
            bits.storeInt(method);
            return;
        }
        method.expressions().push(value, variable.kind());
        variable.store(method);
    }
}
