// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Operator;
import io.perilune.lua.compiler.tree.Statement;
import io.perilune.lua.runtime.NumericOperation;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.List;

/**
 * The first pass over what is tried: tests whether variables are numbers and callees what they seem
 * to be, and computes what must be a number by itself, because NaN would not come through. Confined
 * to its attempt.
 */
final class Preparation {
    private final Attempt attempt;
    private final Code code;

    /** In an argument of an operation on bits, where a counter's int is taken for the number. */
    private boolean isForBits;

    Preparation(Attempt attempt) {
        this.attempt = attempt;
        this.code = attempt.code();
    }

    private Site site() {
        return attempt.site();
    }

    void prepare(Expression expression) {
        if (expression instanceof Expression.Parenthesized p) {
            prepare(p.inner());
        } else if (expression instanceof Expression.Name name) {
            testVariable(name);
        } else if (expression instanceof Expression.Index index) {
            prepareIndex(index);
        } else if (expression instanceof Expression.Binary b) {
            prepareBinary(b);
        } else if (expression instanceof Expression.Unary u) {
            prepare(u.operand());
        } else if (expression instanceof Expression.Call call) {
            if (site().scope().operation(call) != null) {
                prepareOperation(call);
            } else {
                prepareInlined(call);
            }
        }
    }

    private void testVariable(Expression.Name name) {
        Operand variable = site().operand(name);
        if (variable == null) {
            return;
        }
        if (isForBits && variable instanceof Variable.Counter counter) {
            counter.testCounts(code, attempt.usual());
        } else if (variable.kind() != Kind.NUMBER && attempt.isUntested(site().identity(name))) {
            variable.pushReference(code);
            Linkage.num(code);
            code.if_acmpne(attempt.usual());
        }
    }

    private void prepareIndex(Expression.Index index) {
        if (!(index.key() instanceof Expression.StringLiteral)) {
            prepare(index.key());
        }
        if (Attempt.bare(index.object()) instanceof Expression.Index object) {
            prepareIndex(object);
        }
    }

    private void prepareBinary(Expression.Binary binary) {
        boolean isPower = binary.operator() == Operator.POWER;
        prepareOperand(binary.left(), isPower);
        prepareOperand(binary.right(), isPower);
        if (attempt.isRun() && Attempt.isSum(binary)) {
            attempt.integers().makeIntegral(binary, isForBits);
        }
    }

    /**
     * @param isFinal whether a NaN would not come through
     */
    void prepareOperand(Expression expression, boolean isFinal) {
        prepare(expression);
        if (isFinal && attempt.isUncertain(expression)) {
            int slot = attempt.allocate(2);
            attempt.compute(expression, slot);
            site().values.put(expression, new Site.Computed(slot));
        }
    }

    // --- operations ------------------------------------------------------------------------------

    private void prepareOperation(Expression.Call call) {
        NumericOperation operation = site().scope().operation(call);
        if (!attempt.isGuarded(call.function())) {
            testOperation(call.function(), operation);
        }
        boolean outer = isForBits;
        isForBits = operation.isOfBits();
        call.arguments().forEach(argument -> prepareOperand(argument, true));
        isForBits = outer;
    }

    private void testOperation(Expression function, NumericOperation operation) {
        if (Attempt.bare(function) instanceof Expression.Index index) {
            prepareIndex(index);
        }
        Object identity = identity(function);
        if (identity == null || attempt.isUntested(List.of(operation, identity))) {
            attempt.numbers().pushReference(function);
            OperationLinkage.isOperation(code, operation);
            code.ifeq(attempt.usual());
        }
    }

    /** What is the same for two functions that are the same in one expression; null if unknown. */
    private Object identity(Expression function) {
        if (!(function instanceof Expression.Name name)) {
            return null;
        }
        Object identity = site().identity(name);
        return identity != null ? identity : name.name();
    }

    // --- inlined functions -----------------------------------------------------------------------

    private void prepareInlined(Expression.Call call) {
        Callee callee = Callee.of(site().scope(), call);
        Site inner = new Site(attempt.method(), callee.scope(), closure(call, callee));
        boolean outer = isForBits;
        isForBits = false;
        bindParameters(call, callee, inner);
        Site caller = attempt.enter(inner);
        bindVariables(callee, inner);
        isForBits = outer;
        prepare(callee.result());
        attempt.enter(caller);
        caller.calls.put(call, new Site.Inlined(inner, callee.result()));
    }

    private void bindParameters(Expression.Call call, Callee callee, Site inner) {
        for (int i = 0; i < callee.parameters().size(); i++) {
            Declaration parameter = callee.parameters().get(i);
            Expression argument = Attempt.bare(call.arguments().get(i));
            inner.bind(
                    callee.scope().local(parameter),
                    callee.isIndexed(parameter) ? indexed(argument) : number(argument));
        }
    }

    private void bindVariables(Callee callee, Site inner) {
        for (Statement.Local variable : callee.variables()) {
            Local local = callee.scope().local(variable.names().getFirst());
            inner.bind(local, number(Attempt.bare(variable.values().getFirst())));
        }
    }

    /** The value of a parameter or a local of an inlined function. */
    private Operand number(Expression argument) {
        Operand simple = site().simple(argument);
        if (simple != null) {
            return simple;
        }
        prepareOperand(argument, true);
        return attempt.computed(argument);
    }

    /** The value of a parameter that is indexed there. */
    private Operand indexed(Expression argument) {
        Operand simple = site().simple(argument);
        if (simple != null) {
            return simple;
        }
        if (argument instanceof Expression.Index index) {
            prepareIndex(index);
        }
        int slot = attempt.allocate(1);
        attempt.numbers().pushReference(argument);
        code.astore(slot);
        return Operand.reference(c -> c.aload(slot));
    }

    /** The function to inline, tested and in a JVM local. */
    private Site.Closure closure(Expression.Call call, Callee callee) {
        Object variable = identity(call.function());
        Site.Closure known = site().closures.get(variable);
        if (known != null) {
            return known;
        }
        ClassDesc type = attempt.method().owner().nameOf(callee.scope());
        boolean isGuarded = attempt.isGuarded(call.function());
        int slot = attempt.allocate(1);
        attempt.numbers().pushReference(call.function());
        if (!isGuarded) {
            code.astore(slot).aload(slot).instanceOf(type).ifeq(attempt.usual()).aload(slot);
        }
        code.checkcast(type).astore(slot);
        boolean isOwn = isGuarded && site().guard(call.function()) instanceof Upvalue;
        Upvalue guarded = isOwn ? (Upvalue) site().guard(call.function()) : null;
        Site.Closure made = new Site.Closure(type, slot, guarded, new HashMap<>());
        site().closures.put(variable, made);
        return made;
    }
}
