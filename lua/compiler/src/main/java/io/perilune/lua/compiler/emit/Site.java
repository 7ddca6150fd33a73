// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Expression;
import java.lang.constant.ClassDesc;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The function in whose text a part of a tried expression stands: the method's own or one that is
 * inlined there, with what its names mean. Confined to its method.
 */
final class Site {
    private final FunctionScope scope;
    private final MethodContext method;
    private final Closure closure;
    private final Map<Local, Operand> bound = new HashMap<>();

    /** Parts that have been computed already. */
    final Map<Expression, Operand> values = new IdentityHashMap<>();

    /** Calls that are inlined. */
    final Map<Expression.Call, Inlined> calls = new IdentityHashMap<>();

    /** Functions that are inlined here, by the variables that they are in. */
    final Map<Object, Closure> closures = new HashMap<>();

    /** A function's result, and where it is computed. */
    record Inlined(Site site, Expression result) {}

    /**
     * An inlined function.
     *
     * @param slot JVM local with the function itself, as its class
     * @param guarded the method's upvalue whose functions {@link Guards} knows; or null
     * @param upvalues those that have been used
     */
    record Closure(ClassDesc type, int slot, Upvalue guarded, Map<Upvalue, Variable> upvalues) {
        Variable variable(Upvalue upvalue) {
            return upvalues.computeIfAbsent(
                    upvalue,
                    u ->
                            new Variable.InField(
                                    type, slot, u.index(), u.local().kind(), u.local().isCell()));
        }
    }

    /** The method's own function. */
    Site(MethodContext method) {
        this(method, method.scope(), null);
    }

    /** An inlined function. */
    Site(MethodContext method, FunctionScope scope, Closure closure) {
        this.method = method;
        this.scope = scope;
        this.closure = closure;
    }

    FunctionScope scope() {
        return scope;
    }

    private boolean isInlined() {
        return closure != null;
    }

    /** Gives a variable its value. */
    void bind(Local local, Operand value) {
        bound.put(local, value);
    }

    /** Null for a global. */
    Operand operand(Expression.Name name) {
        Object binding = scope.binding(name);
        if (binding instanceof Local local && bound.containsKey(local)) {
            return bound.get(local);
        }
        if (!isInlined()) {
            return method.variable(name);
        }
        if (binding instanceof Upvalue upvalue && upvalue.isSelf()) {
            return Operand.reference(code -> code.aload(closure.slot));
        }
        if (binding instanceof Upvalue upvalue) {
            return closure.variable(upvalue);
        }
        return null;
    }

    /** What is the same for all uses of a variable that mean the same. */
    Object identity(Expression.Name name) {
        Object binding = scope.binding(name);
        boolean isPlain =
                !isInlined() && !(binding instanceof Local local && bound.containsKey(local));
        return isPlain ? binding : operand(name);
    }

    /** For {@link Guards#bit}: null when it knows nothing of it. */
    Object guard(Expression function) {
        if (function instanceof Expression.Name name
                && scope.binding(name) instanceof Upvalue upvalue) {
            if (!isInlined()) {
                return upvalue;
            }
            return closure.guarded == null ? null : new Guards.Inner(closure.guarded, upvalue);
        }
        return null;
    }

    /** A constant or a variable; null for anything else. */
    Operand simple(Expression expression) {
        if (expression instanceof Expression.NumberLiteral n) {
            return Operand.number(n.value());
        }
        if (expression instanceof Expression.Name name) {
            return operand(name);
        }
        if (expression instanceof Expression.Parenthesized p
                && (isInlined() || !p.inner().isMulti())) {
            return simple(p.inner());
        }
        return isInlined() ? null : method.expressions().simple(expression);
    }

    void pushEnvironment(Code code) {
        code.aload(isInlined() ? closure.slot : 0);
        code.getfield(Linkage.CLOSURE, "environment", Linkage.TABLE);
    }

    /** Marks the JVM locals that a computed value is in. */
    static void markSlots(Operand operand, BitSet used) {
        if (operand instanceof Computed computed) {
            used.set(computed.slot);
        } else if (operand instanceof ComputedInt computed) {
            used.set(computed.slot);
        } else if (operand instanceof Integral integral) {
            used.set(integral.bits);
            markSlots(integral.number, used);
        }
    }

    /** A number in a JVM local. */
    static final class Computed extends Operand.OfNumber {
        private final int slot;

        Computed(int slot) {
            this.slot = slot;
        }

        @Override
        void pushNumber(Code code) {
            code.dload(slot);
        }
    }

    /** A number without a fraction in a JVM local, and its low 32 bits in another. */
    static final class Integral extends Operand.OfNumber {
        private final Operand number;
        private final int bits;
        private final double bound;

        /**
         * @param bits JVM local
         * @param bound what it is at most, or its negative at least
         */
        Integral(Operand number, int bits, double bound) {
            this.number = number;
            this.bits = bits;
            this.bound = bound;
        }

        double bound() {
            return bound;
        }

        void pushBits(Code code) {
            code.iload(bits);
        }

        @Override
        void pushNumber(Code code) {
            number.pushNumber(code);
        }
    }

    /** An int in a JVM local. */
    static final class ComputedInt extends Operand.OfNumber {
        private final int slot;

        ComputedInt(int slot) {
            this.slot = slot;
        }

        @Override
        void pushNumber(Code code) {
            code.iload(slot).i2d();
        }

        @Override
        boolean hasIndex() {
            return true;
        }

        @Override
        void pushIndex(Code code) {
            code.iload(slot);
        }
    }
}
