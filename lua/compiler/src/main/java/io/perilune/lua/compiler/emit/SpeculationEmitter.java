// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.tree.Expression;
import java.util.function.BiConsumer;

/**
 * Expressions that most likely compute a number, from variables, items and fields, with operators
 * and library functions of numbers. Confined to its method.
 *
 * <p>They are computed with plain doubles and ints, without tests in between: what is no number is
 * read as NaN, and NaN comes through to the end. If it does, or a variable is no number, or a
 * callee not what its name says, nothing has happened yet that could be seen, and the whole
 * expression is evaluated again in the usual way.
 *
 * <p>How it is computed is the matter of {@link Attempt}.
 */
final class SpeculationEmitter {
    private static final int MAX_NODES = Computations.MAX_NODES;

    private final MethodContext method;
    private final Code code;
    private final Guards guards;
    private final Computations computations;

    /** More than 0 while the usual way is emitted: there nothing is tried a second time. */
    private int usualDepth;

    SpeculationEmitter(MethodContext method) {
        this.method = method;
        this.code = method.code();
        this.guards = new Guards(method);
        this.computations = new Computations(method.owner());
    }

    private ExpressionEmitter expressions() {
        return method.expressions();
    }

    /** Where the function begins. */
    void begin() {
        if (usualDepth == 0 && !method.owner().isTraced()) {
            guards.begin();
        }
    }

    // --- which expressions -----------------------------------------------------------------------

    /** Whether it is worth it: at least one operation. */
    boolean applies(Expression expression) {
        return usualDepth == 0
                && !method.owner().isTraced()
                && computations.isOperation(method.scope(), expression, 0)
                && expressions().kind(expression) == Kind.ANY
                && nodes(expression) <= MAX_NODES;
    }

    private int nodes(Expression expression) {
        return computations.nodes(method.scope(), expression, 0);
    }

    // --- what is done with the number ------------------------------------------------------------

    /** Reference and double. */
    void pushBoth(Expression expression) {
        Label usual = code.newLabel();
        Label done = code.newLabel();
        int mark = method.mark();
        int number = begin(expression, usual);
        Linkage.num(code);
        code.dload(number).goto_(done).labelBinding(usual);
        method.release(mark);
        pushUsual(expression);
        code.labelBinding(done);
    }

    /** The usual way: leaves reference and double. */
    private void pushUsual(Expression expression) {
        Outline outline = Outline.of(method, expression);
        if (outline == null) {
            usually(() -> method.convert(expressions().push(expression), Kind.ANY));
        } else {
            outline.call(
                    Linkage.OBJECT,
                    piece -> {
                        piece.convert(piece.expressions().push(expression), Kind.ANY);
                        piece.leaveNumber();
                        piece.code().areturn();
                    });
            method.pushNumberOfVm();
        }
    }

    /** Stores the result of an operation on bits as an int; false when there is none. */
    boolean storedBits(Variable variable, Expression value) {
        if (!(variable instanceof Variable.Bits bits) || !applies(value)) {
            return false;
        }
        Label usual = code.newLabel();
        Label done = code.newLabel();
        Attempt attempt = Attempt.ofExpressions(method, guards, usual);
        if (!attempt.isOfBits(Attempt.bare(value))) {
            return false;
        }
        int mark = method.mark();
        attempt.preparation().prepare(value);
        attempt.bits().push(value);
        bits.storeInt(method);
        code.goto_(done).labelBinding(usual);
        method.release(mark);
        pushUsual(value);
        method.convert(Kind.ANY, variable.kind());
        variable.store(method);
        code.labelBinding(done);
        return true;
    }

    /** The answer of a function that returns this; a call in tail position when it is one. */
    void pushAnswer(Expression.Call call, boolean isTail) {
        Label usual = code.newLabel();
        Label done = code.newLabel();
        int mark = method.mark();
        int number = begin(call, usual);
        method.pushVm();
        code.dload(number);
        Linkage.setNumOfVm(code);
        Linkage.num(code);
        code.goto_(done).labelBinding(usual);
        method.release(mark);
        Outline outline = Outline.of(method, call);
        if (outline == null) {
            usually(() -> pushUsualAnswer(method, call, isTail));
        } else {
            outline.call(
                    Linkage.OBJECT,
                    piece -> {
                        pushUsualAnswer(piece, call, isTail);
                        piece.code().areturn();
                    });
        }
        code.labelBinding(done);
    }

    private static void pushUsualAnswer(
            MethodContext method, Expression.Call call, boolean isTail) {
        if (isTail) {
            method.calls().pushTail(call);
        } else {
            method.calls().pushAnswer(call);
        }
    }

    /** A number in a JVM local, or a jump, with nothing on the stack either way. */
    int begin(Expression expression, Label usual) {
        int number = method.allocate(2);
        Attempt attempt = Attempt.ofExpressions(method, guards, usual);
        attempt.preparation().prepare(expression);
        attempt.compute(expression, number);
        return number;
    }

    /** Statements in sequence, to be tried as one. */
    Attempt beginRun(Label usual) {
        return Attempt.ofRun(method, guards, usual);
    }

    Computations computations() {
        return computations;
    }

    // --- comparisons -----------------------------------------------------------------------------

    /**
     * Both sides of a comparison, each in a JVM local.
     *
     * @return null when there is no reason to
     */
    int[] beginTwo(Expression left, Expression right, Label usual) {
        boolean isWorthIt = isWorthComparing(left) || isWorthComparing(right);
        if (usualDepth > 0 || !isWorthIt || nodes(left) + nodes(right) > MAX_NODES) {
            return null;
        }
        if (isNeverNumber(left) || isNeverNumber(right)) {
            return null;
        }
        int[] numbers = {method.allocate(2), method.allocate(2)};
        Attempt attempt = Attempt.ofExpressions(method, guards, usual);
        attempt.preparation().prepare(left);
        attempt.preparation().prepare(right);
        attempt.compute(left, numbers[0]);
        attempt.compute(right, numbers[1]);
        return numbers;
    }

    private boolean isWorthComparing(Expression side) {
        return applies(side) || isItem(side);
    }

    private static boolean isItem(Expression expression) {
        return expression instanceof Expression.Index;
    }

    private boolean isNeverNumber(Expression side) {
        return expressions().kind(side) == Kind.REFERENCE;
    }

    /**
     * The usual way of a condition that has been tried: jumps to the target or falls through.
     *
     * @param way emits it, jumping to the label when the condition is as wanted
     */
    void condition(
            Expression.Binary condition,
            Label target,
            boolean when,
            BiConsumer<MethodContext, Label> way) {
        Outline outline = Outline.of(method, condition.left(), condition.right());
        if (outline == null) {
            usually(() -> way.accept(method, target));
            return;
        }
        outline.call(
                Linkage.BOOLEAN,
                piece -> {
                    Label is = piece.code().newLabel();
                    way.accept(piece, is);
                    piece.code().loadConstant(0).ireturn().labelBinding(is);
                    piece.code().loadConstant(1).ireturn();
                });
        code.ifne(target);
    }

    /** Emits the usual code for what has been tried. */
    void usually(Runnable emission) {
        usualDepth++;
        emission.run();
        usualDepth--;
    }

    /** Whether the code that is emitted now is hardly ever reached. */
    boolean isUsual() {
        return usualDepth > 0;
    }
}
