// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Operator;
import io.perilune.lua.runtime.Arithmetic;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private static final int MAX_NODES = 120;

    private final MethodContext method;
    private final Code code;
    private final Map<Expression, Integer> calleeSlots = new IdentityHashMap<>();
    private final Map<Expression, Integer> valueSlots = new IdentityHashMap<>();
    private final Set<Object> tested = new HashSet<>();

    /** In an argument of an operation on bits, where a counter's int is taken for the number. */
    private boolean isForBits;

    /** More than 0 while the usual way is emitted: there nothing is tried a second time. */
    private int usualDepth;

    SpeculationEmitter(MethodContext method) {
        this.method = method;
        this.code = method.code();
    }

    private ExpressionEmitter expressions() {
        return method.expressions();
    }

    // --- which expressions -----------------------------------------------------------------------

    /** Whether it is worth it: at least one operation. */
    boolean applies(Expression expression) {
        return usualDepth == 0
                && !method.owner().isTraced()
                && isOperation(expression)
                && expressions().kind(expression) == Kind.ANY
                && nodes(expression) <= MAX_NODES;
    }

    private static boolean isOperation(Expression expression) {
        return switch (expression) {
            case Expression.Parenthesized p -> isOperation(p.inner());
            case Expression.Binary b -> b.operator().isArithmetic();
            case Expression.Unary u -> u.operator() == Operator.NEGATE;
            case Expression.Call call -> NumericCall.of(call) != null;
            default -> false;
        };
    }

    /** How many parts it has; too many when it can do more than compute. */
    private int nodes(Expression expression) {
        return switch (expression) {
            case Expression.Parenthesized p -> nodes(p.inner());
            case Expression.NumberLiteral n -> 1;
            case Expression.Name name -> isNeverNumber(name) ? MAX_NODES + 1 : 1;
            case Expression.Index index -> 2 + path(index.object()) + key(index.key());
            case Expression.Binary b when b.operator().isArithmetic() ->
                    atMost(1 + nodes(b.left()) + nodes(b.right()));
            case Expression.Unary u when u.operator() == Operator.NEGATE -> 1 + nodes(u.operand());
            case Expression.Call call when NumericCall.of(call) != null -> {
                int sum = 2 + path(call.function());
                for (Expression argument : call.arguments()) {
                    sum = atMost(sum + nodes(argument));
                }
                yield sum;
            }
            default -> MAX_NODES + 1;
        };
    }

    private static int atMost(int sum) {
        return Math.min(sum, MAX_NODES + 1);
    }

    private int key(Expression key) {
        return key instanceof Expression.StringLiteral ? 1 : nodes(key);
    }

    /** An object that is indexed, or a function. */
    private int path(Expression expression) {
        return switch (expression) {
            case Expression.Name name -> 1;
            case Expression.Index index -> atMost(2 + path(index.object()) + key(index.key()));
            case Expression.Parenthesized p -> path(p.inner());
            default -> MAX_NODES + 1;
        };
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
        usually(() -> method.convert(expressions().push(expression), Kind.ANY));
        code.labelBinding(done);
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
        usually(
                () -> {
                    if (isTail) {
                        method.calls().pushTail(call);
                    } else {
                        method.calls().pushAnswer(call);
                    }
                });
        code.labelBinding(done);
    }

    /** A number in a JVM local, or a jump, with nothing on the stack either way. */
    private int begin(Expression expression, Label usual) {
        int number = method.allocate(2);
        prepare(expression, usual);
        value(expression);
        code.dstore(number);
        if (isUncertain(expression)) {
            testNumber(number, usual);
        }
        forget();
        return number;
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
        prepare(left, usual);
        prepare(right, usual);
        for (int i = 0; i < 2; i++) {
            value(sides[i]);
            code.dstore(numbers[i]);
            if (isUncertain(sides[i])) {
                testNumber(numbers[i], usual);
            }
        }
        forget();
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

    private void forget() {
        calleeSlots.clear();
        valueSlots.clear();
        tested.clear();
    }

    // --- first pass ------------------------------------------------------------------------------

    private void prepare(Expression expression, Label usual) {
        switch (expression) {
            case Expression.Parenthesized p -> prepare(p.inner(), usual);
            case Expression.Name name -> testVariable(name, usual);
            case Expression.Index index -> prepareIndex(index, usual);
            case Expression.Binary b -> {
                boolean isPower = b.operator() == Operator.POWER;
                prepareOperand(b.left(), isPower, usual);
                prepareOperand(b.right(), isPower, usual);
            }
            case Expression.Unary u -> prepare(u.operand(), usual);
            case Expression.Call call -> prepareCall(call, usual);
            default -> {}
        }
    }

    /**
     * @param isFinal whether a NaN would not come through
     */
    private void prepareOperand(Expression expression, boolean isFinal, Label usual) {
        prepare(expression, usual);
        if (isFinal && isUncertain(expression)) {
            int slot = method.allocate(2);
            value(expression);
            code.dstore(slot);
            testNumber(slot, usual);
            valueSlots.put(expression, slot);
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

    private void prepareCall(Expression.Call call, Label usual) {
        NumericCall form = NumericCall.of(call);
        int function = method.allocate(1);
        if (strip(call.function()) instanceof Expression.Index index) {
            prepareIndex(index, usual);
        }
        reference(call.function());
        code.astore(function).aload(function).instanceOf(Linkage.FUNCTION).ifeq(usual);
        code.aload(function).checkcast(Linkage.FUNCTION).astore(function);
        code.aload(function);
        Linkage.forms(code);
        code.loadConstant(form.formOf(call.arguments().size())).iand().ifeq(usual);
        calleeSlots.put(call, function);
        boolean outer = isForBits;
        isForBits = form.isOfBits();
        call.arguments().forEach(argument -> prepareOperand(argument, true, usual));
        isForBits = outer;
    }

    private void testVariable(Expression.Name name, Label usual) {
        Variable variable = method.variable(name);
        if (variable == null) {
            return;
        }
        if (isForBits && variable instanceof Variable.Counter counter) {
            counter.testCounts(code, usual);
        } else if (variable.kind() != Kind.NUMBER && tested.add(method.scope().binding(name))) {
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
        if (valueSlots.containsKey(expression)) {
            return false;
        }
        return switch (expression) {
            case Expression.Parenthesized p -> isUncertain(p.inner());
            case Expression.Name name -> method.variable(name) == null;
            case Expression.Index index -> true;
            case Expression.Binary b -> isUncertain(b.left()) || isUncertain(b.right());
            case Expression.Unary u -> isUncertain(u.operand());
            default -> false;
        };
    }

    private static Expression strip(Expression expression) {
        Expression e = expression;
        while (e instanceof Expression.Parenthesized p) {
            e = p.inner();
        }
        return e;
    }

    // --- second pass -----------------------------------------------------------------------------

    /** Leaves a double. */
    private void value(Expression expression) {
        Integer slot = valueSlots.get(expression);
        if (slot != null) {
            code.dload(slot);
            return;
        }
        Operand simple = expressions().simple(expression);
        if (simple != null) {
            simple.pushNumber(code);
            return;
        }
        switch (expression) {
            case Expression.Parenthesized p -> value(p.inner());
            case Expression.Name global -> globalNumber(global);
            case Expression.Index index -> item(index);
            case Expression.Binary b -> {
                value(b.left());
                value(b.right());
                Linkage.numeric(code, b.operator());
            }
            case Expression.Unary u -> {
                value(u.operand());
                code.dneg();
            }
            case Expression.Call call -> call(call);
            default -> throw new IllegalStateException(expression.toString());
        }
    }

    private void call(Expression.Call call) {
        if (NumericCall.of(call).isOfBits()) {
            bitsOf(call);
            code.i2d();
            return;
        }
        code.aload(calleeSlots.get(call));
        call.arguments().forEach(this::value);
        Linkage.ofNumbers(code, call.arguments().size());
    }

    /** Leaves the int that operations on bits take the number for. */
    private void bits(Expression expression) {
        Expression inner = strip(expression);
        if (inner instanceof Expression.Call call && NumericCall.of(call).isOfBits()) {
            bitsOf(call);
        } else if (inner instanceof Expression.NumberLiteral literal) {
            code.loadConstant(Arithmetic.bits(literal.value()));
        } else if (isInt(inner)) {
            intValue(inner);
        } else if (!pushedIntSum(inner)) {
            value(expression);
            Linkage.bits(code);
        }
    }

    /** Whether it is certainly an int, or a sum of few. */
    private boolean isInt(Expression expression) {
        return switch (strip(expression)) {
            case Expression.Call call -> NumericCall.of(call).isOfBits();
            case Expression.NumberLiteral n -> n.value() == (int) n.value();
            case Expression.Name name -> method.variable(name) instanceof Variable.Counter;
            case Expression.Binary b -> isSum(b) && isInt(b.left()) && isInt(b.right());
            default -> false;
        };
    }

    private static boolean isSum(Expression.Binary binary) {
        return binary.operator() == Operator.ADD || binary.operator() == Operator.SUBTRACT;
    }

    /** Leaves the low 32 bits, which sums of ints have whether they overflow or not. */
    private void intValue(Expression expression) {
        switch (strip(expression)) {
            case Expression.Name name -> ((Variable.Counter) method.variable(name)).pushIndex(code);
            case Expression.Binary b -> {
                intValue(b.left());
                intValue(b.right());
                if (b.operator() == Operator.ADD) {
                    code.iadd();
                } else {
                    code.isub();
                }
            }
            default -> bits(expression);
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
        List<Expression> arguments = call.arguments();
        int function = calleeSlots.get(call);
        for (int i = arguments.size() - 1; i >= 1; i--) {
            code.aload(function);
        }
        if (arguments.size() == 1) {
            code.aload(function);
        }
        bits(arguments.getFirst());
        for (int i = 1; i < arguments.size(); i++) {
            bits(arguments.get(i));
            Linkage.ofBits(code, 2);
        }
        if (arguments.size() == 1) {
            Linkage.ofBits(code, 1);
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
        Operand simple = expressions().simple(key);
        if (simple != null && simple.hasIndex()) {
            simple.pushIndex(code);
            return true;
        }
        value(key);
        return false;
    }

    /** Leaves a reference; something that cannot be indexed, nor called, when it is not at hand. */
    private void reference(Expression expression) {
        Expression inner = strip(expression);
        Operand simple = expressions().simple(inner);
        if (simple != null) {
            simple.pushReference(code);
            return;
        }
        method.pushVm();
        if (inner instanceof Expression.Name global) {
            method.pushEnvironment();
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
