// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Operator;

/** Conditions as jumps. Single use. */
final class ConditionEmitter {
    private final MethodContext method;
    private final Code code;

    ConditionEmitter(MethodContext method) {
        this.method = method;
        this.code = method.code();
    }

    /** Jumps when the condition is as wanted, else falls through; leaves nothing on the stack. */
    void jump(Expression condition, Label target, boolean when) {
        if (method.isCut(condition)) {
            jumpValue(condition, target, when);
        } else if (condition instanceof Expression.Nil || condition instanceof Expression.False) {
            jumpIf(!when, target);
        } else if (condition instanceof Expression.True
                || condition instanceof Expression.NumberLiteral
                || condition instanceof Expression.StringLiteral) {
            jumpIf(when, target);
        } else if (condition instanceof Expression.Parenthesized p) {
            jump(p.inner(), target, when);
        } else if (condition instanceof Expression.Unary u && u.operator() == Operator.NOT) {
            jump(u.operand(), target, !when);
        } else if (condition instanceof Expression.Logical logical) {
            jumpLogical(logical, target, when);
        } else if (condition instanceof Expression.Binary b && b.operator().isComparison()) {
            jumpComparison(b, target, when);
        } else {
            jumpValue(condition, target, when);
        }
    }

    private void jumpIf(boolean always, Label target) {
        if (always) {
            code.goto_(target);
        }
    }

    private void jumpLogical(Expression.Logical logical, Label target, boolean when) {
        boolean decidesEarly = (logical.operator() == Operator.OR) == when;
        if (decidesEarly) {
            jump(logical.left(), target, when);
            jump(logical.right(), target, when);
            return;
        }
        Label skip = code.newLabel();
        jump(logical.left(), skip, !when);
        jump(logical.right(), target, when);
        code.labelBinding(skip);
    }

    private void jumpValue(Expression value, Label target, boolean when) {
        Operand simple = method.expressions().simple(value);
        if (simple != null) {
            jump(simple, target, when);
            return;
        }
        if (method.expressions().kind(value) == Kind.NUMBER) {
            method.pop(method.expressions().push(value));
            jumpIf(when, target);
            return;
        }
        method.expressions().pushTag(value);
        Linkage.truth(code);
        jumpInt(target, when);
    }

    private void jumpInt(Label target, boolean when) {
        if (when) {
            code.ifne(target);
        } else {
            code.ifeq(target);
        }
    }

    /** On the truth of a value that can be read twice. */
    void jump(Operand operand, Label target, boolean when) {
        if (operand.kind() == Kind.NUMBER) {
            jumpIf(when, target);
            return;
        }
        Label isFalse = when ? code.newLabel() : target;
        operand.pushReference(code);
        code.ifnull(isFalse);
        operand.pushReference(code);
        Linkage.bool(code, false);
        if (when) {
            code.if_acmpne(target).labelBinding(isFalse);
        } else {
            code.if_acmpeq(target);
        }
    }

    // --- comparisons -----------------------------------------------------------------------------

    private void jumpComparison(Expression.Binary binary, Label target, boolean when) {
        int mark = method.mark();
        switch (binary.operator()) {
            case EQUAL -> jumpEqual(binary, target, when);
            case NOT_EQUAL -> jumpEqual(binary, target, !when);
            default -> jumpOrder(binary, target, when);
        }
        method.release(mark);
    }

    private void jumpOrder(Expression.Binary binary, Label target, boolean when) {
        ExpressionEmitter expressions = method.expressions();
        if (expressions.kind(binary.left()) == Kind.NUMBER
                && expressions.kind(binary.right()) == Kind.NUMBER) {
            expressions.push(binary.left(), Kind.NUMBER);
            expressions.push(binary.right(), Kind.NUMBER);
            jumpNumbers(binary.operator(), target, when);
            return;
        }
        Label usual = code.newLabel();
        Label end = code.newLabel();
        int[] numbers = method.speculation().beginTwo(binary.left(), binary.right(), usual);
        if (numbers != null) {
            code.dload(numbers[0]).dload(numbers[1]);
            jumpNumbers(binary.operator(), target, when);
            code.goto_(end).labelBinding(usual);
            method.speculation()
                    .condition(
                            binary,
                            target,
                            when,
                            (m, to) -> m.conditions().jumpOrderUsually(binary, to, when));
            code.labelBinding(end);
        } else {
            jumpOrderUsually(binary, target, when);
        }
    }

    private void jumpOrderUsually(Expression.Binary binary, Label target, boolean when) {
        ExpressionEmitter expressions = method.expressions();
        Operand[] both = expressions.numericOperands(binary.left(), binary.right());
        Label slow = code.newLabel();
        Label end = code.newLabel();
        if (ExpressionEmitter.couldBeNumbers(both)) {
            expressions.checkNumber(both[0], slow);
            expressions.checkNumber(both[1], slow);
            both[0].pushNumber(code);
            both[1].pushNumber(code);
            jumpNumbers(binary.operator(), target, when);
            code.goto_(end);
        }
        code.labelBinding(slow);
        method.line(binary.line());
        jumpOrderSlow(binary.operator(), both, target, when);
        code.labelBinding(end);
    }

    /** double, double -> ; a comparison with NaN is false. */
    private void jumpNumbers(Operator operator, Label target, boolean when) {
        switch (operator) {
            case LESS -> {
                code.dcmpg();
                if (when) code.iflt(target);
                else code.ifge(target);
            }
            case LESS_EQUAL -> {
                code.dcmpg();
                if (when) code.ifle(target);
                else code.ifgt(target);
            }
            case GREATER -> {
                code.dcmpl();
                if (when) code.ifgt(target);
                else code.ifle(target);
            }
            case GREATER_EQUAL -> {
                code.dcmpl();
                if (when) code.ifge(target);
                else code.iflt(target);
            }
            case EQUAL -> {
                code.dcmpl();
                if (when) code.ifeq(target);
                else code.ifne(target);
            }
            default -> throw new IllegalArgumentException(operator.text());
        }
    }

    private void jumpOrderSlow(Operator operator, Operand[] both, Label target, boolean when) {
        boolean swapped = operator == Operator.GREATER || operator == Operator.GREATER_EQUAL;
        method.pushVm();
        both[swapped ? 1 : 0].pushBoth(code);
        both[swapped ? 0 : 1].pushBoth(code);
        if (operator == Operator.LESS || operator == Operator.GREATER) {
            OperationLinkage.lessSlow(code);
        } else {
            OperationLinkage.lessOrEqualSlow(code);
        }
        jumpInt(target, when);
    }

    private void jumpEqual(Expression.Binary binary, Label target, boolean when) {
        Expression left = binary.left();
        Expression right = binary.right();
        if (right.isConstant()) {
            jumpEqualToConstant(left, right, target, when);
        } else if (left.isConstant()) {
            jumpEqualToConstant(right, left, target, when);
        } else if (areBothNumbers(left, right)) {
            method.expressions().push(left, Kind.NUMBER);
            method.expressions().push(right, Kind.NUMBER);
            jumpNumbers(Operator.EQUAL, target, when);
        } else {
            Operand[] both = method.expressions().operands(left, right);
            method.line(binary.line());
            method.pushVm();
            both[0].pushBoth(code);
            both[1].pushBoth(code);
            OperationLinkage.equal(code);
            jumpInt(target, when);
        }
    }

    private boolean areBothNumbers(Expression left, Expression right) {
        return method.expressions().kind(left) == Kind.NUMBER
                && method.expressions().kind(right) == Kind.NUMBER;
    }

    private void jumpEqualToConstant(
            Expression value, Expression constant, Label target, boolean when) {
        if (constant instanceof Expression.NumberLiteral n) {
            jumpEqualToNumber(value, n.value(), target, when);
        } else if (constant instanceof Expression.StringLiteral s) {
            method.expressions().pushTag(value);
            method.constants().pushString(code, s.value());
            OperationLinkage.equalToString(code);
            jumpInt(target, when);
        } else if (constant instanceof Expression.Nil) {
            method.expressions().pushTag(value);
            if (when) code.ifnull(target);
            else code.ifnonnull(target);
        } else {
            method.expressions().pushTag(value);
            Linkage.bool(code, constant instanceof Expression.True);
            if (when) code.if_acmpeq(target);
            else code.if_acmpne(target);
        }
    }

    private void jumpEqualToNumber(Expression value, double number, Label target, boolean when) {
        if (method.expressions().kind(value) == Kind.NUMBER) {
            method.expressions().push(value, Kind.NUMBER);
            code.loadConstant(number);
            jumpNumbers(Operator.EQUAL, target, when);
            return;
        }
        Label usual = code.newLabel();
        Label end = code.newLabel();
        Expression literal = new Expression.NumberLiteral(number);
        int[] numbers = method.speculation().beginTwo(value, literal, usual);
        if (numbers != null) {
            code.dload(numbers[0]).dload(numbers[1]);
            jumpNumbers(Operator.EQUAL, target, when);
            code.goto_(end).labelBinding(usual);
            method.speculation()
                    .condition(
                            new Expression.Binary(Operator.EQUAL, value, literal, 0),
                            target,
                            when,
                            (m, to) ->
                                    m.conditions()
                                            .jumpEqualToNumberUsually(value, number, to, when));
            code.labelBinding(end);
        } else {
            jumpEqualToNumberUsually(value, number, target, when);
        }
    }

    private void jumpEqualToNumberUsually(
            Expression value, double number, Label target, boolean when) {
        Operand operand = method.expressions().settledOperand(value);
        Label different = when ? code.newLabel() : target;
        operand.pushReference(code);
        Linkage.num(code);
        code.if_acmpne(different);
        operand.pushNumber(code);
        code.loadConstant(number);
        jumpNumbers(Operator.EQUAL, target, when);
        if (when) {
            code.labelBinding(different);
        }
    }
}
