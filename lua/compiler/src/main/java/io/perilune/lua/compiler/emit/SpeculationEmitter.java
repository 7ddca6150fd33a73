// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Operator;
import io.perilune.lua.compiler.tree.Statement;
import io.perilune.lua.runtime.Arithmetic;
import io.perilune.lua.runtime.NumericOperation;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Expressions that most likely compute a number, from variables, items and fields, with operators
 * and library functions of numbers. Confined to its method.
 *
 * <p>They are computed with plain doubles and ints, without tests in between: what is no number is
 * read as NaN, and NaN comes through to the end. If it does, or a variable is no number, or a
 * callee not what its name says, nothing has happened yet that could be seen, and the whole
 * expression is evaluated again in the usual way.
 *
 * <p>The first pass over an expression ({@link #prepare}) emits the tests and whatever must not be
 * NaN, the second one ({@link #value}) the computation.
 */
final class SpeculationEmitter {
    private static final int MAX_NODES = Computations.MAX_NODES;

    /** Up to here sums of integers are exact, and so are their low 32 bits. */
    private static final double LARGEST_SUM = 0x1p50;

    private static final double INT_BOUND = 0x1p31;
    private static final double CHECKED_BOUND = 0x1p48;

    private final MethodContext method;
    private final Code code;
    private final Guards guards;
    private final Computations computations;
    private final Set<Object> tested = new HashSet<>();

    /** Where the part that is looked at stands. */
    private Site site;

    /** In an argument of an operation on bits, where a counter's int is taken for the number. */
    private boolean isForBits;

    /** In a run of statements, where integers are kept as such from one to the next. */
    private boolean isRun;

    private SlotPool slots;

    /** Numbers that were found to be integers in this run. */
    private final Map<Operand, Site.Integral> integrals = new IdentityHashMap<>();

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
        site = new Site(method);
        if (!isOfBits(strip(value))) {
            return false;
        }
        Label usual = code.newLabel();
        Label done = code.newLabel();
        int mark = method.mark();
        prepare(value, usual);
        bits(value);
        tested.clear();
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
        site = new Site(method);
        prepare(expression, usual);
        value(expression);
        code.dstore(number);
        if (isUncertain(expression)) {
            testNumber(number, usual);
        }
        tested.clear();
        return number;
    }

    // --- runs of statements ----------------------------------------------------------------------

    Computations computations() {
        return computations;
    }

    void beginRun() {
        site = new Site(method);
        isRun = true;
        slots = new SlotPool(method);
    }

    /** JVM locals: in a run they are used again when a statement is done. */
    private int allocate(int size) {
        return isRun ? slots.take(size) : method.allocate(size);
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
        integrals.keySet().removeIf(o -> !(o instanceof Variable) && !kept.contains(o));
        kept.addAll(integrals.values());
        BitSet used = new BitSet();
        kept.forEach(operand -> Site.markSlots(operand, used));
        site.closures.values().forEach(closure -> used.set(closure.slot()));
        slots.release(used);
    }

    /** A value in a run, evaluated into JVM locals or known already. */
    Operand runValue(Expression expression, Label usual) {
        Expression inner = strip(expression);
        prepareOperand(inner, true, usual);
        Operand simple = site.simple(inner);
        if (simple != null && simple.constant() == null && simple instanceof Variable) {
            Operand known = integrals.get(simple);
            if (known != null) {
                return known;
            }
            int slot = allocate(2);
            simple.pushNumber(code);
            code.dstore(slot);
            return new Site.Computed(slot);
        }
        return simple != null ? simple : computed(inner);
    }

    void bindInRun(Local local, Operand value) {
        site.bind(local, value);
    }

    void endRun() {
        isRun = false;
        integrals.clear();
        tested.clear();
    }

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
        Expression[] sides = {left, right};
        site = new Site(method);
        prepare(left, usual);
        prepare(right, usual);
        for (int i = 0; i < 2; i++) {
            value(sides[i]);
            code.dstore(numbers[i]);
            if (isUncertain(sides[i])) {
                testNumber(numbers[i], usual);
            }
        }
        tested.clear();
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

    // --- first pass ------------------------------------------------------------------------------

    private void prepare(Expression expression, Label usual) {
        if (expression instanceof Expression.Parenthesized p) {
            prepare(p.inner(), usual);
        } else if (expression instanceof Expression.Name name) {
            testVariable(name, usual);
        } else if (expression instanceof Expression.Index index) {
            prepareIndex(index, usual);
        } else if (expression instanceof Expression.Binary b) {
            boolean isPower = b.operator() == Operator.POWER;
            prepareOperand(b.left(), isPower, usual);
            prepareOperand(b.right(), isPower, usual);
            if (isRun && isSum(b)) {
                makeIntegral(b, usual);
            }
        } else if (expression instanceof Expression.Unary u) {
            prepare(u.operand(), usual);
        } else if (expression instanceof Expression.Call call
                && site.scope().operation(call) != null) {
            prepareOperation(call, usual);
        } else if (expression instanceof Expression.Call call) {
            prepareInlined(call, usual);
        }
    }

    /**
     * @param isFinal whether a NaN would not come through
     */
    private void prepareOperand(Expression expression, boolean isFinal, Label usual) {
        prepare(expression, usual);
        if (isFinal && isUncertain(expression)) {
            int slot = allocate(2);
            value(expression);
            code.dstore(slot);
            testNumber(slot, usual);
            site.values.put(expression, new Site.Computed(slot));
        }
    }

    private void prepareIndex(Expression.Index index, Label usual) {
        if (!(index.key() instanceof Expression.StringLiteral)) {
            prepare(index.key(), usual);
        }
        if (strip(index.object()) instanceof Expression.Index object) {
            prepareIndex(object, usual);
        }
    }

    private void prepareOperation(Expression.Call call, Label usual) {
        NumericOperation operation = site.scope().operation(call);
        if (!isGuarded(call.function(), usual)) {
            if (strip(call.function()) instanceof Expression.Index index) {
                prepareIndex(index, usual);
            }
            if (tested.add(List.of(operation, identity(call.function())))) {
                reference(call.function());
                Linkage.isOperation(code, operation);
                code.ifeq(usual);
            }
        }
        boolean outer = isForBits;
        isForBits = operation.isOfBits();
        call.arguments().forEach(argument -> prepareOperand(argument, true, usual));
        isForBits = outer;
    }

    /** Whether it was tested where the function begins; looks there. */
    private boolean isGuarded(Expression function, Label usual) {
        Object guard = site.guard(function);
        int bit = guard == null ? 0 : guards.bit(guard);
        if (bit != 0 && tested.add(bit)) {
            guards.check(bit, usual);
        }
        return bit != 0;
    }

    /** What is the same for two functions that are the same in one expression. */
    private Object identity(Expression function) {
        if (function instanceof Expression.Name name) {
            Object identity = site.identity(name);
            return identity != null ? identity : name.name();
        }
        return function;
    }

    private void prepareInlined(Expression.Call call, Label usual) {
        Callee callee = Callee.of(site.scope(), call);
        Site inner = new Site(method, callee.scope(), closure(call, callee, usual));
        boolean outer = isForBits;
        isForBits = false;
        for (int i = 0; i < callee.parameters().size(); i++) {
            Declaration parameter = callee.parameters().get(i);
            Expression argument = strip(call.arguments().get(i));
            Operand value = argument(argument, callee.isIndexed(parameter), usual);
            inner.bind(callee.scope().local(parameter), value);
        }
        Site caller = site;
        site = inner;
        for (Statement.Local variable : callee.variables()) {
            Local local = callee.scope().local(variable.names().getFirst());
            inner.bind(local, argument(strip(variable.values().getFirst()), false, usual));
        }
        isForBits = outer;
        prepare(callee.result(), usual);
        site = caller;
        site.calls.put(call, new Site.Inlined(inner, callee.result()));
    }

    /** The function to inline, tested and in a JVM local. */
    private Site.Closure closure(Expression.Call call, Callee callee, Label usual) {
        Object variable = identity(call.function());
        Site.Closure known = site.closures.get(variable);
        if (known != null) {
            return known;
        }
        ClassDesc type = method.owner().nameOf(callee.scope());
        boolean isGuarded = isGuarded(call.function(), usual);
        int slot = allocate(1);
        reference(call.function());
        if (!isGuarded) {
            code.astore(slot).aload(slot).instanceOf(type).ifeq(usual).aload(slot);
        }
        code.checkcast(type).astore(slot);
        boolean isOwn = isGuarded && site.guard(call.function()) instanceof Upvalue;
        Upvalue guarded = isOwn ? (Upvalue) site.guard(call.function()) : null;
        Site.Closure made = new Site.Closure(type, slot, guarded, new HashMap<>());
        site.closures.put(variable, made);
        return made;
    }

    /** The value of a parameter or a local of an inlined function. */
    private Operand argument(Expression argument, boolean isIndexed, Label usual) {
        Operand simple = site.simple(argument);
        if (simple != null) {
            return simple;
        }
        if (isIndexed) {
            if (argument instanceof Expression.Index index) {
                prepareIndex(index, usual);
            }
            int slot = allocate(1);
            reference(argument);
            code.astore(slot);
            return Operand.reference(c -> c.aload(slot));
        }
        prepareOperand(argument, true, usual);
        return computed(argument);
    }

    /** The value of what has been prepared, in JVM locals. */
    private Operand computed(Expression expression) {
        Operand known = site.values.get(expression);
        if (known != null) {
            return known;
        }
        if (isOfBits(expression)) {
            int slot = allocate(1);
            bits(expression);
            code.istore(slot);
            return new Site.ComputedInt(slot);
        }
        double bound = isRun ? bound(expression) : -1;
        if (bound >= 0) {
            computeParts(expression);
        }
        int slot = allocate(2);
        value(expression);
        code.dstore(slot);
        Operand number = new Site.Computed(slot);
        if (bound < 0) {
            return number;
        }
        int bits = allocate(1);
        bits(expression);
        code.istore(bits);
        return new Site.Integral(number, bits, bound);
    }

    private boolean isOfBits(Expression expression) {
        return expression instanceof Expression.Call call
                && site.scope().operation(call) != null
                && site.scope().operation(call).isOfBits();
    }

    private void testVariable(Expression.Name name, Label usual) {
        Operand variable = site.operand(name);
        if (variable == null) {
            return;
        }
        if (isForBits && variable instanceof Variable.Counter counter) {
            counter.testCounts(code, usual);
        } else if (variable.kind() != Kind.NUMBER && tested.add(site.identity(name))) {
            variable.pushReference(code);
            Linkage.num(code);
            code.if_acmpne(usual);
        }
    }

    private void testNumber(int slot, Label usual) {
        code.dload(slot).dload(slot).dcmpl().ifne(usual);
    }

    /** Whether NaN may mean that there is no number. */
    private boolean isUncertain(Expression expression) {
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
        if (expression instanceof Expression.Call call) {
            return site.calls.containsKey(call) && within(call, this::isUncertain);
        }
        return false;
    }

    private static Expression strip(Expression expression) {
        Expression e = expression;
        while (e instanceof Expression.Parenthesized p) {
            e = p.inner();
        }
        return e;
    }

    /** Does something with the result of an inlined call, where it stands. */
    private <T> T within(Expression.Call call, Function<Expression, T> work) {
        Site caller = site;
        Site.Inlined inlined = caller.calls.get(call);
        site = inlined.site();
        T done = work.apply(inlined.result());
        site = caller;
        return done;
    }

    // --- integers of a run -----------------------------------------------------------------------

    /** What an integer is at most, or its negative at least; negative for what may be none. */
    private double bound(Expression expression) {
        Site.Integral known = integral(expression);
        if (known != null) {
            return known.bound();
        }
        double bound = boundOfBare(strip(expression));
        return bound <= LARGEST_SUM ? bound : -1;
    }

    private double boundOfBare(Expression bare) {
        if (bare instanceof Expression.Call call) {
            return site.calls.containsKey(call)
                    ? within(call, this::bound)
                    : isOfBits(call) ? INT_BOUND : -1;
        }
        if (bare instanceof Expression.NumberLiteral n) {
            return bound(n.value());
        }
        if (bare instanceof Expression.Name name) {
            Double constant = constant(name);
            boolean isInt = site.operand(name) instanceof Site.ComputedInt;
            return constant != null ? bound(constant) : isInt ? INT_BOUND : -1;
        }
        if (bare instanceof Expression.Unary u) {
            return bound(u.operand());
        }
        return bare instanceof Expression.Binary b ? boundOf(b) : -1;
    }

    private static double bound(double constant) {
        return Arithmetic.isIntegral(constant) ? Math.abs(constant) : -1;
    }

    private double boundOf(Expression.Binary binary) {
        double left = bound(binary.left());
        double right = bound(binary.right());
        if (left < 0 || right < 0) {
            return -1;
        }
        return switch (binary.operator()) {
            case ADD, SUBTRACT -> left + right;
            case MULTIPLY -> left * right;
            default -> -1;
        };
    }

    /** Operations on bits whose results are needed twice, in a sum. */
    private Void computeParts(Expression expression) {
        Expression bare = strip(expression);
        if (bare instanceof Expression.Call call && site.calls.containsKey(call)) {
            within(call, this::computeParts);
        } else if (bare instanceof Expression.Call call
                && isOfBits(call)
                && !site.values.containsKey(call)) {
            site.values.put(call, computed(call));
        } else if (bare instanceof Expression.Binary b) {
            computeParts(b.left());
            computeParts(b.right());
        }
        return null;
    }

    /** Null for what is not known to be an integer. */
    private Site.Integral integral(Expression expression) {
        Expression inner = strip(expression);
        Operand operand = site.values.get(inner);
        if (operand == null && inner instanceof Expression.Name name) {
            operand = site.operand(name);
        }
        return operand instanceof Site.Integral known ? known : integrals.get(operand);
    }

    /** Makes sure that all parts of a sum are integers when some have been made of bits. */
    private void makeIntegral(Expression.Binary sum, Label usual) {
        List<Expression> parts = new ArrayList<>();
        addParts(sum, parts);
        boolean hasBits =
                parts.stream()
                        .anyMatch(p -> !(p instanceof Expression.NumberLiteral) && bound(p) >= 0);
        boolean isWanted =
                isForBits || parts.stream().allMatch(p -> bound(p) >= 0 || site.simple(p) != null);
        if (!hasBits || !isWanted) {
            return;
        }
        for (Expression part : parts) {
            if (bound(part) < 0 && !isInt(part)) {
                makeIntegral(part, usual);
            }
        }
    }

    private void addParts(Expression expression, List<Expression> parts) {
        if (strip(expression) instanceof Expression.Binary b && isSum(b)) {
            addParts(b.left(), parts);
            addParts(b.right(), parts);
        } else {
            parts.add(strip(expression));
        }
    }

    private void makeIntegral(Expression part, Label usual) {
        Operand number = site.simple(part);
        if (number == null) {
            number = computed(part);
        }
        number.pushNumber(code);
        Linkage.isIntegral(code);
        code.ifeq(usual);
        int bits = allocate(1);
        number.pushNumber(code);
        Linkage.bits(code);
        code.istore(bits);
        Site.Integral made = new Site.Integral(number, bits, CHECKED_BOUND);
        integrals.put(number, made);
        site.values.put(part, made);
    }

    // --- second pass -----------------------------------------------------------------------------

    /** Leaves a double. */
    private Void value(Expression expression) {
        Operand computed = site.values.get(expression);
        Operand simple = computed != null ? computed : site.simple(expression);
        if (simple != null) {
            simple.pushNumber(code);
            return null;
        }
        if (expression instanceof Expression.Parenthesized p) {
            value(p.inner());
        } else if (expression instanceof Expression.Name global) {
            globalNumber(global);
        } else if (expression instanceof Expression.Index index) {
            item(index);
        } else if (expression instanceof Expression.Binary b) {
            value(b.left());
            value(b.right());
            Linkage.numeric(code, b.operator());
        } else if (expression instanceof Expression.Unary u) {
            value(u.operand());
            code.dneg();
        } else if (expression instanceof Expression.Call call && site.calls.containsKey(call)) {
            within(call, this::value);
        } else if (expression instanceof Expression.Call call) {
            operation(call);
        } else {
            throw new IllegalStateException(expression.toString());
        }
        return null;
    }

    private void operation(Expression.Call call) {
        NumericOperation operation = site.scope().operation(call);
        if (operation.isOfBits()) {
            bitsOf(call);
            code.i2d();
            return;
        }
        call.arguments().forEach(this::value);
        Linkage.operation(code, operation);
    }

    /** Leaves the int that operations on bits take the number for. */
    private Void bits(Expression expression) {
        Expression inner = strip(expression);
        if (site.values.get(inner) instanceof Site.ComputedInt known) {
            known.pushIndex(code);
        } else if (inner instanceof Expression.Call call && site.calls.containsKey(call)) {
            within(call, this::bits);
        } else if (isOfBits(inner)) {
            bitsOf((Expression.Call) inner);
        } else if (inner instanceof Expression.NumberLiteral literal) {
            code.loadConstant(Arithmetic.bits(literal.value()));
        } else if (bitsVariable(inner) != null) {
            bitsVariable(inner).pushBits(code);
        } else if (isInt(inner) || isRun && bound(inner) >= 0) {
            intValue(inner);
        } else if (site.values.containsKey(expression)
                || !pushedSumOfVariables(inner) && !pushedIntSum(inner)) {
            value(expression);
            Linkage.bits(code);
        }
        return null;
    }

    /** Whether it is certainly an int, or a sum of few. */
    private boolean isInt(Expression expression) {
        Expression bare = strip(expression);
        if (bare instanceof Expression.Call call && site.calls.containsKey(call)) {
            return within(call, this::isInt);
        }
        if (bare instanceof Expression.Call call) {
            return isOfBits(call);
        }
        if (bare instanceof Expression.NumberLiteral n) {
            return n.value() == (int) n.value();
        }
        if (bare instanceof Expression.Name name) {
            return isIntVariable(site.operand(name));
        }
        if (bare instanceof Expression.Binary b) {
            return isSum(b) && isInt(b.left()) && isInt(b.right());
        }
        return false;
    }

    private static boolean isIntVariable(Operand operand) {
        return operand instanceof Variable.Counter
                || operand instanceof Site.ComputedInt
                || operand != null
                        && operand.constant() != null
                        && operand.constant() == operand.constant().intValue();
    }

    private Double constant(Expression.Name name) {
        Operand operand = site.operand(name);
        return operand == null ? null : operand.constant();
    }

    private static boolean isSum(Expression.Binary binary) {
        return binary.operator() == Operator.ADD || binary.operator() == Operator.SUBTRACT;
    }

    /** Leaves the low 32 bits, which sums of ints have whether they overflow or not. */
    private Void intValue(Expression expression) {
        Expression bare = strip(expression);
        if (bare instanceof Expression.Call call && site.calls.containsKey(call)) {
            within(call, this::intValue);
        } else if (bare instanceof Expression e && integral(e) != null) {
            integral(e).pushBits(code);
        } else if (bare instanceof Expression.Name name && constant(name) != null) {
            code.loadConstant(Arithmetic.bits(constant(name)));
        } else if (bare instanceof Expression.Name name) {
            site.operand(name).pushIndex(code);
        } else if (bare instanceof Expression.Binary b) {
            intValue(b.left());
            intValue(b.right());
            switch (b.operator()) {
                case ADD -> code.iadd();
                case SUBTRACT -> code.isub();
                default -> code.imul();
            }
        } else {
            bits(expression);
        }
        return null;
    }

    /** Null unless it is a variable with an int beside it. */
    private Variable.Bits bitsVariable(Expression expression) {
        return strip(expression) instanceof Expression.Name name
                        && site.operand(name) instanceof Variable.Bits bits
                ? bits
                : null;
    }

    /** Leaves the bits of a sum of ints and variables; false when it is none. */
    private boolean pushedSumOfVariables(Expression sum) {
        if (!(sum instanceof Expression.Binary b) || !isSum(b)) {
            return false;
        }
        List<Expression> parts = new ArrayList<>();
        addParts(b, parts);
        List<Variable.Bits> variables =
                parts.stream().map(this::bitsVariable).filter(v -> v != null).toList();
        boolean isKnown = parts.stream().allMatch(p -> isInt(p) || bitsVariable(p) != null);
        if (!isKnown || variables.isEmpty()) {
            return false;
        }
        addBits(b);
        variables.getFirst().pushExact(code);
        for (Variable.Bits other : variables.subList(1, variables.size())) {
            other.pushExact(code);
            code.iand();
        }
        value(b);
        Linkage.bitsOfSum(code);
        return true;
    }

    private void addBits(Expression part) {
        if (strip(part) instanceof Expression.Binary b && isSum(b)) {
            addBits(b.left());
            addBits(b.right());
            if (b.operator() == Operator.ADD) {
                code.iadd();
            } else {
                code.isub();
            }
        } else {
            bits(part);
        }
    }

    /** Leaves the bits of an int and one or two other numbers; false when it is none. */
    private boolean pushedIntSum(Expression expression) {
        if (!(expression instanceof Expression.Binary b) || b.operator() != Operator.ADD) {
            return false;
        }
        if (isInt(b.left())) {
            intValue(b.left());
            value(b.right());
            Linkage.bitsOfSum(code, 1);
            return true;
        }
        if (strip(b.left()) instanceof Expression.Binary inner
                && inner.operator() == Operator.ADD
                && isInt(inner.left())) {
            intValue(inner.left());
            value(inner.right());
            value(b.right());
            Linkage.bitsOfSum(code, 2);
            return true;
        }
        return false;
    }

    private void bitsOf(Expression.Call call) {
        NumericOperation operation = site.scope().operation(call);
        List<Expression> arguments = call.arguments();
        bits(arguments.getFirst());
        for (int i = 1; i < arguments.size(); i++) {
            bits(arguments.get(i));
            Linkage.operation(code, operation);
        }
        if (arguments.size() == 1) {
            Linkage.operation(code, operation);
        }
    }

    private void globalNumber(Expression.Name global) {
        method.pushVm();
        reference(global);
        Linkage.numberOrNaN(code);
    }

    private void item(Expression.Index index) {
        reference(index.object());
        if (index.key() instanceof Expression.StringLiteral name) {
            method.constants().pushCache(code, name.value());
            Linkage.fieldNumber(code);
            return;
        }
        Linkage.itemNumber(code, itemKey(index.key()));
    }

    /** Whether it is an int. */
    private boolean itemKey(Expression key) {
        if (TableEmitter.isInt(key)) {
            code.loadConstant((int) ((Expression.NumberLiteral) key).value());
            return true;
        }
        Operand simple = site.simple(key);
        if (simple != null && simple.hasIndex()) {
            simple.pushIndex(code);
            return true;
        }
        if (isOfBits(strip(key))) {
            bits(key);
            return true;
        }
        value(key);
        return false;
    }

    /** Leaves a reference; something that cannot be indexed, nor called, when it is not at hand. */
    private void reference(Expression expression) {
        Expression inner = strip(expression);
        Operand simple = site.simple(inner);
        if (simple != null) {
            simple.pushReference(code);
            return;
        }
        method.pushVm();
        if (inner instanceof Expression.Name global) {
            site.pushEnvironment(code);
            method.constants().pushCache(code, global.name());
            Linkage.peekField(code);
            return;
        }
        Expression.Index index = (Expression.Index) inner;
        reference(index.object());
        if (index.key() instanceof Expression.StringLiteral name) {
            method.constants().pushCache(code, name.value());
            Linkage.peekField(code);
        } else if (itemKey(index.key())) {
            Linkage.tryGetInt(code);
        } else {
            Linkage.tryGetNumber(code);
        }
    }
}
