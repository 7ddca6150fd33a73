// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.runtime.Arithmetic;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The integers of a run of statements: what is known of their range, and the numbers that are
 * tested to be some. Confined to its attempt.
 */
final class Integers {
    /** The bound of what may be no integer. */
    static final double NONE = -1;

    /** Up to here sums of integers are exact, and so are their low 32 bits. */
    private static final double LARGEST_SUM = 0x1p50;

    private static final double INT_BOUND = 0x1p31;
    private static final double CHECKED_BOUND = 0x1p48;

    private final Attempt attempt;
    private final Code code;

    /** Numbers that were found to be integers in this run. */
    private final Map<Operand, Site.Integral> found = new IdentityHashMap<>();

    Integers(Attempt attempt) {
        this.attempt = attempt;
        this.code = attempt.code();
    }

    private Site site() {
        return attempt.site();
    }

    /** Null for what is not known to be an integer. */
    Site.Integral of(Expression expression) {
        Expression bare = Attempt.bare(expression);
        Operand operand = site().values.get(bare);
        if (operand == null && bare instanceof Expression.Name name) {
            operand = site().operand(name);
        }
        return operand instanceof Site.Integral known ? known : of(operand);
    }

    /** Null for what was not found to be an integer. */
    Site.Integral of(Operand operand) {
        return found.get(operand);
    }

    /**
     * Forgets all but these, and variables.
     *
     * @param kept gets what is known of them
     */
    void keep(Set<Operand> kept) {
        found.keySet().removeIf(o -> !(o instanceof Variable) && !kept.contains(o));
        kept.addAll(found.values());
    }

    // --- ranges ----------------------------------------------------------------------------------

    /** What an integer is at most, or its negative at least; negative for what may be none. */
    double bound(Expression expression) {
        Site.Integral known = of(expression);
        if (known != null) {
            return known.bound();
        }
        double bound = boundOfBare(Attempt.bare(expression));
        return bound <= LARGEST_SUM ? bound : NONE;
    }

    private double boundOfBare(Expression bare) {
        if (attempt.isInlined(bare)) {
            return attempt.ask((Expression.Call) bare, this::bound);
        }
        if (attempt.isOfBits(bare)) {
            return INT_BOUND;
        }
        if (bare instanceof Expression.NumberLiteral n) {
            return bound(n.value());
        }
        if (bare instanceof Expression.Name name) {
            return boundOf(name);
        }
        if (bare instanceof Expression.Unary u) {
            return bound(u.operand());
        }
        return bare instanceof Expression.Binary b ? boundOf(b) : NONE;
    }

    private static double bound(double constant) {
        return Arithmetic.isIntegral(constant) ? Math.abs(constant) : NONE;
    }

    private double boundOf(Expression.Name name) {
        Double constant = attempt.constant(name);
        if (constant != null) {
            return bound(constant);
        }
        return site().operand(name) instanceof Site.ComputedInt ? INT_BOUND : NONE;
    }

    private double boundOf(Expression.Binary binary) {
        double left = bound(binary.left());
        double right = bound(binary.right());
        if (left < 0 || right < 0) {
            return NONE;
        }
        return switch (binary.operator()) {
            case ADD, SUBTRACT -> left + right;
            case MULTIPLY -> left * right;
            default -> NONE;
        };
    }

    // --- code ------------------------------------------------------------------------------------

    /** Computes the operations on bits in a sum, whose results are needed twice. */
    void computeParts(Expression expression) {
        Expression bare = Attempt.bare(expression);
        if (attempt.isInlined(bare)) {
            attempt.within((Expression.Call) bare, this::computeParts);
        } else if (attempt.isOfBits(bare) && !site().values.containsKey(bare)) {
            site().values.put(bare, attempt.computed(bare));
        } else if (bare instanceof Expression.Binary b) {
            computeParts(b.left());
            computeParts(b.right());
        }
    }

    /**
     * Makes sure that all parts of a sum are integers when some have been made of bits.
     *
     * @param isForBits whether the sum is an argument of an operation on bits
     */
    void makeIntegral(Expression.Binary sum, boolean isForBits) {
        List<Expression> parts = BitComputation.parts(sum);
        boolean hasBits =
                parts.stream()
                        .anyMatch(p -> !(p instanceof Expression.NumberLiteral) && bound(p) >= 0);
        boolean isWanted =
                isForBits
                        || parts.stream().allMatch(p -> bound(p) >= 0 || site().simple(p) != null);
        if (!hasBits || !isWanted) {
            return;
        }
        for (Expression part : parts) {
            if (bound(part) < 0 && !attempt.bits().isInt(part)) {
                makeIntegral(part);
            }
        }
    }

    private void makeIntegral(Expression part) {
        Operand number = site().simple(part);
        if (number == null) {
            number = attempt.computed(part);
        }
        number.pushNumber(code);
        OperationLinkage.isIntegral(code);
        code.ifeq(attempt.usual());
        int bits = attempt.allocate(1);
        number.pushNumber(code);
        OperationLinkage.bits(code);
        code.istore(bits);
        Site.Integral made = new Site.Integral(number, bits, CHECKED_BOUND);
        found.put(number, made);
        site().values.put(part, made);
    }
}
