// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Arrays;

/**
 * Matches one pattern against subjects, without allocating once it is warm. It finds the places
 * where a match could begin and lets {@link Backtracker} try them. Confined to one thread at a
 * time.
 */
public final class RegexMatcher {

    /** PCRE2's default. */
    public static final long DEFAULT_MATCH_LIMIT = 10_000_000;

    /**
     * A match that has gone back more often than this, and than {@link #STEPS_A_BYTE} times a byte
     * of the subject, is begun again in the way that takes linear time.
     */
    private static final long STEPS = 5_000;

    private static final long STEPS_A_BYTE = 8;

    private final Tiers tiers;
    private final Program program;
    private final Program.Start start;
    private final byte[] prefix;
    private final Backtracker backtracker;
    private final boolean utf;
    private final boolean everyWay;
    private StopSignal stop = StopSignal.NEVER;

    /** Limit of one attempt; 0: none, since the pattern can be matched in linear time. */
    private long limit;

    /** Runs the linear program; made when first wanted. */
    private Backtracker linear;

    private Memo memo;

    /** Null: as is best. */
    private Tier only;

    /** Where a match was given up that shall be begun again. */
    private int resumeAt;

    RegexMatcher(Tiers tiers) {
        this.tiers = tiers;
        this.program = tiers.program;
        this.start = program.start;
        this.prefix = start.prefix();
        this.backtracker = new Backtracker(program);
        this.utf = program.utf();
        this.everyWay = (program.flags & Flags.DFA) != 0;
        limit(0);
    }

    /**
     * How often one attempt may go back before it is given up; 0: without limit where the pattern
     * can be matched in linear time, else PCRE2's default. A pattern's own (*LIMIT_MATCH=n) can
     * only lower it.
     */
    public RegexMatcher limit(long choices) {
        boolean unlimited = choices <= 0 && program.matchLimit < 0 && program.mayBeLinear();
        limit = unlimited ? 0 : choices <= 0 ? DEFAULT_MATCH_LIMIT : choices;
        if (program.matchLimit >= 0) {
            limit = Math.min(limit, program.matchLimit);
        }
        return this;
    }

    /** Lets all matches go one way, for tests. Returns false if the pattern cannot go it. */
    boolean only(Tier tier) {
        only = tier;
        return switch (tier) {
            case INTERPRETED -> true;
            case LINEAR -> program.mayBeLinear();
            case COMPILED -> tiers.compiled() != null;
        };
    }

    /** The only way matches go, or null. */
    Tier only() {
        return only;
    }

    /** Somebody who can stop a match; asked every 65536 times it goes back. */
    public RegexMatcher stopSignal(StopSignal signal) {
        stop = signal;
        return this;
    }

    /**
     * Finds the first match.
     *
     * @param subject bytes, of which those from {@code begin} to {@code end} are the subject
     * @param from where to start, not before {@code begin}; look-behinds see what lies before
     * @param bounds receives start and end of group i at 2i and 2i+1, counted from {@code begin},
     *     -1 for a group that took no part; must have room for all groups
     * @return whether there is a match
     * @throws RegexLimitException if the match was given up, or the subject is not UTF-8 but must
     *     be
     */
    public boolean match(byte[] subject, int begin, int end, int from, int[] bounds) {
        if (from < begin || from > end) {
            throw new RegexLimitException(RegexLimitException.BAD_OFFSET, "bad offset value");
        }
        if (utf && (program.flags & Flags.NO_UTF_CHECK) == 0) {
            checkUtf(subject, begin, end, from);
        }
        if (prefix != null && only == null && !begins(subject, from, end)) {
            return false;
        }
        Backtracker runner = backtracker;
        runner.stop = stop;
        runner.subject(subject, begin, end, from);
        if (limit == 0 && only == null) {
            runner.limitMatch(STEPS + STEPS_A_BYTE * (end - from));
        } else {
            runner.limitAttempts(limit == 0 ? DEFAULT_MATCH_LIMIT : limit);
        }
        resumeAt = from;
        int matchEnd;
        CompiledSearch compiled = compiled();
        if (compiled != null) {
            matchEnd = compiled.search(subject, begin, end, from, from, bounds, runner);
            if (matchEnd != Backtracker.TOO_LONG) {
                runner.subject = null;
                return matchEnd >= 0;
            }
            resumeAt = runner.resumeAt;
        } else {
            matchEnd =
                    only == Tier.LINEAR
                            ? Backtracker.TOO_LONG
                            : find(runner, subject, end, from, from);
        }
        if (matchEnd == Backtracker.TOO_LONG) {
            runner.subject = null;
            runner = linear(subject, begin, end, from);
            matchEnd = find(runner, subject, end, from, resumeAt);
            if (memo != null) {
                memo.release();
            }
        }
        runner.subject = null;
        if (matchEnd < 0) {
            return false;
        }
        fill(runner.slots, bounds, begin, matchEnd);
        return true;
    }

    /**
     * Whether an anchored pattern's first bytes are there. Routers try one pattern after the other,
     * most of which end here: before anything is prepared, and without becoming classes. From the
     * last byte on, since what routes have in common is at their begin.
     */
    private boolean begins(byte[] subject, int from, int end) {
        byte[] wanted = prefix;
        if (end - from < wanted.length) {
            return false;
        }
        for (int i = wanted.length - 1; i >= 0; i--) {
            if (subject[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private CompiledSearch compiled() {
        if (only == null) {
            return tiers.compiledIfHot();
        }
        return only == Tier.COMPILED ? tiers.compiled() : null;
    }

    private int find(Backtracker runner, byte[] subject, int end, int from, int at) {
        return everyWay
                ? longest(runner, subject, end, from, at)
                : search(runner, subject, end, from, at);
    }

    /** What goes on with a match that has taken long. */
    private Backtracker linear(byte[] subject, int begin, int end, int from) {
        if (linear == null) {
            Program other = tiers.linear();
            linear = new Backtracker(other);
            memo = new Memo(other);
        }
        boolean fits = memo.prepare(from, end);
        Backtracker runner = fits ? linear : backtracker;
        if (fits) {
            runner.remember(memo);
        } else {
            runner.limitAttempts(DEFAULT_MATCH_LIMIT);
        }
        runner.stop = stop;
        runner.subject(subject, begin, end, from);
        return runner;
    }

    private static void checkUtf(byte[] subject, int begin, int end, int from) {
        if (from < end && from > begin && (subject[from] & 0xc0) == 0x80) {
            throw new RegexLimitException(
                    RegexLimitException.BAD_UTF_OFFSET, "bad offset into UTF string");
        }
        long wrong = Utf8.check(subject, from, end);
        if (wrong >= 0) {
            int error = (int) wrong;
            throw new RegexLimitException(-error, Utf8.message(error));
        }
    }

    private void fill(int[] slots, int[] bounds, int begin, int matchEnd) {
        bounds[0] = slots[0] - begin;
        bounds[1] = matchEnd - begin;
        int count = everyWay ? 0 : 2 * program.groups;
        for (int i = 2; i < 2 + count; i += 2) {
            boolean set = slots[i + 1] >= 0;
            bounds[i] = set ? slots[i] - begin : -1;
            bounds[i + 1] = set ? slots[i + 1] - begin : -1;
        }
        if (everyWay) {
            Arrays.fill(bounds, 2, Math.min(bounds.length, 2 * program.groups + 2), -1);
        }
    }

    /** Where the first match at or after {@code first} ends, or a negative result. */
    private int search(Backtracker runner, byte[] s, int end, int from, int first) {
        int at = first;
        int requiredAt = from - 1;
        runner.ignoredSkips = 0;
        while (true) {
            if (!start.anchored()) {
                at = candidate(s, at, end, from);
            }
            if (at < 0 || end - at < start.minLength()) {
                return -1;
            }
            if (requiredAt < at && start.required() >= 0) {
                requiredAt = Search.indexOf(s, start.required(), at, end);
                if (requiredAt < 0) {
                    return -1;
                }
            }
            int result = runner.run(at);
            if (result >= 0) {
                return result;
            }
            if (result == Backtracker.TOO_LONG) {
                resumeAt = at;
                return result;
            }
            if (result == Backtracker.COMMIT || start.anchored()) {
                return -1;
            }
            at = next(result, s, at, end, from);
            if (at > end) {
                return -1;
            }
        }
    }

    /** Where to go on after a failure. */
    private int next(int result, byte[] s, int at, int end, int from) {
        if (result == Backtracker.SKIP_NAMED) {
            return at;
        }
        backtracker.ignoredSkips = 0;
        int next =
                result == Backtracker.SKIP && backtracker.skipTo > at
                        ? backtracker.skipTo
                        : after(s, at, end);
        return program.newline.isSingleByte() ? next : overCrLf(s, next, end, from);
    }

    private int after(byte[] s, int at, int end) {
        int next = at + 1;
        while (utf && next < end && (s[next] & 0xc0) == 0x80) {
            next++;
        }
        return next;
    }

    /** A match is not looked for between the two bytes of a newline. */
    private int overCrLf(byte[] s, int at, int end, int from) {
        return !program.hasCrOrLf && at > from && at < end && s[at - 1] == '\r' && s[at] == '\n'
                ? at + 1
                : at;
    }

    /** The first place not before {@code at} where a match could begin, or -1. */
    private int candidate(byte[] s, int at, int end, int from) {
        int found = found(s, at, end, from);
        if (program.newline.isSingleByte()) {
            return found;
        }
        while (found >= 0 && overCrLf(s, found, end, from) > found) {
            found = found(s, found + 1, end, from);
        }
        return found;
    }

    private int found(byte[] s, int at, int end, int from) {
        if (start.search() != null) {
            return start.search().next(s, at, end - start.minLength());
        }
        return start.lineStart() && at > from ? lineStart(s, at, end, from) : at;
    }

    private int lineStart(byte[] s, int at, int end, int from) {
        Newline newline = program.newline;
        if (newline.isSingleByte()) {
            int before = Search.indexOf(s, newline.singleByte(), at - 1, end);
            return before < 0 ? end : before + 1;
        }
        int i = at;
        while (i < end && !newline.before(s, from, i, utf)) {
            i++;
        }
        return i;
    }

    /** Where the longest match at the first place that has one ends, or -1. */
    private int longest(Backtracker runner, byte[] s, int end, int from, int first) {
        int at = first;
        while (true) {
            if (!start.anchored()) {
                at = candidate(s, at, end, from);
            }
            if (at < 0 || end - at < start.minLength()) {
                return -1;
            }
            runner.longest = -1;
            if (runner.run(at) == Backtracker.TOO_LONG) {
                resumeAt = at;
                return Backtracker.TOO_LONG;
            }
            if (runner.longest >= 0) {
                runner.slots[0] = at;
                return runner.longest;
            }
            at = after(s, at, end);
            if (start.anchored() || at > end) {
                return -1;
            }
        }
    }
}
