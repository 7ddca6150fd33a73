// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * Every limit of a machine. Immutable.
 *
 * @param stringLength bytes that one string may have
 * @param metatableChain how many `__index` tables are followed before it counts as a loop
 * @param plainTailCalls how many nested tail calls are made as plain calls, which is faster, before
 *     they stop using stack
 * @param nestedCoroutines how many coroutines may have resumed one another: each error passes
 *     through all of them
 * @param tracebackHead frames that a long traceback shows at its beginning
 * @param tracebackTail frames that a long traceback shows at its end
 */
public record Limits(
        int stringLength,
        int metatableChain,
        int plainTailCalls,
        int nestedCoroutines,
        int tracebackHead,
        int tracebackTail) {

    public static final Limits DEFAULTS =
            new Limits(Integer.MAX_VALUE - 64, 100, 100, 10_000, 12, 10);

    public Limits withStringLength(int bytes) {
        return new Limits(
                bytes,
                metatableChain,
                plainTailCalls,
                nestedCoroutines,
                tracebackHead,
                tracebackTail);
    }

    public Limits withTraceback(int head, int tail) {
        return new Limits(
                stringLength, metatableChain, plainTailCalls, nestedCoroutines, head, tail);
    }

    public Limits withPlainTailCalls(int depth) {
        return new Limits(
                stringLength,
                metatableChain,
                depth,
                nestedCoroutines,
                tracebackHead,
                tracebackTail);
    }

    public Limits withNestedCoroutines(int depth) {
        return new Limits(
                stringLength, metatableChain, plainTailCalls, depth, tracebackHead, tracebackTail);
    }
}
