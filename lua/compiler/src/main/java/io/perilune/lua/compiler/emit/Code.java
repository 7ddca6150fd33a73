// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

/**
 * The code of one method, written instruction by instruction, with the verifier's view of each
 * place kept beside it: so the stack maps come out of a single pass. Single use. It is long because
 * it has a method for each instruction.
 *
 * <p>Code that nothing leads to is left out. A place that is jumped back to must be bound as such:
 * by {@link #loop} or {@link #loopBehind}.
 */
final class Code {
    private static final int LARGEST = 65_535;

    private final ConstantPool pool;
    private final ClassTypes types;
    private final CallSites sites;
    private final Bytes bytes = new Bytes(512);
    private final Bytes lines = new Bytes(64);
    private final StackMap map;
    private State state = new State();
    private boolean isDead;

    /** Once there was a label to which only a way back can lead, if anything at all does. */
    private boolean isRevived;

    private int words;
    private int maxWords;

    /** At most so many: it is about space, not about right or wrong. */
    private static final int FORGOTTEN = 64;

    private int maxLocals;
    private int lineCount;
    private int line;

    Code(ConstantPool pool, ClassTypes types, CallSites sites) {
        this.pool = pool;
        this.types = types;
        this.sites = sites;
        this.map = new StackMap(pool, types);
    }

    /** The next instruction calls a Lua function of this name, or of none when null. */
    void callee(String name) {
        sites.next(name);
    }

    // --- where the code stands -------------------------------------------------------------------

    /** What the method begins with: the locals of its parameters. */
    void begin(int... parameters) {
        int slot = 0;
        for (int type : parameters) {
            state.set(slot, type);
            slot += type == State.DOUBLE ? 2 : 1;
        }
        maxLocals = slot;
        map.begin(state);
    }

    /** The instructions that follow belong to this line. */
    void lineNumber(int number) {
        line = number;
    }

    /** Locals that have been given out: what was there before is of no interest. */
    void fresh(int slot, int slots) {
        for (int i = slot; i < slot + slots && i < state.localCount; i++) {
            state.set(i, State.TOP);
        }
    }

    private boolean begins(int opcode) {
        if (isDead) {
            return false;
        }
        if (line != 0) {
            lines.u2(bytes.size).u2(line);
            lineCount++;
            line = 0;
        }
        bytes.u1(opcode);
        return true;
    }

    private void push(int type) {
        state.push(type);
        words += type == State.DOUBLE ? 2 : 1;
        maxWords = Math.max(maxWords, words);
    }

    private int take() {
        int type = state.stack[--state.depth];
        words -= type == State.DOUBLE ? 2 : 1;
        return type;
    }

    private void pop(int count) {
        for (int i = 0; i < count; i++) {
            take();
        }
    }

    private Code simple(int opcode, int pops, int pushed) {
        if (begins(opcode)) {
            pop(pops);
            if (pushed != State.TOP) {
                push(pushed);
            }
        }
        return this;
    }

    // --- constants and operators -----------------------------------------------------------------

    Code aconst_null() {
        return simple(1, 0, State.NULL);
    }

    Code iconst_m1() {
        return simple(2, 0, State.INT);
    }

    Code iconst_0() {
        return simple(3, 0, State.INT);
    }

    Code iconst_1() {
        return simple(4, 0, State.INT);
    }

    Code dconst_0() {
        return simple(14, 0, State.DOUBLE);
    }

    Code daload() {
        return simple(49, 2, State.DOUBLE);
    }

    Code iadd() {
        return simple(96, 2, State.INT);
    }

    Code dadd() {
        return simple(99, 2, State.DOUBLE);
    }

    Code isub() {
        return simple(100, 2, State.INT);
    }

    Code dsub() {
        return simple(103, 2, State.DOUBLE);
    }

    Code imul() {
        return simple(104, 2, State.INT);
    }

    Code dmul() {
        return simple(107, 2, State.DOUBLE);
    }

    Code ddiv() {
        return simple(111, 2, State.DOUBLE);
    }

    Code dneg() {
        return simple(119, 1, State.DOUBLE);
    }

    Code iand() {
        return simple(126, 2, State.INT);
    }

    Code ior() {
        return simple(128, 2, State.INT);
    }

    Code ixor() {
        return simple(130, 2, State.INT);
    }

    Code ishl() {
        return simple(120, 2, State.INT);
    }

    Code ishr() {
        return simple(122, 2, State.INT);
    }

    Code iushr() {
        return simple(124, 2, State.INT);
    }

    Code drem() {
        return simple(115, 2, State.DOUBLE);
    }

    Code i2d() {
        return simple(135, 1, State.DOUBLE);
    }

    Code d2i() {
        return simple(142, 1, State.INT);
    }

    Code dcmpl() {
        return simple(151, 2, State.INT);
    }

    Code dcmpg() {
        return simple(152, 2, State.INT);
    }

    Code dastore() {
        return simple(82, 3, State.TOP);
    }

    Code aastore() {
        return simple(83, 3, State.TOP);
    }

    Code aaload() {
        return simple(50, 2, ClassTypes.OBJECT);
    }

    Code loadConstant(int value) {
        if (value >= -1 && value <= 5) {
            return simple(3 + value, 0, State.INT);
        }
        if (value == (byte) value) {
            simple(16, 0, State.INT);
            return isDead ? this : u1(value);
        }
        if (value == (short) value) {
            simple(17, 0, State.INT);
            return isDead ? this : u2(value);
        }
        return constant(isDead ? 0 : pool.integer(value), State.INT);
    }

    Code loadConstant(double value) {
        if (Double.doubleToRawLongBits(value) == 0) {
            return dconst_0();
        }
        if (value == 1) {
            return simple(15, 0, State.DOUBLE);
        }
        if (begins(20)) {
            u2(pool.number(value));
            push(State.DOUBLE);
        }
        return this;
    }

    Code ldc(String text) {
        return constant(isDead ? 0 : pool.string(text), types.of(Linkage.STRING));
    }

    Code loadConstant(ClassDesc type) {
        return constant(isDead ? 0 : pool.classOf(type), types.of(ConstantDescs.CD_Class));
    }

    private Code constant(int index, int type) {
        if (begins(index < 256 ? 18 : 19)) {
            if (index < 256) {
                u1(index);
            } else {
                u2(index);
            }
            push(type);
        }
        return this;
    }

    private Code u1(int value) {
        bytes.u1(value);
        return this;
    }

    private Code u2(int value) {
        bytes.u2(value);
        return this;
    }

    // --- the stack -------------------------------------------------------------------------------

    Code pop() {
        return simple(87, 1, State.TOP);
    }

    /** A double, or two others. */
    Code pop2() {
        boolean isDouble = !isDead && state.stack[state.depth - 1] == State.DOUBLE;
        return simple(88, isDouble ? 1 : 2, State.TOP);
    }

    Code dup() {
        if (begins(89)) {
            push(state.stack[state.depth - 1]);
        }
        return this;
    }

    /** reference below double -> reference, double, reference; or three references */
    Code dup_x2() {
        if (begins(91)) {
            int top = take();
            int second = take();
            int third = second == State.DOUBLE ? State.TOP : take();
            push(top);
            if (third != State.TOP) {
                push(third);
            }
            push(second);
            push(top);
        }
        return this;
    }

    Code swap() {
        if (begins(95)) {
            int top = take();
            int second = take();
            push(top);
            push(second);
        }
        return this;
    }

    // --- locals ----------------------------------------------------------------------------------

    private boolean local(int opcode, int slot) {
        if (isDead) {
            return false;
        }
        if (slot < 256) {
            begins(opcode);
            u1(slot);
        } else {
            begins(196);
            u1(opcode).u2(slot);
        }
        return true;
    }

    private Code load(int opcode, int slot) {
        if (isRevived && !isDead && !state.has(slot, opcode)) {
            return anything(opcode);
        }
        if (local(opcode, slot)) {
            push(state.locals[slot]);
        }
        return this;
    }

    private Code store(int opcode, int slot) {
        if (local(opcode, slot)) {
            state.set(slot, take());
            maxLocals = Math.max(maxLocals, state.localCount);
        }
        return this;
    }

    /** In code that is never reached. */
    private Code anything(int opcode) {
        return switch (opcode) {
            case 21 -> iconst_0();
            case 24 -> dconst_0();
            default -> aconst_null();
        };
    }

    Code iload(int slot) {
        return load(21, slot);
    }

    Code dload(int slot) {
        return load(24, slot);
    }

    Code aload(int slot) {
        return slot < 4 && !isRevived ? shortLoad(slot) : load(25, slot);
    }

    private Code shortLoad(int slot) {
        if (begins(42 + slot)) {
            push(state.locals[slot]);
        }
        return this;
    }

    Code istore(int slot) {
        return store(54, slot);
    }

    Code dstore(int slot) {
        return store(57, slot);
    }

    /** Locals from one on hold no objects any more. */
    void forget(int from) {
        for (int slot = from; slot < Math.min(maxLocals, from + FORGOTTEN); slot++) {
            aconst_null().astore(slot);
        }
    }

    Code astore(int slot) {
        return store(58, slot);
    }

    Code iinc(int slot, int by) {
        if (isDead || isRevived && !state.has(slot, 21)) {
            return this;
        }
        if (slot < 256 && by == (byte) by) {
            begins(132);
            return u1(slot).u1(by);
        }
        begins(196);
        return u1(132).u2(slot).u2(by);
    }

    // --- objects ---------------------------------------------------------------------------------

    Code getstatic(ClassDesc owner, String name, ClassDesc type) {
        return field(178, 0, owner, name, type, true);
    }

    Code putstatic(ClassDesc owner, String name, ClassDesc type) {
        return field(179, 1, owner, name, type, false);
    }

    Code getfield(ClassDesc owner, String name, ClassDesc type) {
        return field(180, 1, owner, name, type, true);
    }

    Code putfield(ClassDesc owner, String name, ClassDesc type) {
        return field(181, 2, owner, name, type, false);
    }

    private Code field(
            int opcode, int pops, ClassDesc owner, String name, ClassDesc type, boolean gets) {
        if (begins(opcode)) {
            u2(pool.field(owner, name, type));
            pop(pops);
            if (gets) {
                push(types.of(type));
            }
        }
        return this;
    }

    Code invokestatic(ClassDesc owner, String name, MethodTypeDesc type) {
        return invoke(184, owner, name, type);
    }

    Code invokevirtual(ClassDesc owner, String name, MethodTypeDesc type) {
        return invoke(182, owner, name, type);
    }

    Code invokespecial(ClassDesc owner, String name, MethodTypeDesc type) {
        int object = isDead ? 0 : state.stack[state.depth - 1 - type.parameterCount()];
        invoke(183, owner, name, type);
        if (!isDead) {
            int made = object == State.THIS_BEFORE ? types.of(sites.owner()) : types.of(owner);
            replace(state.stack, state.depth, object, made);
            replace(state.locals, state.localCount, object, made);
        }
        return this;
    }

    private static void replace(int[] all, int count, int from, int to) {
        for (int i = 0; i < count; i++) {
            if (all[i] == from) {
                all[i] = to;
            }
        }
    }

    private Code invoke(int opcode, ClassDesc owner, String name, MethodTypeDesc type) {
        int place = bytes.size;
        if (!begins(opcode)) {
            sites.leaveOut();
            return this;
        }
        RuntimeMember member = RuntimeMember.of(owner, name, type);
        sites.see(place, member == null || opcode != 184 ? null : member.event);
        u2(member == null ? pool.ownMethod(owner, name, type) : pool.method(member));
        pop(type.parameterCount() + (opcode == 184 ? 0 : 1));
        int result = types.of(type.returnType());
        if (result != State.TOP) {
            push(result);
        }
        return this;
    }

    Code new_(ClassDesc type) {
        int place = bytes.size;
        if (begins(187)) {
            u2(pool.classOf(type));
            push(-1 - place);
        }
        return this;
    }

    Code newDoubles() {
        simple(188, 1, types.of(Linkage.DOUBLE.arrayType()));
        return isDead ? this : u1(7);
    }

    Code anewarray(ClassDesc type) {
        if (begins(189)) {
            u2(pool.classOf(type));
            take();
            push(types.of(type.arrayType()));
        }
        return this;
    }

    Code checkcast(ClassDesc type) {
        if (begins(192)) {
            u2(pool.classOf(type));
            take();
            push(types.of(type));
        }
        return this;
    }

    Code instanceOf(ClassDesc type) {
        if (begins(193)) {
            u2(pool.classOf(type));
            take();
            push(State.INT);
        }
        return this;
    }

    // --- ways ------------------------------------------------------------------------------------

    Label newLabel() {
        return new Label();
    }

    Code ifeq(Label target) {
        return jump(153, 1, target);
    }

    Code ifne(Label target) {
        return jump(154, 1, target);
    }

    Code iflt(Label target) {
        return jump(155, 1, target);
    }

    Code ifge(Label target) {
        return jump(156, 1, target);
    }

    Code ifgt(Label target) {
        return jump(157, 1, target);
    }

    Code ifle(Label target) {
        return jump(158, 1, target);
    }

    Code if_icmpeq(Label target) {
        return jump(159, 2, target);
    }

    Code if_icmpge(Label target) {
        return jump(162, 2, target);
    }

    Code if_icmple(Label target) {
        return jump(164, 2, target);
    }

    Code if_acmpeq(Label target) {
        return jump(165, 2, target);
    }

    Code if_acmpne(Label target) {
        return jump(166, 2, target);
    }

    Code ifnull(Label target) {
        return jump(198, 1, target);
    }

    Code ifnonnull(Label target) {
        return jump(199, 1, target);
    }

    Code goto_(Label target) {
        jump(167, 0, target);
        isDead = true;
        return this;
    }

    Code return_() {
        return leave(177, 0);
    }

    Code areturn() {
        return leave(176, 1);
    }

    Code ireturn() {
        return leave(172, 1);
    }

    private Code leave(int opcode, int pops) {
        simple(opcode, pops, State.TOP);
        isDead = true;
        return this;
    }

    private Code jump(int opcode, int pops, Label target) {
        if (target.place >= 0 && target.state == null) {
            return jumpToDead(pops);
        }
        int place = bytes.size;
        if (!begins(opcode)) {
            return this;
        }
        pop(pops);
        if (target.place >= 0) {
            target.isTarget = true;
            u2(offset(place, target.place));
            return this;
        }
        u2(0);
        target.isTarget = true;
        if (target.jumpCount == target.jumps.length) {
            target.jumps = Arrays.copyOf(target.jumps, 2 * target.jumpCount + 2);
        }
        target.jumps[target.jumpCount++] = place;
        if (target.state == null) {
            target.state = new State(state);
        } else {
            target.state.merge(state);
        }
        return this;
    }

    /** Back to code that nothing leads to: then this is never reached either. */
    private Code jumpToDead(int pops) {
        if (!isDead && !isRevived) {
            throw new IllegalStateException("a way back to where nothing is known");
        }
        for (int i = 0; i < pops; i++) {
            pop();
        }
        if (pops == 0) {
            aconst_null();
            leave(191, 1);
        }
        return this;
    }

    private static int offset(int from, int to) {
        int offset = to - from;
        if (offset != (short) offset) {
            throw new IllegalArgumentException("a jump over " + offset + " bytes");
        }
        return offset;
    }

    /** The label is here; only jumps from before lead to it. */
    Code labelBinding(Label label) {
        if (!isDead && label.state != null) {
            label.state.merge(state);
        }
        if (!isDead && label.state == null) {
            label.state = new State(state);
        }
        bind(label);
        return this;
    }

    /**
     * The label is here, and ways back may lead to it.
     *
     * @param locals how many are in use
     */
    Code loop(Label label, int locals) {
        labelBinding(label);
        if (!isDead) {
            settle(label, locals);
        }
        return this;
    }

    /** As {@link #loop}, where at first only ways back lead, from code like another label's. */
    Code loopBehind(Label label, Label like, int locals) {
        if (label.state == null && like.state != null) {
            label.state = new State(like.state);
        } else if (like.state != null) {
            label.state.merge(like.state);
        }
        return loop(label, locals);
    }

    /** As {@link #loop}; when nothing has led here yet, the code behind is like that before. */
    Code loopAnyway(Label label, int locals) {
        if (isDead && label.state == null) {
            label.state = new State(state);
            label.state.depth = 0;
            label.isTarget = true;
            isRevived = true;
        }
        return loop(label, locals);
    }

    private void settle(Label label, int locals) {
        label.state.cut(locals);
        label.state.widen();
        state = new State(label.state);
    }

    private void bind(Label label) {
        label.place = bytes.size;
        for (int i = 0; i < label.jumpCount; i++) {
            int place = label.jumps[i];
            bytes.u2At(place + 1, offset(place, bytes.size));
        }
        isDead = label.state == null;
        if (isDead) {
            return;
        }
        state = new State(label.state);
        words = 0;
        for (int i = 0; i < state.depth; i++) {
            words += state.stack[i] == State.DOUBLE ? 2 : 1;
        }
        map.add(label);
    }

    // --- the attribute ---------------------------------------------------------------------------

    boolean hasLines() {
        return lineCount > 0;
    }

    int size() {
        return bytes.size;
    }

    /** The lines that begin in the code, in order, as often as they do. */
    int[] lines() {
        int[] all = new int[lineCount];
        for (int i = 0; i < lineCount; i++) {
            int place = 4 * i + 2;
            all[i] = (lines.array[place] & 0xff) << 8 | lines.array[place + 1] & 0xff;
        }
        return all;
    }

    void writeTo(Bytes to) {
        if (bytes.size > LARGEST) {
            throw new IllegalArgumentException("code of " + bytes.size + " bytes");
        }
        int mapSize = map.close(bytes.size);
        int code = pool.utf8("Code");
        int lineTable = lineCount == 0 ? 0 : 8 + lines.size;
        to.u2(code).u4(12 + bytes.size + lineTable + mapSize);
        to.u2(maxWords).u2(maxLocals).u4(bytes.size).all(bytes);
        to.u2(0).u2((lineCount == 0 ? 0 : 1) + (mapSize == 0 ? 0 : 1));
        if (lineCount != 0) {
            to.u2(pool.utf8("LineNumberTable")).u4(2 + lines.size).u2(lineCount).all(lines);
        }
        if (mapSize != 0) {
            map.writeTo(to);
        }
    }
}
