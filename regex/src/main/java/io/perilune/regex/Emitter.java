// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program as it grows: its operations, and the tables they index. Single use. */
abstract class Emitter {

    private static final int MAX_CODE = 1 << 23;

    final List<boolean[]> tables = new ArrayList<>();
    final List<CharSet> sets = new ArrayList<>();
    final List<byte[]> literals = new ArrayList<>();
    final List<int[]> lists = new ArrayList<>();
    final List<String> verbNames = new ArrayList<>();

    /** Slots of counters and their greatest values, in turn. */
    final List<Integer> counters = new ArrayList<>();

    int onces;
    int slots;
    final int frameSlot;

    /** Whether the program is for {@link Memo}. */
    final boolean linear;

    int[] code = new int[64];
    int length;
    private final int patternEnd;

    Emitter(PatternText text, int flags) {
        this.linear = (flags & Flags.LINEAR) != 0;
        this.patternEnd = text.end;
        this.frameSlot = 2 * (text.highestGroup + 1);
        this.slots = frameSlot + 2;
    }

    int emit(int... words) {
        if (length + words.length > code.length) {
            if (length > MAX_CODE) {
                throw new PatternFailure(CompileError.TOO_LARGE, patternEnd);
            }
            code = Arrays.copyOf(code, Math.max(2 * code.length, length + words.length));
        }
        int at = length;
        System.arraycopy(words, 0, code, length, words.length);
        length += words.length;
        return at;
    }

    /** A method, since emitting the value may replace the array. */
    void patch(int at, int value) {
        code[at] = value;
    }

    int newSlot() {
        slots += 2;
        return slots - 2;
    }

    int table(boolean[] table) {
        for (int i = Math.max(0, tables.size() - 16); i < tables.size(); i++) {
            if (Arrays.equals(tables.get(i), table)) {
                return i;
            }
        }
        tables.add(table);
        return tables.size() - 1;
    }

    int set(CharSet set) {
        sets.add(set);
        return sets.size() - 1;
    }

    int list(List<Integer> values) {
        lists.add(values.stream().mapToInt(Integer::intValue).toArray());
        return lists.size() - 1;
    }

    /** A choice point; returns where its target stands. */
    int split(int target) {
        once();
        return emit(Op.SPLIT, target) + 1;
    }

    void once() {
        if (linear) {
            emit(Op.ONCE, onces++, Op.ONCE_FAILED);
        }
    }

    int[] code() {
        return Arrays.copyOf(code, length);
    }
}
