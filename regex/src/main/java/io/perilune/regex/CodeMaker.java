// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the method {@link CompiledSearch#search} for one program: the loop over the places where a
 * match could begin, the operations in the order of their addresses, and behind them the code that
 * resumes each choice. Slots are local variables. Single use.
 */
final class CodeMaker {

    // parameters
    static final int S = 1;
    static final int BEGIN = 2;
    static final int END = 3;
    static final int FROM = 4;
    static final int AT = 5;
    static final int BOUNDS = 6;
    static final int STATE = 7;

    final CodeBuilder code;
    final Program program;
    final StackFlow flow;
    final int[] ops;
    final List<Object> constants;

    // local variables
    final int pos;
    final int sp;
    final int stack;
    final int left;
    final int shift;
    final int requiredAt;
    final int q;
    final int low;
    final int[] slots;

    /** By address of a choice that is not on the stack. */
    private final int[] positions;

    private final int[] words;

    // labels
    private final Label[] labels;
    private final Label[] resumptions;
    final Label next;
    final Label dispatch;
    final Label tooLong;
    private final List<Integer> cases = new ArrayList<>();
    private final List<Integer> restored = new ArrayList<>();
    private final RunMaker runs;
    private final AttemptMaker attempts;

    CodeMaker(CodeBuilder code, Program program, StackFlow flow, List<Object> constants) {
        this.code = code;
        this.program = program;
        this.flow = flow;
        this.ops = program.code;
        this.constants = constants;
        pos = local();
        sp = local();
        stack = code.allocateLocal(TypeKind.REFERENCE);
        left = local();
        shift = local();
        requiredAt = local();
        q = local();
        low = local();
        slots = new int[program.slots];
        positions = new int[ops.length];
        words = new int[ops.length];
        labels = new Label[ops.length];
        resumptions = new Label[ops.length];
        next = code.newLabel();
        dispatch = code.newLabel();
        tooLong = code.newLabel();
        runs = new RunMaker(this);
        attempts = new AttemptMaker(this);
    }

    private int local() {
        return code.allocateLocal(TypeKind.INT);
    }

    /** Whether an operation leaves a choice behind. */
    static boolean isChoice(int[] ops, int pc) {
        return switch (ops[pc]) {
            case Op.SPLIT, Op.SPLIT_IF, Op.TRY_BEGIN, Op.RUN_GREEDY, Op.RUN_LAZY -> true;
            case Op.WIDE_GREEDY, Op.AGAIN_GREEDY, Op.AGAIN_LAZY -> true;
            case Op.COUNT_GREEDY, Op.COUNT_LAZY -> true;
            case Op.UNLESS -> ops[pc + 3] == 0;
            default -> false;
        };
    }

    // ---- The whole ----

    void make() {
        List<Integer> addresses = new ArrayList<>();
        for (int pc = 0; pc < ops.length; pc += StackFlow.length(ops, pc)) {
            if (flow.isReached(pc)) {
                addresses.add(pc);
                labels[pc] = code.newLabel();
                if (isChoice(ops, pc)) {
                    resumptions[pc] = code.newLabel();
                    positions[pc] = local();
                    words[pc] = local();
                }
            }
        }
        prologue();
        attempts.begin();
        for (int i = 0; i < addresses.size(); i++) {
            int pc = addresses.get(i);
            code.labelBinding(labels[pc]);
            int then = operation(pc);
            if (then >= 0 && (i + 1 == addresses.size() || addresses.get(i + 1) != then)) {
                code.goto_(labels[then]);
            }
        }
        for (int pc : addresses) {
            if (isChoice(ops, pc)) {
                resumption(pc);
            }
        }
        epilogue();
    }

    private void prologue() {
        for (int i = 0; i < slots.length; i++) {
            slots[i] = local();
            code.iconst_m1().istore(slots[i]);
        }
        for (int pc = 0; pc < ops.length; pc++) {
            if (resumptions[pc] != null) {
                code.iconst_0().istore(positions[pc]).iconst_0().istore(words[pc]);
            }
        }
        code.iconst_0().istore(q).iconst_0().istore(low).iconst_0().istore(pos);
        code.iload(FROM).iconst_1().isub().istore(requiredAt);
        code.iconst_0().istore(sp);
        state("stack", MethodTypeDesc.of(ClassMaker.INTS));
        code.astore(stack);
        state("runShift", MethodTypeDesc.of(ConstantDescs.CD_int));
        code.istore(shift);
        code.iconst_0().istore(left);
    }

    /** Calls a method of the Backtracker that takes nothing more than what is on the stack. */
    private void state(String method, MethodTypeDesc type) {
        code.aload(STATE).invokevirtual(ClassMaker.STATE, method, type);
    }

    static MethodTypeDesc intType(ClassDesc first, int ints) {
        List<ClassDesc> types = new ArrayList<>();
        if (first != null) {
            types.add(first);
        }
        for (int i = 0; i < ints; i++) {
            types.add(ConstantDescs.CD_int);
        }
        return MethodTypeDesc.of(ConstantDescs.CD_int, types);
    }

    /** Where a failure goes that finds nothing known on the stack. */
    private void epilogue() {
        code.labelBinding(dispatch);
        code.iload(sp).ifeq(next);
        code.iinc(sp, -3);
        code.aload(stack).iload(sp).iconst_2().iadd().iaload();
        List<SwitchCase> table = new ArrayList<>();
        Label wrong = code.newLabel();
        Label[] slotLabels = new Label[restored.size()];
        for (int i = 0; i < cases.size(); i++) {
            table.add(SwitchCase.of(cases.get(i), resumptions[cases.get(i)]));
        }
        for (int i = 0; i < slotLabels.length; i++) {
            slotLabels[i] = code.newLabel();
            table.add(SwitchCase.of(~restored.get(i), slotLabels[i]));
        }
        code.lookupswitch(wrong, table);
        for (int i = 0; i < slotLabels.length; i++) {
            int slot = restored.get(i);
            code.labelBinding(slotLabels[i]);
            word(0).istore(slots[slot]);
            word(1).istore(slots[slot + 1]);
            code.goto_(dispatch);
        }
        code.labelBinding(wrong);
        code.iconst_m1().ireturn();
    }

    private CodeBuilder word(int index) {
        code.aload(stack).iload(sp);
        if (index > 0) {
            code.loadConstant(index).iadd();
        }
        return code.iaload();
    }

    // ---- Failure and choices ----

    /** Jumps to what is on top of the stack in a state. */
    void fail(int state) {
        if (state == StackFlow.EMPTY) {
            code.goto_(next);
        } else if (state == StackFlow.UNKNOWN) {
            code.goto_(dispatch);
        } else {
            if (flow.isOnStack(state)) {
                code.iinc(sp, -3);
            }
            code.goto_(resumptions[state]);
        }
    }

    /** A label that a failing comparison at an address can jump to; bound by {@link #bind}. */
    Label failure(int pc) {
        int state = flow.state(pc);
        if (state == StackFlow.EMPTY) {
            return next;
        }
        if (state == StackFlow.UNKNOWN) {
            return dispatch;
        }
        if (!flow.isOnStack(state)) {
            return resumptions[state];
        }
        Label label = code.newLabel();
        pending.add(new Pending(label, state));
        return label;
    }

    private record Pending(Label label, int state) {}

    private final List<Pending> pending = new ArrayList<>();

    /** After an operation: the failures that have something to do before they jump. */
    private void bindPending() {
        if (pending.isEmpty()) {
            return;
        }
        Label over = code.newLabel();
        code.goto_(over);
        for (Pending one : pending) {
            code.labelBinding(one.label);
            fail(one.state);
        }
        pending.clear();
        code.labelBinding(over);
    }

    /** Makes a choice: the word (if any) in low, the position in a variable. */
    void choose(int pc, int position, boolean withWord) {
        if (!flow.isOnStack(pc)) {
            if (position != positions[pc]) {
                code.iload(position).istore(positions[pc]);
            }
            if (withWord) {
                code.iload(low).istore(words[pc]);
            }
            return;
        }
        if (!cases.contains(pc)) {
            cases.add(pc);
        }
        code.aload(STATE).aload(stack).iload(sp);
        if (withWord) {
            code.iload(low);
        } else {
            code.iconst_0();
        }
        code.iload(position).loadConstant(pc);
        push();
    }

    /** On the operand stack: the state, the array, its height and three words. */
    private void push() {
        code.invokevirtual(
                ClassMaker.STATE,
                "pushed",
                MethodTypeDesc.of(
                        ClassMaker.INTS,
                        ClassMaker.INTS,
                        ConstantDescs.CD_int,
                        ConstantDescs.CD_int,
                        ConstantDescs.CD_int,
                        ConstantDescs.CD_int));
        code.astore(stack).iinc(sp, 3);
    }

    private void save(int slot) {
        if (!restored.contains(slot)) {
            restored.add(slot);
        }
        code.aload(STATE).aload(stack).iload(sp);
        code.iload(slots[slot]).iload(slots[slot + 1]).loadConstant(~slot);
        push();
    }

    /** Loads a choice's position and word into the variables given. */
    private void resume(int pc, int position, boolean withWord) {
        boolean real = flow.isOnStack(pc);
        if (withWord) {
            if (real) {
                word(0).istore(low);
            } else {
                code.iload(words[pc]).istore(low);
            }
        }
        if (real) {
            word(1).istore(position);
        } else {
            code.iload(positions[pc]).istore(position);
        }
    }

    private void tick() {
        Label enough = code.newLabel();
        code.iinc(left, -1).iload(left).ifgt(enough);
        state("poll", MethodTypeDesc.of(ConstantDescs.CD_int));
        code.istore(left).iload(left).iflt(tooLong);
        code.labelBinding(enough);
    }

    /** Groups closed once and behind a choice were not set when it was made. */
    private void resetGroups(int choice) {
        for (int pc = 0; pc < ops.length; pc += StackFlow.length(ops, pc)) {
            if (ops[pc] == Op.CLOSE
                    && pc > choice
                    && flow.isReached(pc)
                    && flow.isClosedOnce(ops[pc + 1], pc)) {
                code.iconst_m1().istore(slots[ops[pc + 1] + 1]);
            }
        }
    }

    private void resumption(int pc) {
        code.labelBinding(resumptions[pc]);
        int op = ops[pc];
        if (op == Op.RUN_GREEDY || op == Op.RUN_LAZY || op == Op.WIDE_GREEDY) {
            resume(pc, q, true);
            runs.resume(pc);
            choose(pc, q, true);
            code.iload(q).istore(pos);
        } else {
            resume(pc, pos, false);
        }
        tick();
        resetGroups(pc);
        int to =
                switch (op) {
                    case Op.SPLIT -> ops[pc + 1];
                    case Op.SPLIT_IF, Op.UNLESS, Op.TRY_BEGIN, Op.AGAIN_LAZY -> ops[pc + 2];
                    case Op.AGAIN_GREEDY -> pc + 3;
                    case Op.COUNT_GREEDY -> ops[pc + 4];
                    case Op.COUNT_LAZY, Op.WIDE_GREEDY -> pc + 5;
                    default -> pc + 7;
                };
        code.goto_(labels[to]);
    }

    // ---- Operations ----

    /** Writes one; returns the address that follows, or -1 if it does not go on by itself. */
    private int operation(int pc) {
        int then = pc + StackFlow.length(ops, pc);
        switch (ops[pc]) {
            case Op.END -> {
                attempts.end();
                return -1;
            }
            case Op.FAIL -> {
                fail(flow.state(pc));
                return -1;
            }
            case Op.JUMP -> {
                return ops[pc + 1];
            }
            case Op.SWITCH -> {
                switchTo(program.lists[ops[pc + 1]], failure(pc));
                then = -1;
            }
            case Op.CHAR, Op.CHAR2, Op.SET, Op.ANY_BYTE -> {
                code.iload(pos).iload(END).if_icmpge(failure(pc));
                runs.unless(runs.tableOf(pc), pos, failure(pc));
                code.iinc(pos, 1);
            }
            case Op.STRING -> runs.string(program.literals[ops[pc + 1]], failure(pc));
            case Op.THEN_MARK, Op.TRY_MARK -> {}
            case Op.SPLIT -> choose(pc, pos, false);
            case Op.SPLIT_IF, Op.UNLESS -> branch(pc);
            case Op.RUN_GREEDY, Op.RUN_LAZY, Op.RUN_POSSESSIVE -> {
                runs.run(pc, failure(pc));
                if (ops[pc] != Op.RUN_POSSESSIVE) {
                    choose(pc, q, true);
                    then = pc + 7;
                }
                code.iload(q).istore(pos);
            }
            case Op.WIDE_GREEDY -> {
                runs.wide(pc, failure(pc));
                choose(pc, q, true);
                code.iload(q).istore(pos);
                then = pc + 5;
            }
            case Op.AGAIN_GREEDY -> {
                code.iload(slots[ops[pc + 1]]).iload(pos).if_icmpeq(labels[pc + 3]);
                choose(pc, pos, false);
                then = ops[pc + 2];
            }
            case Op.AGAIN_LAZY -> {
                code.iload(slots[ops[pc + 1]]).iload(pos).if_icmpeq(labels[pc + 3]);
                choose(pc, pos, false);
            }
            case Op.IF_SET -> code.iload(slots[ops[pc + 1] + 1]).iflt(labels[ops[pc + 2]]);
            case Op.COUNT_GREEDY, Op.COUNT_LAZY -> then = count(pc);
            case Op.COUNT_NEXT -> then = countNext(pc);
            case Op.TRY_BEGIN, Op.ATOMIC_BEGIN -> begin(pc);
            case Op.NEGATIVE_END -> {
                code.iload(slots[ops[pc + 1]]).istore(sp);
                fail(flow.state(flow.begin(ops[pc + 1])));
                return -1;
            }
            case Op.ATOMIC_END -> code.iload(slots[ops[pc + 1]]).istore(sp);
            case Op.LOOK_END -> {
                code.iload(slots[ops[pc + 1]]).istore(sp);
                code.iload(slots[ops[pc + 1] + 1]).istore(pos);
            }
            case Op.REFERENCE -> reference(pc);
            default -> {
                if (!setting(pc)) {
                    runs.other(pc, failure(pc));
                }
            }
        }
        bindPending();
        return then;
    }

    private void switchTo(int[] targets, Label failure) {
        List<SwitchCase> table = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            if (ops[targets[b]] != Op.FAIL) {
                table.add(SwitchCase.of(b, labels[targets[b]]));
            }
        }
        code.iload(pos).iload(END).if_icmpge(failure);
        code.aload(S).iload(pos).baload().loadConstant(255).iand();
        code.lookupswitch(failure, table);
    }

    private boolean setting(int pc) {
        boolean keep = ops[pc] == Op.ASSERT && ops[pc + 1] == Node.Assertion.KEEP.ordinal();
        if (flow.restores(pc) && (ops[pc] != Op.ASSERT || keep) && isSetter(ops[pc])) {
            save(keep ? 0 : ops[pc + 1]);
        }
        switch (ops[pc]) {
            case Op.OPEN, Op.MARK_POSITION -> code.iload(pos).istore(slots[ops[pc + 1]]);
            case Op.CLOSE -> {
                code.iload(slots[ops[pc + 2]]).istore(slots[ops[pc + 1]]);
                code.iload(pos).istore(slots[ops[pc + 1] + 1]);
            }
            case Op.COUNT_START -> {
                code.iconst_0().istore(slots[ops[pc + 1]]);
                code.iload(pos).istore(slots[ops[pc + 1] + 1]);
            }
            case Op.COUNT_TAKE -> counted(ops[pc + 1]);
            case Op.ASSERT -> {
                if (!keep) {
                    return false;
                }
                code.iload(pos).istore(slots[0]);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean isSetter(int op) {
        return op == Op.OPEN
                || op == Op.CLOSE
                || op == Op.MARK_POSITION
                || op == Op.COUNT_START
                || op == Op.COUNT_TAKE
                || op == Op.ASSERT;
    }

    private void branch(int pc) {
        Label otherwise = labels[ops[pc + 2]];
        Label atEnd = ops[pc + 3] != 0 ? otherwise : code.newLabel();
        code.iload(pos).iload(END).if_icmpge(atEnd);
        runs.unless(program.tables[ops[pc + 1]], pos, otherwise);
        if (ops[pc + 3] == 0) {
            code.labelBinding(atEnd);
        }
        if (isChoice(ops, pc)) {
            choose(pc, pos, false);
        }
    }

    private void begin(int pc) {
        code.iload(sp).istore(slots[ops[pc + 1]]);
        code.iload(pos).istore(slots[ops[pc + 1] + 1]);
        if (ops[pc] == Op.TRY_BEGIN) {
            choose(pc, pos, false);
        }
    }

    private void counted(int slot) {
        code.iinc(slots[slot], 1);
        code.iload(pos).istore(slots[slot + 1]);
    }

    private int count(int pc) {
        int slot = ops[pc + 1];
        boolean lazy = ops[pc] == Op.COUNT_LAZY;
        Label enough = code.newLabel();
        int body = pc + 5;
        if (ops[pc + 2] > 0) {
            code.iload(slots[slot]).loadConstant(ops[pc + 2]).if_icmpge(enough);
            save(slot);
            counted(slot);
            code.goto_(labels[lazy ? body + 2 : body]);
            code.labelBinding(enough);
        }
        if (ops[pc + 3] >= 0) {
            code.iload(slots[slot]).loadConstant(ops[pc + 3]).if_icmpge(labels[ops[pc + 4]]);
        }
        choose(pc, pos, false);
        if (lazy) {
            return ops[pc + 4];
        }
        save(slot);
        counted(slot);
        return body;
    }

    private int countNext(int pc) {
        if (ops[pc + 3] >= 0) {
            return ops[pc + 4];
        }
        Label check = labels[ops[pc + 4]];
        int slot = ops[pc + 1];
        code.iload(slots[slot]).loadConstant(ops[pc + 2]).if_icmplt(check);
        code.iload(slots[slot + 1]).iload(pos).if_icmpne(check);
        return pc + 5;
    }

    private void reference(int pc) {
        code.aload(STATE).iload(pos).loadConstant(pc);
        code.iload(slots[ops[pc + 1]]).iload(slots[ops[pc + 1] + 1]);
        code.invokevirtual(ClassMaker.STATE, "reference", intType(null, 4));
        code.istore(q).iload(q).iflt(failure(pc));
        code.iload(q).istore(pos);
    }

    /** Puts an object of the program on the operand stack. */
    void constant(Object value, ClassDesc type) {
        int index = constants.indexOf(value);
        if (index < 0) {
            index = constants.size();
            constants.add(value);
        }
        code.ldc(
                DynamicConstantDesc.ofNamed(
                        ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, type, index));
    }
}
