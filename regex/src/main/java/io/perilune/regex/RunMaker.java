// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;

/** Writes, for {@link CodeMaker}, tests of bytes and runs of bytes of one set. Single use. */
final class RunMaker {

    private static final MethodTypeDesc CHARACTER = MethodTypeDesc.of(CD_int, CD_int, CD_int);
    private static final MethodTypeDesc THREE = MethodTypeDesc.of(CD_int, CD_int, CD_int, CD_int);

    private final CodeMaker maker;
    private final CodeBuilder code;
    private final Program program;
    private final int[] ops;
    private final int q;
    private final int low;

    RunMaker(CodeMaker maker) {
        this.maker = maker;
        this.code = maker.code;
        this.program = maker.program;
        this.ops = maker.ops;
        this.q = maker.q;
        this.low = maker.low;
    }

    // ---- Bytes ----

    /** Jumps if the byte at a position (a variable) is not in a table. */
    void unless(boolean[] table, int at, Label label) {
        test(table, at, label, false);
    }

    private void test(boolean[] table, int at, Label label, boolean jumpIfMember) {
        int count = 0;
        int first = -1;
        int last = -1;
        for (int b = 0; b < 256; b++) {
            if (table[b]) {
                count++;
                first = first < 0 ? b : first;
                last = b;
            }
        }
        if (count == 256) {
            if (jumpIfMember) {
                code.goto_(label);
            }
            return;
        }
        if (count == 1) {
            load(at).loadConstant((int) (byte) first);
            jump(label, jumpIfMember);
        } else if (count == 255) {
            load(at).loadConstant((int) (byte) absent(table));
            jump(label, !jumpIfMember);
        } else if (count == 2 && Integer.bitCount(first ^ last) == 1) {
            load(at).loadConstant(first ^ last).ior().loadConstant((int) (byte) (first | last));
            jump(label, jumpIfMember);
        } else if (count > 1 && count == last - first + 1) {
            load(at).loadConstant(255).iand().loadConstant(first).isub();
            code.loadConstant(last - first);
            code.invokestatic(
                    ClassMaker.SEARCH, "isAbove", MethodTypeDesc.of(CD_int, CD_int, CD_int));
            if (jumpIfMember) {
                code.ifeq(label);
            } else {
                code.ifne(label);
            }
        } else {
            maker.constant(table, ClassMaker.TABLE);
            load(at).loadConstant(255).iand().baload();
            if (jumpIfMember) {
                code.ifne(label);
            } else {
                code.ifeq(label);
            }
        }
    }

    private void jump(Label label, boolean ifEqual) {
        if (ifEqual) {
            code.if_icmpeq(label);
        } else {
            code.if_icmpne(label);
        }
    }

    private static int absent(boolean[] table) {
        int b = 0;
        while (table[b]) {
            b++;
        }
        return b;
    }

    private CodeBuilder load(int at) {
        return code.aload(CodeMaker.S).iload(at).baload();
    }

    void string(byte[] literal, Label failure) {
        int pos = maker.pos;
        int n = literal.length;
        code.iload(CodeMaker.END).iload(pos).isub().loadConstant(n).if_icmplt(failure);
        if (n > 32) {
            maker.constant(literal, ClassMaker.BYTES);
            code.aload(CodeMaker.S).iload(pos);
            code.invokestatic(
                    ClassMaker.SEARCH,
                    "startsWith",
                    MethodTypeDesc.of(CD_int, ClassMaker.BYTES, ClassMaker.BYTES, CD_int));
            code.ifeq(failure);
        } else if (n >= 8) {
            for (int i = 0; i < n; i += 8) {
                eight(literal, Math.min(i, n - 8), failure);
            }
        } else if (n >= 4) {
            four(literal, 0, failure);
            if (n > 4) {
                four(literal, n - 4, failure);
            }
        } else {
            for (int i = 0; i < n; i++) {
                code.aload(CodeMaker.S).iload(pos);
                if (i > 0) {
                    code.loadConstant(i).iadd();
                }
                code.baload().loadConstant((int) literal[i]).if_icmpne(failure);
            }
        }
        code.iload(pos).loadConstant(n).iadd().istore(pos);
    }

    private void eight(byte[] literal, int at, Label failure) {
        code.aload(CodeMaker.S).iload(maker.pos).loadConstant(at).iadd();
        code.invokestatic(
                ClassMaker.SEARCH, "eight", MethodTypeDesc.of(CD_long, ClassMaker.BYTES, CD_int));
        code.loadConstant(Search.eight(literal, at)).lcmp().ifne(failure);
    }

    private void four(byte[] literal, int at, Label failure) {
        code.aload(CodeMaker.S).iload(maker.pos).loadConstant(at).iadd();
        code.invokestatic(
                ClassMaker.SEARCH, "four", MethodTypeDesc.of(CD_int, ClassMaker.BYTES, CD_int));
        code.loadConstant(Search.four(literal, at)).if_icmpne(failure);
    }

    // ---- Runs ----

    private boolean isWhole(int pc) {
        return ops[pc + 5] != 0;
    }

    /** Leaves the end of the run in q, and in low where it must end if it is taken back. */
    void run(int pc, Label failure) {
        if (ops[pc] == Op.RUN_LAZY) {
            lazy(pc, failure);
            return;
        }
        boolean[] table = program.tables[ops[pc + 1]];
        int min = ops[pc + 2];
        limit(pc);
        if (isSearchable(table)) {
            code.aload(CodeMaker.S).loadConstant(absent(table)).iload(maker.pos).iload(low);
            code.invokestatic(
                    ClassMaker.SEARCH,
                    "end",
                    MethodTypeDesc.of(CD_int, ClassMaker.BYTES, CD_int, CD_int, CD_int));
            code.istore(q);
        } else {
            code.iload(maker.pos).istore(q);
            scan(table, null);
        }
        code.iload(maker.left).iload(q).iload(maker.pos).isub().iload(maker.shift).ishr();
        code.isub().istore(maker.left);
        if (min > 0) {
            code.iload(q).iload(maker.pos).isub().loadConstant(min).if_icmplt(failure);
        }
        if (ops[pc] == Op.RUN_GREEDY) {
            lowest(pc, min);
            code.istore(low);
            giveBack(pc, true);
        }
    }

    /** Where a run of one set of all bytes but one ends can be searched for. */
    private static boolean isSearchable(boolean[] table) {
        int count = 0;
        for (boolean member : table) {
            count += member ? 1 : 0;
        }
        return count == 255;
    }

    /** The place up to which bytes may be taken, into low. */
    private void limit(int pc) {
        int max = ops[pc + 3];
        if (max < 0) {
            code.iload(CodeMaker.END).istore(low);
            return;
        }
        code.iload(CodeMaker.END).iload(maker.pos).loadConstant(max);
        code.invokestatic(ClassMaker.SEARCH, "limit", THREE).istore(low);
    }

    /** Moves q to the first byte outside a table, or inside another, or to low. */
    private void scan(boolean[] table, boolean[] stop) {
        Label loop = code.newLabel();
        Label done = code.newLabel();
        code.labelBinding(loop);
        code.iload(q).iload(low).if_icmpge(done);
        if (stop != null) {
            test(stop, q, done, true);
        }
        test(table, q, done, false);
        code.iinc(q, 1).goto_(loop);
        code.labelBinding(done);
    }

    /** The end of the shortest run, on the operand stack. */
    private void lowest(int pc, int min) {
        if (min == 1 && isWhole(pc)) {
            code.aload(CodeMaker.S).iload(maker.pos).iload(CodeMaker.END).iconst_1();
            code.invokestatic(
                    ClassMaker.STATE,
                    "after",
                    MethodTypeDesc.of(CD_int, ClassMaker.BYTES, CD_int, CD_int, CD_int));
        } else {
            code.iload(maker.pos);
            if (min > 0) {
                code.loadConstant(min).iadd();
            }
        }
    }

    /** Moves q back to where the rest can begin, but not before low. */
    private void giveBack(int pc, boolean maybeAtEnd) {
        if (ops[pc + 4] < 0) {
            return;
        }
        boolean[] follow = program.tables[ops[pc + 4]];
        Label loop = code.newLabel();
        Label done = code.newLabel();
        if (maybeAtEnd) {
            code.iload(q).iload(CodeMaker.END).if_icmpge(done);
        }
        code.labelBinding(loop);
        code.iload(q).iload(low).if_icmple(done);
        test(follow, q, done, true);
        back(isWhole(pc));
        code.goto_(loop);
        code.labelBinding(done);
    }

    /** Moves q one character back. */
    private void back(boolean whole) {
        if (whole) {
            code.aload(CodeMaker.S).iload(low).iload(q);
            code.invokestatic(
                    ClassMaker.STATE,
                    "before",
                    MethodTypeDesc.of(CD_int, ClassMaker.BYTES, CD_int, CD_int));
            code.istore(q);
        } else {
            code.iinc(q, -1);
        }
    }

    private void lazy(int pc, Label failure) {
        boolean[] table = program.tables[ops[pc + 1]];
        int min = ops[pc + 2];
        code.iload(maker.pos).istore(q);
        limit(pc);
        if (min > 0) {
            Label loop = code.newLabel();
            Label done = code.newLabel();
            code.labelBinding(loop);
            code.iload(q).iload(maker.pos).isub().loadConstant(min).if_icmpge(done);
            code.iload(q).iload(low).if_icmpge(failure);
            test(table, q, failure, false);
            code.iinc(q, 1).goto_(loop);
            code.labelBinding(done);
            if (min == 1 && isWhole(pc)) {
                lowest(pc, min);
                code.istore(q);
            }
        }
        takeMore(pc, table);
    }

    private void takeMore(int pc, boolean[] table) {
        if (ops[pc + 4] >= 0) {
            scan(table, program.tables[ops[pc + 4]]);
        }
    }

    /** With a choice's position in q and its word in low: the next place to try, in q. */
    void resume(int pc) {
        int state = maker.flow.state(pc);
        Label more = code.newLabel();
        Label over = code.newLabel();
        if (ops[pc] == Op.RUN_LAZY) {
            boolean[] table = program.tables[ops[pc + 1]];
            code.iload(q).iload(low).if_icmpge(over);
            test(table, q, more, true);
            code.labelBinding(over);
            maker.fail(state);
            code.labelBinding(more);
            if (isWhole(pc)) {
                code.aload(CodeMaker.S).iload(q).iload(CodeMaker.END).iconst_1();
                code.invokestatic(
                        ClassMaker.STATE,
                        "after",
                        MethodTypeDesc.of(CD_int, ClassMaker.BYTES, CD_int, CD_int, CD_int));
                code.istore(q);
            } else {
                code.iinc(q, 1);
            }
            takeMore(pc, table);
            return;
        }
        code.iload(q).iload(low).if_icmpgt(more);
        maker.fail(state);
        code.labelBinding(more);
        boolean wide = ops[pc] == Op.WIDE_GREEDY;
        back(wide || isWhole(pc));
        if (!wide) {
            giveBack(pc, false);
        }
    }

    /** A run of characters of more than one byte; as {@link #run}. */
    void wide(int pc, Label failure) {
        code.aload(CodeMaker.STATE).iload(maker.pos).loadConstant(pc);
        code.invokevirtual(ClassMaker.STATE, "wideRun", CHARACTER);
        code.istore(q).iload(q).iflt(failure);
        code.aload(CodeMaker.STATE);
        code.getfield(ClassMaker.STATE, "wideLow", CD_int).istore(low);
    }

    // ---- The rest ----

    /** Assertions and what is left to {@link Characters}. */
    void other(int pc, Label failure) {
        if (ops[pc] == Op.ASSERT && assertion(Node.Assertion.values()[ops[pc + 1]], failure)) {
            return;
        }
        code.aload(CodeMaker.STATE).iload(maker.pos).loadConstant(pc);
        code.invokevirtual(ClassMaker.STATE, "character", CHARACTER);
        code.istore(q).iload(q).iflt(failure);
        code.iload(q).istore(maker.pos);
    }

    private boolean assertion(Node.Assertion kind, Label failure) {
        int pos = maker.pos;
        switch (kind) {
            case CIRCUMFLEX, SUBJECT_START ->
                    code.iload(pos).iload(CodeMaker.BEGIN).if_icmpne(failure);
            case SUBJECT_END -> code.iload(pos).iload(CodeMaker.END).if_icmpne(failure);
            case MATCH_START -> code.iload(pos).iload(CodeMaker.FROM).if_icmpne(failure);
            case DOLLAR, SUBJECT_END_OR_NEWLINE -> {
                Label holds = code.newLabel();
                code.iload(pos).iload(CodeMaker.END).if_icmpeq(holds);
                code.iload(pos).iconst_1().iadd().iload(CodeMaker.END).if_icmpne(failure);
                newline(pos, 0, failure);
                code.labelBinding(holds);
            }
            case DOLLAR_MULTILINE -> {
                Label holds = code.newLabel();
                code.iload(pos).iload(CodeMaker.END).if_icmpeq(holds);
                newline(pos, 0, failure);
                code.labelBinding(holds);
            }
            case CIRCUMFLEX_MULTILINE -> {
                Label holds = code.newLabel();
                code.iload(pos).iload(CodeMaker.BEGIN).if_icmpeq(holds);
                code.iload(pos).iload(CodeMaker.END).if_icmpeq(failure);
                newline(pos, 1, failure);
                code.labelBinding(holds);
            }
            case WORD_BOUNDARY, NOT_WORD_BOUNDARY -> {
                code.aload(CodeMaker.S).iload(CodeMaker.BEGIN).iload(CodeMaker.END).iload(pos);
                code.invokestatic(
                        ClassMaker.SEARCH,
                        "isWordBoundary",
                        MethodTypeDesc.of(CD_int, ClassMaker.BYTES, CD_int, CD_int, CD_int));
                if (kind == Node.Assertion.WORD_BOUNDARY) {
                    code.ifeq(failure);
                } else {
                    code.ifne(failure);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void newline(int pos, int before, Label failure) {
        code.aload(CodeMaker.S).iload(pos).loadConstant(before).isub().baload();
        code.loadConstant((int) (byte) program.newline.singleByte()).if_icmpne(failure);
    }

    /** The bytes that an operation for one byte takes. */
    boolean[] tableOf(int pc) {
        if (ops[pc] == Op.SET) {
            return program.tables[ops[pc + 1]];
        }
        boolean[] table = new boolean[256];
        for (int b = 0; b < 256; b++) {
            table[b] =
                    ops[pc] == Op.ANY_BYTE
                            || b == ops[pc + 1]
                            || ops[pc] == Op.CHAR2 && b == ops[pc + 2];
        }
        return table;
    }
}
