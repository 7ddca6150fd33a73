// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Operator;
import io.perilune.lua.runtime.NumericOperation;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An expression, or a run of statements, that is tried as a computation: where the part that is
 * looked at stands, and what has been tested and computed so far. Single use.
 *
 * <p>The first pass ({@link Preparation}) emits the tests and whatever must not be NaN, the second
 * one ({@link NumberComputation}, {@link BitComputation}) the computation. Whoever finds that
 * something is not as expected jumps to the usual way.
 */
final class Attempt {
    private final MethodContext method;
    private final Code code;
    private final Guards guards;
    private final Label usual;
    private final Preparation preparation;
    private final NumberComputation numbers;
    private final BitComputation bits;
    private final Integers integers;
    private final Set<Object> tested = new HashSet<>();

    /** Null outside of runs. */
    private final SlotPool slots;

    private Site site;

    private Attempt(MethodContext method, Guards guards, Label usual, SlotPool slots) {
        this.method = method;
        this.code = method.code();
        this.guards = guards;
        this.usual = usual;
        this.slots = slots;
        this.site = new Site(method);
        this.preparation = new Preparation(this);
        this.numbers = new NumberComputation(this);
        this.bits = new BitComputation(this);
        this.integers = new Integers(this);
    }

    /**
     * @param usual where the usual way begins
     */
    static Attempt ofExpressions(MethodContext method, Guards guards, Label usual) {
        return new Attempt(method, guards, usual, null);
    }

    /** Statements in sequence, where integers are kept as such from one to the next. */
    static Attempt ofRun(MethodContext method, Guards guards, Label usual) {
        return new Attempt(method, guards, usual, new SlotPool(method));
    }

    MethodContext method() {
        return method;
    }

    Code code() {
        return code;
    }

    Label usual() {
        return usual;
    }

    boolean isRun() {
        return slots != null;
    }

    Preparation preparation() {
        return preparation;
    }

    NumberComputation numbers() {
        return numbers;
    }

    BitComputation bits() {
        return bits;
    }

    Integers integers() {
        return integers;
    }

    // --- where it stands -------------------------------------------------------------------------

    /** The function in whose text the part that is looked at stands. */
    Site site() {
        return site;
    }

    /** Goes to another one; returns the one that was left. */
    Site enter(Site other) {
        Site left = site;
        site = other;
        return left;
    }

    /** Does something with the result of an inlined call, where it stands. */
    void within(Expression.Call call, Consumer<Expression> work) {
        Site.Inlined inlined = site.calls.get(call);
        Site caller = enter(inlined.site());
        work.accept(inlined.result());
        site = caller;
    }

    /** Asks about the result of an inlined call, where it stands. */
    <T> T ask(Expression.Call call, Function<Expression, T> work) {
        Site.Inlined inlined = site.calls.get(call);
        Site caller = enter(inlined.site());
        T done = work.apply(inlined.result());
        site = caller;
        return done;
    }

    // --- values ----------------------------------------------------------------------------------

    /** JVM locals: in a run they are used again when a statement is done. */
    int allocate(int size) {
        return isRun() ? slots.take(size) : method.allocate(size);
    }

    /** The value of what has been prepared, in a JVM local that is given; surely a number. */
    void compute(Expression expression, int number) {
        numbers.push(expression);
        code.dstore(number);
        if (isUncertain(expression)) {
            testNumber(number);
        }
    }

    /** The value of what has been prepared, in JVM locals. */
    Operand computed(Expression expression) {
        Operand known = site.values.get(expression);
        if (known != null) {
            return known;
        }
        if (isOfBits(expression)) {
            return new Site.ComputedInt(storedBits(expression));
        }
        double bound = isRun() ? integers.bound(expression) : Integers.NONE;
        if (bound >= 0) {
            integers.computeParts(expression);
        }
        int slot = allocate(2);
        numbers.push(expression);
        code.dstore(slot);
        Operand number = new Site.Computed(slot);
        return bound < 0 ? number : new Site.Integral(number, storedBits(expression), bound);
    }

    private int storedBits(Expression expression) {
        int slot = allocate(1);
        bits.push(expression);
        code.istore(slot);
        return slot;
    }

    /** A value in a run, evaluated into JVM locals or known already. */
    Operand valueInRun(Expression expression) {
        Expression bare = bare(expression);
        preparation.prepareOperand(bare, true);
        Operand simple = site.simple(bare);
        if (simple == null) {
            return computed(bare);
        }
        if (simple.constant() != null || !(simple instanceof Variable)) {
            return simple;
        }
        Operand known = integers.of(simple);
        if (known != null) {
            return known;
        }
        int slot = allocate(2);
        simple.pushNumber(code);
        code.dstore(slot);
        return new Site.Computed(slot);
    }

    /**
     * A statement of a run is done.
     *
     * @param live values that will be needed
     */
    void releaseInRun(Collection<Operand> live) {
        site.values.clear();
        Set<Operand> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(live);
        integers.keep(kept);
        BitSet used = new BitSet();
        kept.forEach(operand -> Site.markSlots(operand, used));
        site.closures.values().forEach(closure -> used.set(closure.slot()));
        slots.release(used);
    }

    // --- tests -----------------------------------------------------------------------------------

    /** Whether nobody has asked for this test yet; it is for the caller to emit. */
    boolean isUntested(Object test) {
        return tested.add(test);
    }

    void testNumber(int slot) {
        code.dload(slot).dload(slot).dcmpl().ifne(usual);
    }

    /** Whether it was tested where the function begins; looks there. */
    boolean isGuarded(Expression function) {
        Object guard = site.guard(function);
        int bit = guard == null ? 0 : guards.bit(guard);
        if (bit != 0 && isUntested(bit)) {
            guards.check(bit, usual);
        }
        return bit != 0;
    }

    // --- what is known of expressions ------------------------------------------------------------

    /** Whether NaN may mean that there is no number. */
    boolean isUncertain(Expression expression) {
        if (site.values.containsKey(expression)) {
            return false;
        }
        if (expression instanceof Expression.Parenthesized p) {
            return isUncertain(p.inner());
        }
        if (expression instanceof Expression.Name name) {
            return site.operand(name) == null;
        }
        if (expression instanceof Expression.Index) {
            return true;
        }
        if (expression instanceof Expression.Binary b) {
            return isUncertain(b.left()) || isUncertain(b.right());
        }
        if (expression instanceof Expression.Unary u) {
            return isUncertain(u.operand());
        }
        return isInlined(expression) && ask((Expression.Call) expression, this::isUncertain);
    }

    boolean isInlined(Expression expression) {
        return expression instanceof Expression.Call call && site.calls.containsKey(call);
    }

    boolean isOfBits(Expression expression) {
        NumericOperation operation =
                expression instanceof Expression.Call call ? site.scope().operation(call) : null;
        return operation != null && operation.isOfBits();
    }

    /** Null for what is no constant. */
    Double constant(Expression.Name name) {
        Operand operand = site.operand(name);
        return operand == null ? null : operand.constant();
    }

    static boolean isSum(Expression.Binary binary) {
        return binary.operator() == Operator.ADD || binary.operator() == Operator.SUBTRACT;
    }

    /** Without parentheses. */
    static Expression bare(Expression expression) {
        Expression e = expression;
        while (e instanceof Expression.Parenthesized p) {
            e = p.inner();
        }
        return e;
    }
}
