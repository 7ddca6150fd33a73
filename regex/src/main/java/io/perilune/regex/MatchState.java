// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Arrays;

/**
 * What matching needs besides the program, whether it is interpreted or a class of its own: the
 * subject, the stack of choices, and the account of the time a match may take. Confined to its
 * thread.
 */
abstract class MatchState {

    static final int NO_MATCH = -1;
    static final int COMMIT = -2;

    /** Go on at {@link #skipTo}. */
    static final int SKIP = -3;

    /** Given up: to be begun again with a linear program. */
    static final int TOO_LONG = -5;

    /** Again from the same position, with more (*SKIP:name) ignored. */
    static final int SKIP_NAMED = -4;

    private static final int MAX_STACK = 24_000_000;

    /** Resumed choices between two looks at the stop signal. */
    private static final int POLL_INTERVAL = 1 << 16;

    final Program program;
    final int[] code;
    final int[] slots;
    byte[] subject;
    int begin;
    int end;

    /** Where matching was asked to start. */
    int from;

    int skipTo;
    int ignoredSkips;
    long limit;
    StopSignal stop = StopSignal.NEVER;

    long budget;
    int granted;

    /** Whether the limit is for one match, not for one attempt, and exceeding it no error. */
    boolean yielding;

    /** A run of this many bytes to the power of two costs as much as going back once. */
    int runShift = 31;

    /** Where a compiled pattern gave up. */
    int resumeAt;

    /** Where the run found by {@link #wideRun} must end when it is taken back. */
    int wideLow;

    /** For a linear program. */
    Memo memo;

    int[] stack = new int[96];
    int sp;
    int pos;
    int word;
    private Characters characters;

    MatchState(Program program) {
        this.program = program;
        this.code = program.code;
        this.slots = new int[program.slots];
    }

    void subject(byte[] bytes, int beginAt, int endAt, int fromAt) {
        subject = bytes;
        begin = beginAt;
        end = endAt;
        from = fromAt;
    }

    /** One attempt may go back so often; then there is an exception. */
    void limitAttempts(long choices) {
        limit = choices;
        yielding = false;
        runShift = 31;
    }

    /** All attempts may do so much; then {@link #TOO_LONG} is the result. */
    void limitMatch(long steps) {
        limit = steps;
        yielding = true;
        runShift = 4;
        budget = steps;
        granted = 0;
    }

    /** For a linear program: nothing limits it. */
    void remember(Memo failures) {
        memo = failures;
        limitAttempts(Long.MAX_VALUE);
    }

    Characters characters() {
        if (characters == null) {
            characters = new Characters(this);
        }
        return characters;
    }

    /** Called when the choices granted are used up; grants more, or -1. */
    int poll() {
        if (budget <= 0) {
            if (yielding) {
                return -1;
            }
            throw new RegexLimitException(RegexLimitException.MATCH_LIMIT, "match limit exceeded");
        }
        if (stop.isSet()) {
            throw new RegexLimitException(RegexLimitException.STOPPED, "match stopped");
        }
        int grant = (int) Math.min(POLL_INTERVAL, budget);
        budget -= grant;
        return grant;
    }

    int[] grow() {
        int length = stack.length;
        if (length >= MAX_STACK) {
            throw new RegexLimitException(RegexLimitException.HEAP_LIMIT, "heap limit exceeded");
        }
        stack = Arrays.copyOf(stack, Math.min(MAX_STACK, 2 * length));
        return stack;
    }

    void push(int a, int b, int c) {
        if (sp + 3 > stack.length) {
            grow();
        }
        stack[sp] = a;
        stack[sp + 1] = b;
        stack[sp + 2] = c;
        sp += 3;
    }

    void set(int slot, int first, int second) {
        push(slots[slot], slots[slot + 1], ~slot);
        slots[slot] = first;
        slots[slot + 1] = second;
    }

    void begin(int slot) {
        push(slots[slot], slots[slot + 1], ~slot);
        slots[slot] = sp;
        slots[slot + 1] = pos;
    }

    /** Drops choices down to a height of the stack and keeps what restores slots. */
    void cut(int height) {
        int to = height;
        for (int i = height; i < sp; i += 3) {
            if (stack[i + 2] < 0) {
                stack[to] = stack[i];
                stack[to + 1] = stack[i + 1];
                stack[to + 2] = stack[i + 2];
                to += 3;
            }
        }
        sp = to;
    }

    void unwind(int height) {
        while (sp > height) {
            sp -= 3;
            int target = stack[sp + 2];
            if (target < 0) {
                slots[~target] = stack[sp];
                slots[~target + 1] = stack[sp + 1];
            }
        }
    }

    /** For a linear program: fails where it has failed before; the next address, or -1. */
    int once(int pc) {
        int key = memo.key(code[pc + 1], pos, slots);
        if (memo.has(key)) {
            return -1;
        }
        if (memo.isEarly()) {
            memo.add(key);
        } else {
            push(key, pos, pc + 2);
        }
        return pc + 3;
    }

    /** Decides about another round of a counted loop; the next address. */
    int count(int pc, boolean lazy) {
        int slot = code[pc + 1];
        int body = pc + 5;
        int done = slots[slot];
        if (done < code[pc + 2]) {
            set(slot, done + 1, pos);
            return lazy ? body + 2 : body;
        }
        if (code[pc + 3] >= 0 && done >= code[pc + 3]) {
            return code[pc + 4];
        }
        if (lazy) {
            push(0, pos, body);
            return code[pc + 4];
        }
        push(0, pos, code[pc + 4]);
        set(slot, done + 1, pos);
        return body;
    }

    /** The rarest operations; the next address, or -1 for failure. */
    int rarest(int pc) {
        switch (code[pc]) {
            case Op.LONGEST_BEGIN -> {
                begin(code[pc + 1]);
                push(-1, pos, code[pc + 2]);
                return pc + 3;
            }
            case Op.LONGEST_END -> {
                int choice = slots[code[pc + 1]];
                stack[choice] = Math.max(stack[choice], pos);
                return -1;
            }
            case Op.LONGEST_TAKE -> {
                pos = Math.max(pos, word);
                return word < 0 ? -1 : pc + 1;
            }
            case Op.LONGEST_AGAIN -> {
                boolean more = word > pos;
                pos = Math.max(pos, word);
                return more ? code[pc + 1] : pc + 2;
            }
            case Op.LOOK_OVER -> {
                set(code[pc + 1], -1, -1);
                return pc + 2;
            }
            case Op.NOT_EMPTY -> {
                return pos == slots[code[pc + 1]] ? -1 : pc + 2;
            }
            default -> throw new RegexLimitException(code[pc + 1], "not supported by the option d");
        }
    }

    int[] stack() {
        return stack;
    }

    int runShift() {
        return runShift;
    }

    /** At the beginning of an attempt: how often it may go back; -1 if not at all. */
    int renew(int left) {
        if (yielding) {
            return left > 0 ? left : poll();
        }
        budget = limit;
        return poll();
    }

    /** Puts an entry on the stack at a height; returns the array, which may be a new one. */
    int[] pushed(int[] array, int height, int a, int b, int c) {
        int[] to = height + 3 > array.length ? grow() : array;
        to[height] = a;
        to[height + 1] = b;
        to[height + 2] = c;
        return to;
    }

    /** Does an operation of {@link Characters}; returns the new position or -1. */
    int character(int at, int pc) {
        pos = at;
        return characters().step(pc) < 0 ? -1 : pos;
    }

    /** Takes a run of characters, all that can be had; sets {@link #wideLow}; -1 if too short. */
    int wideRun(int at, int pc) {
        pos = at;
        return characters().takeWide(pc) ? pos : -1;
    }

    /** Whether the bytes of a group come again; returns where they end or -1. */
    int reference(int at, int pc, int groupStart, int groupEnd) {
        pos = at;
        return characters().reference(groupStart, groupEnd, pc) < 0 ? -1 : pos;
    }

    static int after(byte[] s, int at, int end, int utf) {
        int next = at + 1;
        while (utf != 0 && next < end && (s[next] & 0xc0) == 0x80) {
            next++;
        }
        return next;
    }

    /** The beginning of the character before a position, but not before low. */
    static int before(byte[] s, int low, int at) {
        return previous(s, low, at, 1);
    }

    static int previous(byte[] s, int low, int q, int whole) {
        q--;
        while (whole != 0 && q > low && (s[q] & 0xc0) == 0x80) {
            q--;
        }
        return q;
    }

    /** For {@link Characters}. */
    int position() {
        return pos;
    }

    void position(int at) {
        pos = at;
    }

    int resumedWord() {
        return word;
    }

    void choice(int ownWord, int at, int address) {
        push(ownWord, at, address);
    }

    /** {@code \K}: the match shall seem to begin here. */
    void choiceOfStart(int at) {
        set(0, at, slots[1]);
    }

    int runLimit(int pos, int pc) {
        int max = code[pc + 3];
        return max < 0 || end - pos <= max ? end : pos + max;
    }

    /** The first place from q on at which the rest can begin, or where the run must end. */
    int takeMore(byte[] s, int q, int limit, int pc) {
        int next = code[pc + 4];
        if (next < 0) {
            return q;
        }
        boolean[] follow = program.tables[next];
        boolean[] members = program.tables[code[pc + 1]];
        while (q < limit && !follow[s[q] & 0xff] && members[s[q] & 0xff]) {
            q++;
        }
        return q;
    }
}
