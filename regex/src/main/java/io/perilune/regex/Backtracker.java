// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Arrays;

/**
 * Runs a program from one position of a subject, trying alternatives in order and going back on
 * failure.
 *
 * <p>The way back is a stack of three-word entries on the heap, so no subject and no pattern can
 * overflow Java's stack. An entry is either a choice (a word of the operation's own, the position,
 * the address to resume at) or, with a negative address, the former values of a pair of slots,
 * which going back restores. An atomic group ends by dropping the choices made in it and keeping
 * the restorations. A call of a group saves all slots in a frame; frames stay until going back
 * passes the call, since a finished call can be resumed. Backtracking verbs are choices that, when
 * resumed, throw away entries down to the one that answers for the verb.
 *
 * <p>The time a match may take is bounded by the number of resumed choices. Confined to its thread.
 */
final class Backtracker extends MatchState {

    private static final int FAILED = -1;

    /** With every way tried, the end of the longest match so far; -2 when the first one counts. */
    int longest = -2;

    /** Calls that have begun; null before the first. */
    Frames frames;

    private final boolean[][] tables;
    private final Verbs verbs;

    Backtracker(Program program) {
        super(program);
        this.tables = program.tables;
        this.verbs = new Verbs(this);
    }

    /** Long because it is the interpreter's loop; whatever is rare is in {@link #rare}. */
    @SuppressWarnings("checkstyle:methodlength")
    int run(int start) {
        final int[] code = this.code;
        final int[] slots = this.slots;
        final byte[] s = subject;
        final int end = this.end;
        final boolean[][] tables = this.tables;
        Arrays.fill(slots, -1);
        slots[0] = start;
        verbs.begin();
        if (!yielding) {
            budget = limit;
            granted = 0;
        }
        int countdown = granted > 0 ? granted : poll();
        if (countdown < 0) {
            return TOO_LONG;
        }
        final int runShift = this.runShift;
        if (frames != null) {
            frames.count = 0;
        }
        int[] stack = this.stack;
        int sp = 0;
        int pc = 0;
        int pos = start;
        int word = 0;
        while (true) {
            step:
            {
                switch (code[pc]) {
                    case Op.CHAR -> {
                        if (pos < end && (s[pos] & 0xff) == code[pc + 1]) {
                            pos++;
                            pc += 2;
                            continue;
                        }
                        break step;
                    }
                    case Op.CHAR2 -> {
                        if (pos < end) {
                            int c = s[pos] & 0xff;
                            if (c == code[pc + 1] || c == code[pc + 2]) {
                                pos++;
                                pc += 3;
                                continue;
                            }
                        }
                        break step;
                    }
                    case Op.STRING -> {
                        byte[] literal = program.literals[code[pc + 1]];
                        int to = pos + literal.length;
                        if (to <= end && Arrays.equals(literal, 0, literal.length, s, pos, to)) {
                            pos = to;
                            pc += 2;
                            continue;
                        }
                        break step;
                    }
                    case Op.SET -> {
                        if (pos < end && tables[code[pc + 1]][s[pos] & 0xff]) {
                            pos++;
                            pc += 2;
                            continue;
                        }
                        break step;
                    }
                    case Op.ANY_BYTE -> {
                        if (pos < end) {
                            pos++;
                            pc++;
                            continue;
                        }
                        break step;
                    }
                    case Op.JUMP -> {
                        pc = code[pc + 1];
                        continue;
                    }
                    case Op.SPLIT, Op.SPLIT_THEN -> {
                        if (sp + 3 > stack.length) {
                            stack = grow();
                        }
                        stack[sp + 1] = pos;
                        stack[sp + 2] = code[pc + 1];
                        sp += 3;
                        pc += 2;
                        continue;
                    }
                    case Op.SPLIT_IF -> {
                        if (pos < end ? !tables[code[pc + 1]][s[pos] & 0xff] : code[pc + 3] != 0) {
                            pc = code[pc + 2];
                            continue;
                        }
                        if (sp + 3 > stack.length) {
                            stack = grow();
                        }
                        stack[sp + 1] = pos;
                        stack[sp + 2] = code[pc + 2];
                        sp += 3;
                        pc += 4;
                        continue;
                    }
                    case Op.SWITCH -> {
                        if (pos < end) {
                            pc = program.lists[code[pc + 1]][s[pos] & 0xff];
                            continue;
                        }
                        break step;
                    }
                    case Op.UNLESS -> {
                        if (pos < end) {
                            pc = tables[code[pc + 1]][s[pos] & 0xff] ? pc + 4 : code[pc + 2];
                            continue;
                        }
                        if (code[pc + 3] != 0) {
                            pc = code[pc + 2];
                            continue;
                        }
                        if (sp + 3 > stack.length) {
                            stack = grow();
                        }
                        stack[sp + 1] = pos;
                        stack[sp + 2] = code[pc + 2];
                        sp += 3;
                        pc += 4;
                        continue;
                    }
                    case Op.OPEN, Op.MARK_POSITION -> {
                        int slot = code[pc + 1];
                        if (sp > 0) {
                            if (sp + 3 > stack.length) {
                                stack = grow();
                            }
                            stack[sp] = slots[slot];
                            stack[sp + 1] = slots[slot + 1];
                            stack[sp + 2] = ~slot;
                            sp += 3;
                        }
                        slots[slot] = pos;
                        pc += 2;
                        continue;
                    }
                    case Op.CLOSE -> {
                        int slot = code[pc + 1];
                        if (sp > 0) {
                            if (sp + 3 > stack.length) {
                                stack = grow();
                            }
                            stack[sp] = slots[slot];
                            stack[sp + 1] = slots[slot + 1];
                            stack[sp + 2] = ~slot;
                            sp += 3;
                        }
                        slots[slot] = slots[code[pc + 2]];
                        slots[slot + 1] = pos;
                        pc += 3;
                        continue;
                    }
                    case Op.RUN_POSSESSIVE -> {
                        int q = runEnd(s, pos, pc);
                        countdown -= q - pos >> runShift;
                        if (q - pos < code[pc + 2]) {
                            break step;
                        }
                        pos = q;
                        pc += 6;
                        continue;
                    }
                    case Op.RUN_GREEDY -> {
                        int q = runEnd(s, pos, pc);
                        countdown -= q - pos >> runShift;
                        int min = code[pc + 2];
                        if (q - pos < min) {
                            break step;
                        }
                        int low =
                                min == 1 && code[pc + 5] != 0
                                        ? pos + Utf8.length(s[pos] & 0xff)
                                        : pos + min;
                        pos = giveBack(s, low, q, pc);
                        if (pos > low) {
                            if (sp + 3 > stack.length) {
                                stack = grow();
                            }
                            stack[sp] = low;
                            stack[sp + 1] = pos;
                            stack[sp + 2] = pc + 6;
                            sp += 3;
                        }
                        pc += 7;
                        continue;
                    }
                    case Op.RUN_GREEDY_RETRY -> {
                        // the entry just taken still lies above the stack: it is used again
                        pos = giveBack(s, word, previous(s, word, pos, code[pc - 1]), pc - 6);
                        if (pos > word) {
                            stack[sp + 1] = pos;
                            sp += 3;
                        }
                        pc++;
                        continue;
                    }
                    case Op.RUN_LAZY -> {
                        int min = code[pc + 2];
                        int limit = runLimit(pos, pc);
                        int q = pos;
                        boolean[] members = tables[code[pc + 1]];
                        while (q < limit && q - pos < min && members[s[q] & 0xff]) {
                            q++;
                        }
                        if (q - pos < min) {
                            break step;
                        }
                        if (min == 1 && code[pc + 5] != 0) {
                            q = Math.min(end, pos + Utf8.length(s[pos] & 0xff));
                        }
                        pos = takeMore(s, q, limit, pc);
                        if (pos < limit && members[s[pos] & 0xff]) {
                            if (sp + 3 > stack.length) {
                                stack = grow();
                            }
                            stack[sp] = limit;
                            stack[sp + 1] = pos;
                            stack[sp + 2] = pc + 6;
                            sp += 3;
                        }
                        pc += 7;
                        continue;
                    }
                    case Op.RUN_LAZY_RETRY -> {
                        pos =
                                Math.min(
                                        end,
                                        pos + (code[pc - 1] == 0 ? 1 : Utf8.length(s[pos] & 0xff)));
                        pos = takeMore(s, pos, word, pc - 6);
                        if (pos < word && tables[code[pc - 5]][s[pos] & 0xff]) {
                            stack[sp + 1] = pos;
                            sp += 3;
                        }
                        pc++;
                        continue;
                    }
                    case Op.AGAIN_GREEDY -> {
                        if (slots[code[pc + 1]] == pos) {
                            pc += 3;
                            continue;
                        }
                        if (sp + 3 > stack.length) {
                            stack = grow();
                        }
                        stack[sp + 1] = pos;
                        stack[sp + 2] = pc + 3;
                        sp += 3;
                        pc = code[pc + 2];
                        continue;
                    }
                    case Op.FAIL, Op.CALL_FAILED, Op.THEN_STOP -> {
                        break step;
                    }
                    case Op.THEN_MARK, Op.TRY_MARK -> {
                        pc++;
                        continue;
                    }
                    default -> {
                        this.stack = stack;
                        this.sp = sp;
                        this.pos = pos;
                        this.word = word;
                        int next = rare(pc);
                        stack = this.stack;
                        sp = this.sp;
                        pos = this.pos;
                        if (next >= 0) {
                            pc = next;
                            continue;
                        }
                        if (next != FAILED) {
                            granted = Math.max(1, countdown);
                            return next == Integer.MIN_VALUE ? pos : next;
                        }
                        break step;
                    }
                }
            }
            while (true) {
                if (sp == 0) {
                    granted = Math.max(1, countdown);
                    return NO_MATCH;
                }
                sp -= 3;
                int target = stack[sp + 2];
                if (target >= 0) {
                    pc = target;
                    break;
                }
                slots[~target] = stack[sp];
                slots[~target + 1] = stack[sp + 1];
            }
            if (--countdown <= 0) {
                countdown = poll();
                if (countdown < 0) {
                    return TOO_LONG;
                }
            }
            word = stack[sp];
            pos = stack[sp + 1];
        }
    }

    // ---- Runs of one set ----

    private int runEnd(byte[] s, int pos, int pc) {
        boolean[] members = tables[code[pc + 1]];
        int limit = runLimit(pos, pc);
        int q = pos;
        while (q < limit && members[s[q] & 0xff]) {
            q++;
        }
        return q;
    }

    /** The last place not before low and not behind q at which the rest can begin. */
    private int giveBack(byte[] s, int low, int q, int pc) {
        int next = code[pc + 4];
        if (next < 0 || q >= end) {
            return q;
        }
        boolean[] follow = tables[next];
        while (q > low && !follow[s[q] & 0xff]) {
            q = previous(s, low, q, code[pc + 5]);
        }
        return q;
    }

    // ---- Rare operations ----

    /** The next address, FAILED, MIN_VALUE for a match, or another result of {@link #run}. */
    private int rare(int pc) {
        switch (code[pc]) {
            case Op.END, Op.ACCEPT -> {
                return end();
            }
            case Op.AGAIN_LAZY -> {
                if (slots[code[pc + 1]] == pos) {
                    return pc + 3;
                }
                push(0, pos, code[pc + 2]);
                return pc + 3;
            }
            case Op.SCRIPT_RUN_END -> {
                return !program.utf() || ScriptRuns.isOne(subject, slots[code[pc + 1]], pos)
                        ? pc + 2
                        : FAILED;
            }
            case Op.COUNT_START -> {
                set(code[pc + 1], 0, pos);
                return pc + 2;
            }
            case Op.COUNT_GREEDY, Op.COUNT_LAZY -> {
                return count(pc, code[pc] == Op.COUNT_LAZY);
            }
            case Op.COUNT_TAKE -> {
                set(code[pc + 1], slots[code[pc + 1]] + 1, pos);
                return pc + 2;
            }
            case Op.COUNT_NEXT -> {
                int slot = code[pc + 1];
                return code[pc + 3] < 0 && slots[slot] >= code[pc + 2] && slots[slot + 1] == pos
                        ? pc + 5
                        : code[pc + 4];
            }
            case Op.WIDE_GREEDY_RETRY -> {
                int q = pos - 1;
                while (q > word && (subject[q] & 0xc0) == 0x80) {
                    q--;
                }
                pos = q;
                if (q > word) {
                    push(word, q, pc);
                }
                return pc + 1;
            }
            default -> {
                return group(pc);
            }
        }
    }

    /** Of those, what begins or ends groups, conditions and calls; answers as {@link #rare}. */
    private int group(int pc) {
        switch (code[pc]) {
            case Op.ONCE -> {
                return once(pc);
            }
            case Op.ONCE_FAILED -> {
                memo.add(word);
                return FAILED;
            }
            case Op.ATOMIC_BEGIN -> {
                begin(code[pc + 1]);
                return pc + 2;
            }
            case Op.ATOMIC_END -> {
                cut(slots[code[pc + 1]]);
                return pc + 2;
            }
            case Op.LOOK_END -> {
                pos = slots[code[pc + 1] + 1];
                cut(slots[code[pc + 1]]);
                return pc + 2;
            }
            case Op.LOOK_END_OPEN -> {
                pos = slots[code[pc + 1] + 1];
                return pc + 2;
            }
            case Op.TRY_BEGIN -> {
                begin(code[pc + 1]);
                push(0, pos, code[pc + 2]);
                return pc + 3;
            }
            case Op.NEGATIVE_END -> {
                unwind(slots[code[pc + 1]]);
                return FAILED;
            }
            case Op.CLOSE_CALLED -> {
                int frame = slots[program.frameSlot];
                if (frame >= 0 && frames.group[frame] == code[pc + 3]) {
                    return giveBackCall(frame);
                }
                set(code[pc + 1], slots[code[pc + 2]], pos);
                return pc + 4;
            }
            case Op.CLOSE_EARLY -> {
                if (slots[program.frameSlot] < 0) {
                    set(code[pc + 1], slots[code[pc + 2]], pos);
                }
                return pc + 3;
            }
            case Op.CALL -> {
                return call(pc);
            }
            case Op.ACCEPT_CALL -> {
                return acceptCall(pc);
            }
            case Op.VERB -> {
                return verbs.meet(pc);
            }
            case Op.VERB_RETRY -> {
                return verbs.resume(pc);
            }
            case Op.IF_SET -> {
                return slots[code[pc + 1] + 1] >= 0 ? pc + 3 : code[pc + 2];
            }
            case Op.IF_ANY_SET, Op.IF_RECURSION, Op.IF_ANY_RECURSION -> {
                return condition(pc) ? pc + 3 : code[pc + 2];
            }
            default -> {
                return code[pc] >= Op.LONGEST_BEGIN ? rarest(pc) : characters().step(pc);
            }
        }
    }

    private int end() {
        int frame = slots[program.frameSlot];
        if (frame >= 0 && longest != -2) {
            return giveBackCall(frame);
        }
        if (frame >= 0) {
            cut(frames.height[frame]);
            int next = giveBackCall(frame);
            frames.count = frame;
            return next;
        }
        if (pos == slots[0]
                && ((program.flags & Flags.NOTEMPTY) != 0
                        || (program.flags & Flags.NOTEMPTY_ATSTART) != 0 && pos == from)) {
            return FAILED;
        }
        if (longest != -2) {
            longest = Math.max(longest, pos);
            return FAILED;
        }
        return Integer.MIN_VALUE;
    }

    // ---- Calls ----

    private int call(int pc) {
        if (frames == null) {
            frames = new Frames();
        }
        int group = code[pc + 2];
        int current = slots[program.frameSlot];
        if (frames.isLoop(current, group, pos)) {
            throw new RegexLimitException(
                    RegexLimitException.RECURSION_LOOP,
                    "nested recursion at the same subject position");
        }
        int frame = frames.push(current, group, pos, pc + 7, sp, slots);
        push(frame, pos, pc + 5);
        set(program.frameSlot, frame, 0);
        return code[pc + 1];
    }

    private int acceptCall(int pc) {
        int look = slots[code[pc + 1]];
        int frame = slots[program.frameSlot];
        if (frame >= 0 && look < 0) {
            return end();
        }
        while (frame >= 0 && frames.height[frame] >= look) {
            frame = frames.parent[frame];
        }
        set(program.frameSlot, frame, 0);
        return pc + 2;
    }

    /** Returns from a call: all slots but the match's start are as they were before it. */
    private int giveBackCall(int frame) {
        int[] saved = frames.saved[frame];
        for (int slot = 2; slot < slots.length; slot += 2) {
            if (slots[slot] != saved[slot] || slots[slot + 1] != saved[slot + 1]) {
                set(slot, saved[slot], saved[slot + 1]);
            }
        }
        return frames.returnTo[frame];
    }

    int currentGroup() {
        int frame = slots[program.frameSlot];
        return frame < 0 ? -1 : frames.group[frame];
    }

    private boolean condition(int pc) {
        int operand = code[pc + 1];
        if (code[pc] == Op.IF_RECURSION) {
            int group = currentGroup();
            return group >= 0 && (operand < 0 || operand == group);
        }
        boolean recursion = code[pc] == Op.IF_ANY_RECURSION;
        for (int value : program.lists[operand]) {
            if (recursion ? value == currentGroup() : slots[value + 1] >= 0) {
                return true;
            }
        }
        return false;
    }
}
