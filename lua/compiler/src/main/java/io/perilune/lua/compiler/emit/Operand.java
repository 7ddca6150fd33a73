// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;

/**
 * A value that can be pushed any number of times, in the form that is needed, without doing
 * anything else. Immutable.
 */
abstract class Operand {
    /** Never {@link Kind#NONE}. */
    abstract Kind kind();

    /** Pushes the reference: {@code NUM} for a number. */
    abstract void pushReference(Code code);

    /** Pushes the double; anything when the value is no number. */
    abstract void pushNumber(Code code);

    /** The number when it is known already, else null. */
    Double constant() {
        return null;
    }

    /** Whether {@link #pushIndex} is possible. */
    boolean hasIndex() {
        return false;
    }

    /**
     * Pushes an int: the number itself, or one so far from all items of any table that it finds
     * none there. So it is for the quick part of an access only.
     */
    void pushIndex(Code code) {
        throw new IllegalStateException();
    }

    /** Reference, then double. */
    final void pushBoth(Code code) {
        pushReference(code);
        pushNumber(code);
    }

    /** What is known to be a number. Immutable. */
    abstract static class OfNumber extends Operand {
        @Override
        final Kind kind() {
            return Kind.NUMBER;
        }

        @Override
        final void pushReference(Code code) {
            Linkage.num(code);
        }
    }

    /** A number known when the program is compiled. */
    static Operand number(double value) {
        return new OfNumber() {
            @Override
            Double constant() {
                return value;
            }

            @Override
            void pushNumber(Code code) {
                int small = (int) value;
                if (small == (short) small && Double.compare(small, value) == 0 && small > 1) {
                    // Not ldc: the constant pool has room for 32,000 doubles only.
                    code.loadConstant(small).i2d();
                } else {
                    code.loadConstant(value);
                }
            }
        };
    }

    /** A number that has an index, plus a constant. */
    static Operand shifted(Operand base, int by) {
        return new OfNumber() {
            @Override
            void pushNumber(Code code) {
                base.pushNumber(code);
                code.loadConstant((double) by).dadd();
            }

            @Override
            boolean hasIndex() {
                return true;
            }

            @Override
            void pushIndex(Code code) {
                base.pushIndex(code);
                code.loadConstant(by).iadd();
            }
        };
    }

    /** Something that is never a number and is pushed by a single instruction or two. */
    static Operand reference(java.util.function.Consumer<Code> push) {
        return new Operand() {
            @Override
            Kind kind() {
                return Kind.REFERENCE;
            }

            @Override
            void pushReference(Code code) {
                push.accept(code);
            }

            @Override
            void pushNumber(Code code) {
                code.dconst_0();
            }
        };
    }
}
