// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/**
 * The operations on characters of more than one byte, on assertions and on back references, for
 * {@link MatchState}, whose position they move. Confined to its matcher.
 */
final class Characters {

    private static final int FAILED = -1;
    private static final Node.Assertion[] ASSERTIONS = Node.Assertion.values();

    private final MatchState matcher;
    private final Program program;
    private final int[] code;
    private final boolean utf;
    private final boolean unicode;

    Characters(MatchState matcher) {
        this.matcher = matcher;
        this.program = matcher.program;
        this.code = program.code;
        this.utf = program.utf();
        this.unicode = (program.flags & (Flags.UTF | Flags.UCP)) != 0;
    }

    int step(int pc) {
        byte[] s = matcher.subject;
        int pos = matcher.position();
        int end = matcher.end;
        return switch (code[pc]) {
            case Op.WIDE_SET ->
                    pos < end && contains(program.sets[code[pc + 1]], s, pos, end)
                            ? advance(after(s, pos, end), pc + 2)
                            : FAILED;
            case Op.WIDE_ANY -> pos < end ? advance(after(s, pos, end), pc + 1) : FAILED;
            case Op.NOT_NEWLINE ->
                    pos < end && program.newline.at(s, pos, end, utf) == 0
                            ? advance(utf ? after(s, pos, end) : pos + 1, pc + 1)
                            : FAILED;
            case Op.LINE_BREAK -> {
                int length = Newline.bsr(s, pos, end, utf, program.bsrAnyCrLf);
                yield length > 0 ? advance(pos + length, pc + 1) : FAILED;
            }
            case Op.CLUSTER ->
                    pos < end
                            ? advance(Clusters.after(s, matcher.begin, pos, end, utf), pc + 1)
                            : FAILED;
            case Op.BACK -> back(pos, pc);
            case Op.ASSERT -> holds(ASSERTIONS[code[pc + 1]], s, pos) ? pc + 2 : FAILED;
            case Op.REFERENCE -> reference(code[pc + 1], pc);
            case Op.REFERENCE_ANY -> reference(firstSet(program.lists[code[pc + 1]]), pc);
            case Op.WIDE_GREEDY, Op.WIDE_POSSESSIVE -> wideGreedy(pc);
            case Op.WIDE_LAZY -> wideLazy(s, pos, end, pc);
            case Op.WIDE_LAZY_RETRY -> wideLazyRetry(s, pos, end, pc);
            default -> throw new IllegalStateException("operation " + code[pc]);
        };
    }

    private int advance(int to, int pc) {
        matcher.position(to);
        return pc;
    }

    private static boolean contains(CharSet set, byte[] s, int pos, int end) {
        int c = s[pos];
        return set.contains(c >= 0 ? c : Utf8.decode(s, pos, end));
    }

    private static int after(byte[] s, int pos, int end) {
        return s[pos] >= 0 ? pos + 1 : Math.min(end, pos + Utf8.length(s[pos] & 0xff));
    }

    // ---- Runs ----

    private int wideGreedy(int pc) {
        if (!takeWide(pc)) {
            return FAILED;
        }
        if (code[pc] == Op.WIDE_POSSESSIVE) {
            return pc + 4;
        }
        int q = matcher.position();
        if (q > matcher.wideLow) {
            matcher.choice(matcher.wideLow, q, pc + 4);
        }
        return pc + 5;
    }

    /** Moves behind the longest run; false if it is too short. */
    boolean takeWide(int pc) {
        byte[] s = matcher.subject;
        int end = matcher.end;
        CharSet set = code[pc + 1] < 0 ? null : program.sets[code[pc + 1]];
        int min = code[pc + 2];
        int max = code[pc + 3] < 0 ? Integer.MAX_VALUE : code[pc + 3];
        int count = 0;
        int q = matcher.position();
        int low = q;
        while (count < max && q < end && (set == null || contains(set, s, q, end))) {
            q = after(s, q, end);
            if (++count == min) {
                low = q;
            }
        }
        matcher.position(q);
        matcher.wideLow = low;
        return count >= min;
    }

    private int wideLazy(byte[] s, int pos, int end, int pc) {
        CharSet set = code[pc + 1] < 0 ? null : program.sets[code[pc + 1]];
        int q = pos;
        for (int i = 0; i < code[pc + 2]; i++) {
            if (q >= end || set != null && !contains(set, s, q, end)) {
                return FAILED;
            }
            q = after(s, q, end);
        }
        int more = code[pc + 3] < 0 ? Integer.MAX_VALUE : code[pc + 3] - code[pc + 2];
        matcher.position(q);
        if (more > 0) {
            matcher.choice(more, q, pc + 4);
        }
        return pc + 5;
    }

    private int wideLazyRetry(byte[] s, int pos, int end, int pc) {
        CharSet set = code[pc - 3] < 0 ? null : program.sets[code[pc - 3]];
        if (pos >= end || set != null && !contains(set, s, pos, end)) {
            return FAILED;
        }
        int q = after(s, pos, end);
        int more = matcher.resumedWord() - (code[pc - 1] < 0 ? 0 : 1);
        matcher.position(q);
        if (more > 0) {
            matcher.choice(more, q, pc);
        }
        return pc + 1;
    }

    // ---- Positions ----

    private int back(int pos, int pc) {
        int count = code[pc + 1];
        int q = pos;
        if (!utf) {
            q -= count;
        } else {
            for (int i = 0; i < count; i++) {
                if (q <= matcher.begin) {
                    return FAILED;
                }
                q = before(matcher.subject, q);
            }
        }
        return q < matcher.begin ? FAILED : advance(q, pc + 2);
    }

    private int before(byte[] s, int pos) {
        int q = pos - 1;
        while (utf && q > matcher.begin && (s[q] & 0xc0) == 0x80) {
            q--;
        }
        return q;
    }

    private boolean holds(Node.Assertion kind, byte[] s, int pos) {
        int end = matcher.end;
        return switch (kind) {
            case CIRCUMFLEX, SUBJECT_START -> pos == matcher.begin;
            case CIRCUMFLEX_MULTILINE ->
                    pos == matcher.begin
                            || pos != end && program.newline.before(s, matcher.begin, pos, utf);
            case DOLLAR, SUBJECT_END_OR_NEWLINE -> {
                int length = pos < end ? program.newline.at(s, pos, end, utf) : 0;
                yield pos == end || length > 0 && pos + length == end;
            }
            case DOLLAR_MULTILINE -> pos == end || program.newline.at(s, pos, end, utf) > 0;
            case SUBJECT_END -> pos == end;
            case MATCH_START -> pos == matcher.from;
            case WORD_BOUNDARY -> isWordAround(s, pos, false);
            case NOT_WORD_BOUNDARY -> !isWordAround(s, pos, false);
            case WORD_BOUNDARY_UCP -> isWordAround(s, pos, true);
            case NOT_WORD_BOUNDARY_UCP -> !isWordAround(s, pos, true);
            case SCRIPT_RUN, SCRIPT_RUN_END -> throw new IllegalStateException(kind.name());
            case KEEP -> {
                matcher.choiceOfStart(pos);
                yield true;
            }
        };
    }

    private boolean isWordAround(byte[] s, int pos, boolean ucp) {
        boolean left = pos > matcher.begin && isWord(s, before(s, pos), ucp);
        boolean right = pos < matcher.end && isWord(s, pos, ucp);
        return left != right;
    }

    private boolean isWord(byte[] s, int pos, boolean ucp) {
        int c = utf ? Utf8.decode(s, pos, matcher.end) : s[pos] & 0xff;
        return ucp
                ? UnicodeProperty.word().contains(c)
                : c < 128 && CharacterClasses.WORD.contains(c);
    }

    // ---- Back references ----

    private int firstSet(int[] slotsOfName) {
        for (int slot : slotsOfName) {
            if (matcher.slots[slot + 1] >= 0) {
                return slot;
            }
        }
        return slotsOfName[0];
    }

    private int reference(int slot, int pc) {
        return reference(matcher.slots[slot], matcher.slots[slot + 1], pc);
    }

    int reference(int from, int to, int pc) {
        if (to < 0) {
            return code[pc + 3] != 0 ? pc + 4 : FAILED;
        }
        int pos = matcher.position();
        int after =
                code[pc + 2] == 0
                        ? sameBytes(from, to, pos)
                        : utf ? sameFolded(from, to, pos) : sameFoldedBytes(from, to, pos);
        return after < 0 ? FAILED : advance(after, pc + 4);
    }

    private int sameBytes(int from, int to, int pos) {
        int length = to - from;
        byte[] s = matcher.subject;
        if (length > matcher.end - pos) {
            return FAILED;
        }
        for (int i = 0; i < length; i++) {
            if (s[from + i] != s[pos + i]) {
                return FAILED;
            }
        }
        return pos + length;
    }

    private int sameFoldedBytes(int from, int to, int pos) {
        byte[] s = matcher.subject;
        if (to - from > matcher.end - pos) {
            return FAILED;
        }
        int p = pos;
        for (int i = from; i < to; i++, p++) {
            if (!CaseFolding.same(s[i] & 0xff, s[p] & 0xff, unicode)) {
                return FAILED;
            }
        }
        return p;
    }

    private int sameFolded(int from, int to, int pos) {
        byte[] s = matcher.subject;
        int p = pos;
        int i = from;
        while (i < to) {
            if (p >= matcher.end
                    || !CaseFolding.same(
                            Utf8.decode(s, i, matcher.end), Utf8.decode(s, p, matcher.end), true)) {
                return FAILED;
            }
            i = after(s, i, matcher.end);
            p = after(s, p, matcher.end);
        }
        return p;
    }
}
