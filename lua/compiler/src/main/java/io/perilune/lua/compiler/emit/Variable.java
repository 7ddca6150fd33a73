// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import java.lang.constant.ClassDesc;
import java.util.List;

/**
 * Where a local variable, an upvalue or a temporary is. Immutable.
 *
 * <p>{@link #store} takes the value from the JVM's stack: a double, a reference, or a reference
 * below a double, as {@link #kind} says.
 */
abstract class Variable extends Operand {
    abstract void store(MethodContext method);

    /** Stores the first value of a new local. */
    void initialize(MethodContext method) {
        store(method);
    }

    /** Whether a call may change it: a cell that closures share. */
    boolean isShared() {
        return false;
    }

    /** Pushes the cell itself; only for a shared one. */
    void pushCell(Code code) {
        throw new IllegalStateException();
    }

    /** The types of what {@link #pass} pushes; none when no other method can take it. */
    List<ClassDesc> passedTypes() {
        return List.of();
    }

    /** Pushes all that another method needs to read it. */
    void pass(Code code) {
        throw new IllegalStateException();
    }

    /** What it is in the method that was given it in the JVM locals from here on. */
    Variable received(int slot) {
        throw new IllegalStateException();
    }

    /** In JVM locals. */
    static class Slots extends Variable {
        private final Kind kind;
        private final int slot;

        /**
         * @param slot the first: the reference's unless the kind is NUMBER, followed by the
         *     double's
         */
        Slots(Kind kind, int slot) {
            this.kind = kind;
            this.slot = slot;
        }

        static int size(Kind kind) {
            return switch (kind) {
                case REFERENCE -> 1;
                case NUMBER -> 2;
                default -> 3;
            };
        }

        int referenceSlot() {
            return slot;
        }

        int numberSlot() {
            return kind == Kind.NUMBER ? slot : slot + 1;
        }

        @Override
        Kind kind() {
            return kind;
        }

        @Override
        void pushReference(Code code) {
            if (kind == Kind.NUMBER) {
                Linkage.num(code);
            } else {
                code.aload(slot);
            }
        }

        @Override
        void pushNumber(Code code) {
            if (kind == Kind.REFERENCE) {
                code.dconst_0();
            } else {
                code.dload(numberSlot());
            }
        }

        @Override
        void store(MethodContext method) {
            if (kind != Kind.REFERENCE) {
                method.code().dstore(numberSlot());
            }
            if (kind != Kind.NUMBER) {
                method.code().astore(slot);
            }
        }

        @Override
        List<ClassDesc> passedTypes() {
            return switch (kind) {
                case REFERENCE -> List.of(Linkage.OBJECT);
                case NUMBER -> List.of(Linkage.DOUBLE);
                default -> List.of(Linkage.OBJECT, Linkage.DOUBLE);
            };
        }

        @Override
        void pass(Code code) {
            if (kind != Kind.NUMBER) {
                pushReference(code);
            }
            if (kind != Kind.REFERENCE) {
                pushNumber(code);
            }
        }

        @Override
        Variable received(int at) {
            return new Slots(kind, at);
        }
    }

    /**
     * In JVM locals, with an int beside the number: its low 32 bits, and whether they are all of
     * it.
     */
    static final class Bits extends Slots {
        private final int bitsSlot;
        private final int exactSlot;

        Bits(Kind kind, int slot) {
            super(kind, slot);
            this.bitsSlot = slot + Slots.size(kind);
            this.exactSlot = bitsSlot + 1;
        }

        static int size(Kind kind) {
            return Slots.size(kind) + 2;
        }

        /** Only right when the value is a number. */
        void pushBits(Code code) {
            code.iload(bitsSlot);
        }

        void pushExact(Code code) {
            code.iload(exactSlot);
        }

        @Override
        boolean hasIndex() {
            return true;
        }

        @Override
        void pushIndex(Code code) {
            pushBits(code);
            pushExact(code);
            OperationLinkage.index(code);
        }

        @Override
        void store(MethodContext method) {
            super.store(method);
            Code code = method.code();
            pushNumber(code);
            OperationLinkage.bits(code);
            code.istore(bitsSlot);
            pushReference(code);
            pushNumber(code);
            pushBits(code);
            OperationLinkage.isInt(code);
            code.istore(exactSlot);
        }

        /** int -> */
        void storeInt(MethodContext method) {
            Code code = method.code();
            code.istore(bitsSlot).iconst_1().istore(exactSlot);
            if (kind() != Kind.NUMBER) {
                Linkage.num(code);
            }
            code.iload(bitsSlot).i2d();
            super.store(method);
        }
    }

    /** The variable of a numeric loop: a double, and an int beside it to index tables with. */
    static final class Counter extends Variable {
        private final int slot;
        private final int indexSlot;
        private final int countsSlot;

        /**
         * @param countsSlot JVM local that is 0 while the int is not the number; -1 when it always
         *     is
         */
        Counter(int slot, int indexSlot, int countsSlot) {
            this.slot = slot;
            this.indexSlot = indexSlot;
            this.countsSlot = countsSlot;
        }

        /** Jumps when the int is not the number. */
        void testCounts(Code code, Label otherwise) {
            if (countsSlot >= 0) {
                code.iload(countsSlot).ifeq(otherwise);
            }
        }

        @Override
        Kind kind() {
            return Kind.NUMBER;
        }

        @Override
        void pushReference(Code code) {
            Linkage.num(code);
        }

        @Override
        void pushNumber(Code code) {
            code.dload(slot);
        }

        @Override
        boolean hasIndex() {
            return true;
        }

        @Override
        void pushIndex(Code code) {
            code.iload(indexSlot);
        }

        @Override
        void store(MethodContext method) {
            method.code().dstore(slot);
        }

        @Override
        List<ClassDesc> passedTypes() {
            return countsSlot < 0
                    ? List.of(Linkage.DOUBLE, Linkage.INT)
                    : List.of(Linkage.DOUBLE, Linkage.INT, Linkage.INT);
        }

        @Override
        void pass(Code code) {
            code.dload(slot).iload(indexSlot);
            if (countsSlot >= 0) {
                code.iload(countsSlot);
            }
        }

        @Override
        Variable received(int at) {
            return new Counter(at, at + 2, countsSlot < 0 ? countsSlot : at + 3);
        }
    }

    /** In a cell that is in a JVM local. */
    static final class InCell extends Variable {
        private final int slot;

        InCell(int slot) {
            this.slot = slot;
        }

        @Override
        Kind kind() {
            return Kind.ANY;
        }

        @Override
        boolean isShared() {
            return true;
        }

        @Override
        void pushCell(Code code) {
            code.aload(slot);
        }

        @Override
        void pushReference(Code code) {
            pushCell(code);
            code.getfield(Linkage.CELL, "ref", Linkage.OBJECT);
        }

        @Override
        void pushNumber(Code code) {
            pushCell(code);
            code.getfield(Linkage.CELL, "num", Linkage.DOUBLE);
        }

        @Override
        void store(MethodContext method) {
            method.storeIntoCell(this);
        }

        @Override
        void initialize(MethodContext method) {
            method.newCell();
            method.code().astore(slot);
        }

        @Override
        List<ClassDesc> passedTypes() {
            return List.of(Linkage.CELL);
        }

        @Override
        void pass(Code code) {
            pushCell(code);
        }

        @Override
        Variable received(int at) {
            return new InCell(at);
        }
    }

    /** An upvalue: a field of the closure, with the value or with its cell. */
    static final class InField extends Variable {
        private final ClassDesc owner;
        private final int closure;
        private final int index;
        private final Kind kind;
        private final boolean isCell;

        /**
         * @param closure JVM local of the closure, whose class is the owner
         */
        InField(ClassDesc owner, int closure, int index, Kind kind, boolean isCell) {
            this.owner = owner;
            this.closure = closure;
            this.index = index;
            this.kind = kind;
            this.isCell = isCell;
        }

        static String referenceName(int index) {
            return "u" + index;
        }

        static String numberName(int index) {
            return "n" + index;
        }

        @Override
        Kind kind() {
            return kind;
        }

        @Override
        boolean isShared() {
            return isCell;
        }

        @Override
        void pushCell(Code code) {
            code.aload(closure).getfield(owner, referenceName(index), Linkage.CELL);
        }

        @Override
        void pushReference(Code code) {
            if (isCell) {
                pushCell(code);
                code.getfield(Linkage.CELL, "ref", Linkage.OBJECT);
            } else if (kind == Kind.NUMBER) {
                Linkage.num(code);
            } else {
                code.aload(closure).getfield(owner, referenceName(index), Linkage.OBJECT);
            }
        }

        @Override
        void pushNumber(Code code) {
            if (isCell) {
                pushCell(code);
                code.getfield(Linkage.CELL, "num", Linkage.DOUBLE);
            } else if (kind == Kind.REFERENCE) {
                code.dconst_0();
            } else {
                code.aload(closure).getfield(owner, numberName(index), Linkage.DOUBLE);
            }
        }

        @Override
        void store(MethodContext method) {
            method.storeIntoCell(this);
        }
    }

    /** The running function itself: {@code local function f} used inside f. */
    static final class Self extends Variable {
        @Override
        Kind kind() {
            return Kind.REFERENCE;
        }

        @Override
        void pushReference(Code code) {
            code.aload(0);
        }

        @Override
        void pushNumber(Code code) {
            code.dconst_0();
        }

        @Override
        void store(MethodContext method) {
            throw new IllegalStateException();
        }
    }

    /** In arrays that the methods of a split function share. */
    static final class InFrame extends Variable {
        private final Kind kind;
        private final int index;
        private final int references;

        /**
         * @param references JVM local of the {@code Object[]}; the {@code double[]} is in the next
         *     one
         */
        InFrame(Kind kind, int index, int references) {
            this.kind = kind;
            this.index = index;
            this.references = references;
        }

        @Override
        Kind kind() {
            return kind;
        }

        @Override
        void pushReference(Code code) {
            if (kind == Kind.NUMBER) {
                Linkage.num(code);
            } else {
                code.aload(references).loadConstant(index).aaload();
            }
        }

        @Override
        void pushNumber(Code code) {
            if (kind == Kind.REFERENCE) {
                code.dconst_0();
            } else {
                code.aload(references + 1).loadConstant(index).daload();
            }
        }

        @Override
        void store(MethodContext method) {
            Code code = method.code();
            if (kind != Kind.REFERENCE) {
                code.aload(references + 1)
                        .dup_x2()
                        .pop()
                        .loadConstant(index)
                        .dup_x2()
                        .pop()
                        .dastore();
            }
            if (kind != Kind.NUMBER) {
                code.aload(references).swap().loadConstant(index).swap().aastore();
            }
        }
    }

    /** A cell in an array that the methods of a split function share. */
    static final class CellInFrame extends Variable {
        private final int index;
        private final int references;

        CellInFrame(int index, int references) {
            this.index = index;
            this.references = references;
        }

        @Override
        Kind kind() {
            return Kind.ANY;
        }

        @Override
        boolean isShared() {
            return true;
        }

        @Override
        void pushCell(Code code) {
            code.aload(references).loadConstant(index).aaload().checkcast(Linkage.CELL);
        }

        @Override
        void pushReference(Code code) {
            pushCell(code);
            code.getfield(Linkage.CELL, "ref", Linkage.OBJECT);
        }

        @Override
        void pushNumber(Code code) {
            pushCell(code);
            code.getfield(Linkage.CELL, "num", Linkage.DOUBLE);
        }

        @Override
        void store(MethodContext method) {
            method.storeIntoCell(this);
        }

        @Override
        void initialize(MethodContext method) {
            method.newCell();
            method.code().aload(references).swap().loadConstant(index).swap().aastore();
        }
    }
}
