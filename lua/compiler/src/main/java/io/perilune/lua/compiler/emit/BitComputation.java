// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Operator;
import io.perilune.lua.runtime.Arithmetic;
import io.perilune.lua.runtime.NumericOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The second pass over what is tried, in ints: operations on bits, and what they take their
 * arguments for. Confined to its attempt.
 */
final class BitComputation {
    private final Attempt attempt;
    private final Code code;

    BitComputation(Attempt attempt) {
        this.attempt = attempt;
        this.code = attempt.code();
    }

    private Site site() {
        return attempt.site();
    }

    /** Leaves the int that operations on bits take the number for. */
    void push(Expression expression) {
        Expression bare = Attempt.bare(expression);
        if (site().values.get(bare) instanceof Site.ComputedInt known) {
            known.pushIndex(code);
        } else if (attempt.isInlined(bare)) {
            attempt.within((Expression.Call) bare, this::push);
        } else if (attempt.isOfBits(bare)) {
            pushOperation((Expression.Call) bare);
        } else if (bare instanceof Expression.NumberLiteral literal) {
            code.loadConstant(Arithmetic.bits(literal.value()));
        } else if (variable(bare) != null) {
            variable(bare).pushBits(code);
        } else if (isInt(bare) || attempt.isRun() && attempt.integers().bound(bare) >= 0) {
            pushLow(bare);
        } else if (site().values.containsKey(expression)
                || !pushedSumOfVariables(bare) && !pushedIntSum(bare)) {
            attempt.numbers().push(expression);
            OperationLinkage.bits(code);
        }
    }

    void pushOperation(Expression.Call call) {
        NumericOperation operation = site().scope().operation(call);
        List<Expression> arguments = call.arguments();
        push(arguments.getFirst());
        for (int i = 1; i < arguments.size(); i++) {
            push(arguments.get(i));
            OperationLinkage.operation(code, operation);
        }
        if (arguments.size() == 1) {
            OperationLinkage.operation(code, operation);
        }
    }

    /** Leaves the low 32 bits, which sums of ints have whether they overflow or not. */
    private void pushLow(Expression expression) {
        Expression bare = Attempt.bare(expression);
        Site.Integral integral = attempt.isInlined(bare) ? null : attempt.integers().of(bare);
        if (attempt.isInlined(bare)) {
            attempt.within((Expression.Call) bare, this::pushLow);
        } else if (integral != null) {
            integral.pushBits(code);
        } else if (bare instanceof Expression.Name name) {
            pushLow(name);
        } else if (bare instanceof Expression.Binary b) {
            pushLow(b.left());
            pushLow(b.right());
            switch (b.operator()) {
                case ADD -> code.iadd();
                case SUBTRACT -> code.isub();
                default -> code.imul();
            }
        } else {
            push(expression);
        }
    }

    private void pushLow(Expression.Name name) {
        Double constant = attempt.constant(name);
        if (constant != null) {
            code.loadConstant(Arithmetic.bits(constant));
        } else {
            site().operand(name).pushIndex(code);
        }
    }

    // --- what is an int --------------------------------------------------------------------------

    /** Whether it is certainly an int, or a sum of few. */
    boolean isInt(Expression expression) {
        Expression bare = Attempt.bare(expression);
        if (attempt.isInlined(bare)) {
            return attempt.ask((Expression.Call) bare, this::isInt);
        }
        if (bare instanceof Expression.NumberLiteral n) {
            return n.value() == (int) n.value();
        }
        if (bare instanceof Expression.Name name) {
            return isIntVariable(site().operand(name));
        }
        if (bare instanceof Expression.Binary b) {
            return Attempt.isSum(b) && isInt(b.left()) && isInt(b.right());
        }
        return attempt.isOfBits(bare);
    }

    private static boolean isIntVariable(Operand operand) {
        return operand instanceof Variable.Counter
                || operand instanceof Site.ComputedInt
                || operand != null
                        && operand.constant() != null
                        && operand.constant() == operand.constant().intValue();
    }

    /** Null unless it is a variable with an int beside it. */
    private Variable.Bits variable(Expression expression) {
        return Attempt.bare(expression) instanceof Expression.Name name
                        && site().operand(name) instanceof Variable.Bits bits
                ? bits
                : null;
    }

    // --- sums ------------------------------------------------------------------------------------

    /** Leaves the bits of a sum of ints and variables; false when it is none. */
    private boolean pushedSumOfVariables(Expression sum) {
        if (!(sum instanceof Expression.Binary b) || !Attempt.isSum(b)) {
            return false;
        }
        List<Expression> parts = parts(b);
        List<Variable.Bits> variables =
                parts.stream().map(this::variable).filter(Objects::nonNull).toList();
        boolean isKnown = parts.stream().allMatch(p -> isInt(p) || variable(p) != null);
        if (!isKnown || variables.isEmpty()) {
            return false;
        }
        pushSum(b);
        variables.getFirst().pushExact(code);
        for (Variable.Bits other : variables.subList(1, variables.size())) {
            other.pushExact(code);
            code.iand();
        }
        attempt.numbers().push(b);
        OperationLinkage.bitsOfSum(code);
        return true;
    }

    /** What a sum adds and subtracts, without parentheses. */
    static List<Expression> parts(Expression.Binary sum) {
        List<Expression> parts = new ArrayList<>();
        addParts(sum, parts);
        return parts;
    }

    private static void addParts(Expression expression, List<Expression> parts) {
        Expression bare = Attempt.bare(expression);
        if (bare instanceof Expression.Binary b && Attempt.isSum(b)) {
            addParts(b.left(), parts);
            addParts(b.right(), parts);
        } else {
            parts.add(bare);
        }
    }

    private void pushSum(Expression part) {
        if (!(Attempt.bare(part) instanceof Expression.Binary b) || !Attempt.isSum(b)) {
            push(part);
            return;
        }
        pushSum(b.left());
        pushSum(b.right());
        if (b.operator() == Operator.ADD) {
            code.iadd();
        } else {
            code.isub();
        }
    }

    /** Leaves the bits of an int and one or two other numbers; false when it is none. */
    private boolean pushedIntSum(Expression expression) {
        if (!(expression instanceof Expression.Binary b) || b.operator() != Operator.ADD) {
            return false;
        }
        if (isInt(b.left())) {
            pushLow(b.left());
            attempt.numbers().push(b.right());
            OperationLinkage.bitsOfSum(code, 1);
            return true;
        }
        if (Attempt.bare(b.left()) instanceof Expression.Binary inner
                && inner.operator() == Operator.ADD
                && isInt(inner.left())) {
            pushLow(inner.left());
            attempt.numbers().push(inner.right());
            attempt.numbers().push(b.right());
            OperationLinkage.bitsOfSum(code, 2);
            return true;
        }
        return false;
    }
}
