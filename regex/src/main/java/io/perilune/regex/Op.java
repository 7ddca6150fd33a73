// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/** Operations of a compiled program, each with its operands. Immutable. */
final class Op {

    static final int END = 0;
    static final int FAIL = 1;

    /** byte. */
    static final int CHAR = 2;

    /** byte, its other case. */
    static final int CHAR2 = 3;

    /** index of a literal. */
    static final int STRING = 4;

    /** index of a byte table. */
    static final int SET = 5;

    static final int ANY_BYTE = 6;

    /** index of a set of code points. */
    static final int WIDE_SET = 7;

    static final int WIDE_ANY = 8;

    /** index of a literal of lower-case letters (ASCII folding). */
    static final int STRING_FOLDED = 9;

    /** target. */
    static final int JUMP = 10;

    /** where to go on failure. */
    static final int SPLIT = 11;

    /**
     * byte table, where to go on failure or if the next byte is not in the table, whether to go
     * there at the subject's end too.
     */
    static final int SPLIT_IF = 12;

    /** byte table, where to go if the next byte is not in it, whether also at the subject's end. */
    static final int UNLESS = 13;

    /** slot of the start. */
    static final int OPEN = 14;

    /** group's slot, slot of the start. */
    static final int CLOSE = 15;

    /** as CLOSE, and group number: returns if a call of the group ends here. */
    static final int CLOSE_CALLED = 16;

    /** byte table, min, max (-1: none), table of bytes that may follow or -1, whole characters. */
    static final int RUN_GREEDY = 17;

    /** resumes the RUN_GREEDY right before it. */
    static final int RUN_GREEDY_RETRY = 18;

    static final int RUN_LAZY = 19;
    static final int RUN_LAZY_RETRY = 20;
    static final int RUN_POSSESSIVE = 21;

    /** set of code points or -1 for any, min, max, (unused). */
    static final int WIDE_GREEDY = 22;

    static final int WIDE_GREEDY_RETRY = 23;
    static final int WIDE_LAZY = 24;
    static final int WIDE_LAZY_RETRY = 25;
    static final int WIDE_POSSESSIVE = 26;

    /** slot: remembers the position where an iteration begins. */
    static final int MARK_POSITION = 27;

    /** slot, body: another iteration unless the last was empty; else goes on. */
    static final int AGAIN_GREEDY = 28;

    static final int AGAIN_LAZY = 29;

    /** slot: sets a counter to 0. */
    static final int COUNT_START = 30;

    /** slot, min, max, end: decides about another iteration; the body follows. */
    static final int COUNT_GREEDY = 31;

    /** slot, min, max, end: as above, with COUNT_TAKE right behind. */
    static final int COUNT_LAZY = 32;

    /** slot: begins an iteration. */
    static final int COUNT_TAKE = 33;

    /** slot, min, max, check: ends an iteration. */
    static final int COUNT_NEXT = 34;

    /** slot: begins an atomic group. */
    static final int ATOMIC_BEGIN = 35;

    static final int ATOMIC_END = 36;

    /** slot: ends a positive look-around. */
    static final int LOOK_END = 37;

    /** slot, where to go when the body fails. */
    static final int TRY_BEGIN = 38;

    /** slot: the body of a negative look-around has matched. */
    static final int NEGATIVE_END = 39;

    /** slot: ends a look-around that is not atomic. */
    static final int LOOK_END_OPEN = 40;

    /** characters to step back. */
    static final int BACK = 41;

    /** Node.Assertion. */
    static final int ASSERT = 42;

    /** group's slot, caseless, whether an unset group matches the empty string. */
    static final int REFERENCE = 43;

    /** as above, but index of a list of slots. */
    static final int REFERENCE_ANY = 44;

    /** target, group number. */
    static final int CALL = 45;

    /** where the failure of a call arrives. */
    static final int CALL_FAILED = 46;

    static final int ACCEPT = 47;

    /** VerbKind, index of the name or -1. */
    static final int VERB = 48;

    static final int VERB_RETRY = 49;

    /** where to go on failure or when (*THEN) is met; begins with THEN_MARK. */
    static final int SPLIT_THEN = 50;

    /** does nothing; a failure that arrives here stops (*THEN). */
    static final int THEN_MARK = 51;

    /** does nothing; a verb's failure that arrives here makes a condition or assertion decide. */
    static final int TRY_MARK = 52;

    /** look-around's slot: (*ACCEPT) ends calls in the look-around, or one from outside of it. */
    static final int ACCEPT_CALL = 53;

    /** group's slot, else-target. */
    static final int IF_SET = 54;

    /** index of a list of slots, else-target. */
    static final int IF_ANY_SET = 55;

    /** group number or -1 for any, else-target. */
    static final int IF_RECURSION = 56;

    /** index of a list of group numbers, else-target. */
    static final int IF_ANY_RECURSION = 57;

    static final int LINE_BREAK = 58;
    static final int CLUSTER = 59;
    static final int NOT_NEWLINE = 60;

    /** group's slot, slot of the start: as CLOSE, but for (*ACCEPT). */
    static final int CLOSE_EARLY = 61;

    /** fails; (*THEN) coming back here is over. */
    static final int THEN_STOP = 62;

    /** number: fails where it has failed before; ONCE_FAILED follows. */
    static final int ONCE = 63;

    /** where the failure of what follows a ONCE arrives. */
    static final int ONCE_FAILED = 64;

    /** index of a list of 256 addresses, by the next byte; at the subject's end it fails. */
    static final int SWITCH = 65;

    /** slot of the start: fails unless what lies between is of one script. */
    static final int SCRIPT_RUN_END = 66;

    /** look-around's slot: it is over. */
    static final int LOOK_OVER = 73;

    /** slot, where its end is taken: begins a group of which only the longest match counts. */
    static final int LONGEST_BEGIN = 67;

    /** slot: notes how long this way was, and fails so that others are tried. */
    static final int LONGEST_END = 68;

    /** where LONGEST_BEGIN's failure arrives: goes on behind the longest match, or fails. */
    static final int LONGEST_TAKE = 69;

    /** body: as above, but begins anew until nothing more is taken. */
    static final int LONGEST_AGAIN = 70;

    /** slot of the start: fails where nothing has been taken. */
    static final int NOT_EMPTY = 71;

    /** error number: what matching in every way cannot do. */
    static final int UNSUPPORTED = 72;

    private Op() {}
}
