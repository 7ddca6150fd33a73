// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Facts;
import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Operator;
import java.util.ArrayList;
import java.util.List;

/**
 * Code that leaves the value of an expression on the JVM's stack. Single use.
 *
 * <p>{@link #push} leaves it in the form that {@link #kind} says: a double, a reference, or a
 * reference below a double.
 */
final class ExpressionEmitter {
    private final MethodContext method;
    private final Code code;
    private final TableEmitter tables;

    ExpressionEmitter(MethodContext method) {
        this.method = method;
        this.code = method.code();
        this.tables = new TableEmitter(method, this);
    }

    TableEmitter tables() {
        return tables;
    }

    Kind kind(Expression expression) {
        return Facts.kind(method.scope(), expression);
    }

    // --- forms -----------------------------------------------------------------------------------

    /** Reference and double. */
    void pushBoth(Expression expression) {
        push(expression, Kind.ANY);
    }

    /** In a wanted form. */
    void push(Expression expression, Kind want) {
        Operand simple = simple(expression);
        if (simple != null) {
            push(simple, want);
            return;
        }
        boolean tagFirst = want == Kind.ANY && kind(expression) == Kind.NUMBER;
        if (tagFirst) {
            Linkage.num(code);
        }
        method.convert(push(expression), tagFirst ? Kind.NUMBER : want);
    }

    void push(Operand operand, Kind want) {
        switch (want) {
            case NUMBER -> operand.pushNumber(code);
            case REFERENCE -> operand.pushReference(code);
            default -> operand.pushBoth(code);
        }
    }

    /** Only the reference: NUM for a number, which is lost. */
    void pushTag(Expression expression) {
        Operand simple = simple(expression);
        if (simple != null) {
            simple.pushReference(code);
        } else {
            push(expression, Kind.ANY);
            code.pop2();
        }
    }

    /** One boxed reference. */
    void pushBoxed(Expression expression) {
        Operand simple = simple(expression);
        if (simple != null && simple.kind() == Kind.REFERENCE) {
            simple.pushReference(code);
        } else {
            method.box(push(expression));
        }
    }

    /** All values of a list, boxed, in a new array. */
    void pushAll(List<Expression> expressions) {
        int count = expressions.size();
        boolean isOpen = count > 0 && expressions.getLast().isMulti();
        int fixed = isOpen ? count - 1 : count;
        if (fixed > 0 || !isOpen) {
            pushArray(expressions, fixed);
        }
        if (isOpen) {
            pushOpen(expressions.getLast());
            if (fixed > 0) {
                Linkage.joinValues(code);
            }
        }
    }

    private void pushArray(List<Expression> expressions, int count) {
        if (count == 0) {
            Linkage.noValues(code);
            return;
        }
        code.loadConstant(count).anewarray(Linkage.OBJECT);
        for (int i = 0; i < count; i++) {
            code.dup().loadConstant(i);
            pushBoxed(expressions.get(i));
            code.aastore();
        }
    }

    /** All values of a call or of "...", in an array of one's own. */
    private void pushOpen(Expression expression) {
        if (expression instanceof Expression.Vararg) {
            code.aload(method.varargs()).iconst_0();
            Linkage.valuesFrom(code);
        } else {
            method.calls().pushValues(expression);
        }
    }

    // --- operands --------------------------------------------------------------------------------

    /** A constant or a variable, which can be read at any time; null for anything else. */
    Operand simple(Expression expression) {
        if (expression instanceof Expression.NumberLiteral n) {
            return Operand.number(n.value());
        }
        if (expression instanceof Expression.Nil) {
            return Operand.reference(Code::aconst_null);
        }
        if (expression instanceof Expression.True) {
            return Operand.reference(c -> Linkage.bool(c, true));
        }
        if (expression instanceof Expression.False) {
            return Operand.reference(c -> Linkage.bool(c, false));
        }
        if (expression instanceof Expression.StringLiteral s) {
            return Operand.reference(c -> method.constants().pushString(c, s.value()));
        }
        if (expression instanceof Expression.Name name) {
            return method.variable(name);
        }
        if (expression instanceof Expression.Parenthesized p) {
            return p.inner().isMulti() ? null : simple(p.inner());
        }
        if (expression instanceof Expression.Binary b) {
            return shifted(b);
        }
        return null;
    }

    private static final int LARGEST_SHIFT = 1 << 20;

    /** A loop's counter and a small constant: {@code a[i + 1]}. */
    private Operand shifted(Expression.Binary binary) {
        boolean isSum = binary.operator() == Operator.ADD;
        if ((isSum || binary.operator() == Operator.SUBTRACT)
                && binary.left() instanceof Expression.Name name
                && binary.right() instanceof Expression.NumberLiteral constant
                && constant.value() == (int) constant.value()
                && Math.abs(constant.value()) <= LARGEST_SHIFT
                && method.variable(name) instanceof Variable.Counter counter) {
            int by = (int) constant.value();
            return Operand.shifted(counter, isSum ? by : -by);
        }
        return null;
    }

    /**
     * The expression as something to push often: evaluated now into a temporary when it is not
     * simple.
     */
    Operand operand(Expression expression) {
        Operand simple = simple(expression);
        return simple != null ? simple : evaluated(expression);
    }

    /** As {@link #operand}, but what a later call could change is read now. */
    Operand settledOperand(Expression expression) {
        Operand simple = simple(expression);
        boolean isSettled = simple != null && !(simple instanceof Variable v && v.isShared());
        return isSettled ? simple : evaluated(expression);
    }

    Operand evaluated(Expression expression) {
        Kind kind = kind(expression);
        push(expression, kind);
        Variable.Slots temporary = method.temporary(kind);
        temporary.store(method);
        return temporary;
    }

    /** A cell's content is read once; before this the order of reading is LuaJIT's. */
    Operand settled(Operand operand) {
        if (operand instanceof Variable v && v.isShared()) {
            operand.pushBoth(code);
            Variable.Slots temporary = method.temporary(Kind.ANY);
            temporary.store(method);
            return temporary;
        }
        return operand;
    }

    /** Both sides of an operator, evaluated in order. */
    Operand[] operands(Expression left, Expression right) {
        Operand first = lateOperand(left);
        Operand second = operand(right);
        return new Operand[] {settled(first), settled(second)};
    }

    /** As {@link #operands}, for an operator whose operands are numbers as a rule. */
    Operand[] numericOperands(Expression left, Expression right) {
        Operand first = isOuterShared(left) ? evaluated(left) : numericOperand(left);
        Operand second = numericOperand(right);
        return new Operand[] {settled(first), settled(second)};
    }

    Operand numericOperand(Expression expression) {
        return tables.isItem(expression) && !method.speculation().isUsual()
                ? tables.itemAsNumber((Expression.Index) expression)
                : operand(expression);
    }

    /**
     * Evaluated now, but for a cell of this function: that is read when {@link #settled} is asked
     * for.
     */
    Operand lateOperand(Expression expression) {
        return isOuterShared(expression) ? evaluated(expression) : operand(expression);
    }

    /** An upvalue is read where it stands; a cell of this function only when it is needed. */
    private boolean isOuterShared(Expression expression) {
        return simple(expression) instanceof Variable v
                && v.isShared()
                && !method.isOwnCell(expression);
    }

    // --- all expressions -------------------------------------------------------------------------

    /** Leaves the value in the form that is returned. */
    Kind push(Expression expression) {
        Operand simple = simple(expression);
        if (simple != null) {
            push(simple, simple.kind());
            return simple.kind();
        }
        if (method.isCut(expression)) {
            return pushChain(expression);
        }
        if (method.speculation().applies(expression)) {
            method.speculation().pushBoth(expression);
            return Kind.ANY;
        }
        if (expression instanceof Expression.Name name) {
            return pushGlobal(name);
        }
        if (expression instanceof Expression.Parenthesized p) {
            return push(p.inner());
        }
        if (expression instanceof Expression.Vararg) {
            return pushFirstVararg();
        }
        if (expression instanceof Expression.Index index) {
            return tables.pushIndex(index);
        }
        if (expression instanceof Expression.Call call) {
            return method.calls().pushFirst(call);
        }
        if (expression instanceof Expression.MethodCall call) {
            return method.calls().pushFirst(call);
        }
        if (expression instanceof Expression.Function function) {
            return pushClosure(function);
        }
        if (expression instanceof Expression.Binary binary) {
            return pushBinary(binary);
        }
        if (expression instanceof Expression.Logical logical) {
            return pushLogical(logical);
        }
        if (expression instanceof Expression.Unary unary) {
            return pushUnary(unary);
        }
        if (expression instanceof Expression.TableConstructor constructor) {
            return tables.pushConstructor(constructor);
        }
        throw new IllegalStateException(expression.toString());
    }

    private Kind pushChain(Expression expression) {
        Kind kind = kind(expression);
        method.owner().splitter().chain(code, expression);
        if (kind == Kind.NUMBER) {
            code.pop();
        }
        if (kind != Kind.REFERENCE) {
            method.pushNumberOfVm();
        }
        return kind;
    }

    private Kind pushGlobal(Expression.Name name) {
        int cache = method.constants().newCache(name.name());
        Label done = code.newLabel();
        method.line(name.line());
        method.pushVm();
        method.pushEnvironment();
        method.constants().pushCache(code, cache);
        TableLinkage.tryGetField(code);
        code.dup();
        TableLinkage.miss(code);
        code.if_acmpne(done).pop();
        method.pushVm();
        method.pushEnvironment();
        code.dconst_0();
        method.constants().pushCache(code, cache);
        code.aconst_null();
        TableLinkage.getField(code);
        code.labelBinding(done);
        method.pushNumberOfVm();
        return Kind.ANY;
    }

    private Kind pushFirstVararg() {
        code.aload(method.varargs()).iconst_0();
        Linkage.valueAt(code);
        method.unbox();
        return Kind.ANY;
    }

    private Kind pushClosure(Expression.Function function) {
        method.owner().pushClosure(method, function.body());
        return Kind.REFERENCE;
    }

    // --- operators -------------------------------------------------------------------------------

    private Kind pushBinary(Expression.Binary binary) {
        if (binary.operator().isComparison()) {
            return pushTruth(binary);
        }
        if (binary.operator() == Operator.CONCAT) {
            return pushConcatenation(binary);
        }
        int mark = method.mark();
        Kind kind = pushArithmetic(binary);
        method.release(mark);
        return kind;
    }

    /** A condition as a value. */
    private Kind pushTruth(Expression condition) {
        Label isFalse = code.newLabel();
        Label end = code.newLabel();
        method.conditions().jump(condition, isFalse, false);
        Linkage.bool(code, true);
        code.goto_(end).labelBinding(isFalse);
        Linkage.bool(code, false);
        code.labelBinding(end);
        return Kind.REFERENCE;
    }

    private Kind pushArithmetic(Expression.Binary binary) {
        if (kind(binary.left()) == Kind.NUMBER && kind(binary.right()) == Kind.NUMBER) {
            push(binary.left(), Kind.NUMBER);
            push(binary.right(), Kind.NUMBER);
            OperationLinkage.numeric(code, binary.operator());
            return Kind.NUMBER;
        }
        Operand[] both = numericOperands(binary.left(), binary.right());
        Label slow = code.newLabel();
        Label end = code.newLabel();
        boolean isUsual = method.speculation().isUsual();
        if (couldBeNumbers(both) && !isUsual) {
            checkNumber(both[0], slow);
            checkNumber(both[1], slow);
            Linkage.num(code);
            both[0].pushNumber(code);
            both[1].pushNumber(code);
            OperationLinkage.numeric(code, binary.operator());
            code.goto_(end);
        }
        code.labelBinding(slow);
        method.line(binary.line());
        method.pushVm();
        both[0].pushBoth(code);
        both[1].pushBoth(code);
        method.pushName(Names.of(method.scope(), binary.left()));
        method.pushName(Names.of(method.scope(), binary.right()));
        if (isUsual) {
            OperationLinkage.arithmetic(code, binary.operator());
        } else {
            OperationLinkage.arithmeticSlow(code, binary.operator());
        }
        method.pushNumberOfVm();
        code.labelBinding(end);
        return Kind.ANY;
    }

    static boolean couldBeNumbers(Operand[] both) {
        return both[0].kind() != Kind.REFERENCE && both[1].kind() != Kind.REFERENCE;
    }

    /** Jumps when the operand is no number. */
    void checkNumber(Operand operand, Label otherwise) {
        if (operand.kind() != Kind.NUMBER) {
            operand.pushReference(code);
            Linkage.num(code);
            code.if_acmpne(otherwise);
        }
    }

    private Kind pushUnary(Expression.Unary unary) {
        int mark = method.mark();
        Kind kind =
                switch (unary.operator()) {
                    case NOT -> pushTruth(unary);
                    case NEGATE -> pushNegation(unary);
                    default -> pushLength(unary);
                };
        method.release(mark);
        return kind;
    }

    private Kind pushNegation(Expression.Unary unary) {
        if (kind(unary.operand()) == Kind.NUMBER) {
            push(unary.operand(), Kind.NUMBER);
            code.dneg();
            return Kind.NUMBER;
        }
        Operand operand =
                tables.isItem(unary.operand())
                        ? numericOperand(unary.operand())
                        : settledOperand(unary.operand());
        Label slow = code.newLabel();
        Label end = code.newLabel();
        if (operand.kind() != Kind.REFERENCE) {
            checkNumber(operand, slow);
            Linkage.num(code);
            operand.pushNumber(code);
            code.dneg().goto_(end);
        }
        code.labelBinding(slow);
        method.line(unary.line());
        method.pushVm();
        operand.pushBoth(code);
        method.pushName(Names.of(method.scope(), unary.operand()));
        OperationLinkage.negateSlow(code);
        method.pushNumberOfVm();
        code.labelBinding(end);
        return Kind.ANY;
    }

    private Kind pushLength(Expression.Unary unary) {
        method.pushVm();
        pushBoth(unary.operand());
        method.line(unary.line());
        method.pushName(Names.of(method.scope(), unary.operand()));
        OperationLinkage.length(code);
        method.pushNumberOfVm();
        return Kind.ANY;
    }

    // --- concatenation ---------------------------------------------------------------------------

    /** A chain "a .. b .. c" is one operation, from the right. */
    private Kind pushConcatenation(Expression.Binary binary) {
        List<Expression> parts = new ArrayList<>();
        Expression e = binary;
        while (e instanceof Expression.Binary b && b.operator() == Operator.CONCAT) {
            parts.add(b.left());
            e = b.right();
        }
        parts.add(e);
        method.pushVm();
        if (parts.size() == 2) {
            pushTwo(parts, binary.line());
        } else {
            pushMany(parts, binary.line());
        }
        method.pushNumberOfVm();
        return Kind.ANY;
    }

    private void pushTwo(List<Expression> parts, int line) {
        pushBoth(parts.getFirst());
        pushBoth(parts.getLast());
        method.line(line);
        method.pushName(Names.of(method.scope(), parts.getFirst()));
        method.pushName(Names.of(method.scope(), parts.getLast()));
        OperationLinkage.concat(code);
    }

    private void pushMany(List<Expression> parts, int line) {
        pushArray(parts, parts.size());
        String[] names = new String[parts.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = Names.of(method.scope(), parts.get(i));
        }
        method.constants().pushNames(code, names);
        method.line(line);
        OperationLinkage.concatMany(code);
    }

    // --- and, or ---------------------------------------------------------------------------------

    private Kind pushLogical(Expression.Logical logical) {
        Kind kind = kind(logical);
        Label end = code.newLabel();
        pushUnlessDecided(logical, kind, end);
        code.labelBinding(end);
        return kind;
    }

    /** Leaves the value; jumps to the end or falls through, with the value either way. */
    private void pushUnlessDecided(Expression.Logical logical, Kind kind, Label end) {
        if (logical.operator() == Operator.OR) {
            pushIfTrue(logical.left(), kind, end);
            push(logical.right(), kind);
        } else {
            pushIfFalse(logical.left(), kind, end);
            push(logical.right(), kind);
        }
    }

    private Expression.Logical innerLogical(Expression expression) {
        return expression instanceof Expression.Logical inner && !method.isCut(expression)
                ? inner
                : null;
    }

    /**
     * With a true value: leaves it and jumps to the end. Otherwise falls through and leaves
     * nothing.
     */
    private void pushIfTrue(Expression expression, Kind kind, Label end) {
        Expression.Logical inner = innerLogical(expression);
        if (inner != null && inner.operator() == Operator.OR) {
            pushIfTrue(inner.left(), kind, end);
            pushIfTrue(inner.right(), kind, end);
            return;
        }
        Label isFalse = code.newLabel();
        if (inner != null) {
            method.conditions().jump(inner.left(), isFalse, false);
            pushIfTrue(inner.right(), kind, end);
            code.labelBinding(isFalse);
            return;
        }
        int mark = method.mark();
        Operand operand = settledOperand(expression);
        method.conditions().jump(operand, isFalse, false);
        push(operand, kind);
        code.goto_(end).labelBinding(isFalse);
        method.release(mark);
    }

    /**
     * With nil or false: leaves it and jumps to the end. Otherwise falls through and leaves
     * nothing.
     */
    private void pushIfFalse(Expression expression, Kind kind, Label end) {
        Expression.Logical inner = innerLogical(expression);
        if (inner != null && inner.operator() == Operator.AND) {
            pushIfFalse(inner.left(), kind, end);
            pushIfFalse(inner.right(), kind, end);
            return;
        }
        Label isTrue = code.newLabel();
        if (inner != null) {
            method.conditions().jump(inner.left(), isTrue, true);
            pushIfFalse(inner.right(), kind, end);
            code.labelBinding(isTrue);
            return;
        }
        int mark = method.mark();
        Operand operand = settledOperand(expression);
        method.conditions().jump(operand, isTrue, true);
        push(operand, kind);
        code.goto_(end).labelBinding(isTrue);
        method.release(mark);
    }
}
