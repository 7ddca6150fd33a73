// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The part of the compiler that deals with alternatives. Single use. */
abstract class BranchCompiler extends RepeatCompiler {

    /** From so many branches on, the next byte selects one at once if it can. */
    private static final int LEAST_SWITCH = 4;

    /** Limits how deep branches are put into each other. */
    private static final int MOST_SHARING = 20;

    /** Branches with a common beginning around the present part. */
    private int sharing;

    BranchCompiler(PatternText text, LeadingOptions options) {
        super(text, options);
    }

    final void alternatives(Node.Alternatives body, Follow follow, boolean markSingle) {
        List<Node.Sequence> branches = body.branches();
        if (hasThen && (branches.size() > 1 || markSingle)) {
            markedAlternatives(branches, follow);
            return;
        }
        if (!hasVerbs && branches.size() > 1 && sharing < MOST_SHARING) {
            List<Node.Sequence> shared = Prefixes.shared(branches);
            if (shared.size() < branches.size()) {
                sharing++;
                alternatives(new Node.Alternatives(shared), follow, false);
                sharing--;
                return;
            }
        }
        boolean[][] firsts = new boolean[branches.size()][];
        boolean[][] later = new boolean[branches.size()][];
        if (branches.size() > 1) {
            firstBytes(branches, follow, firsts, later);
        }
        if (branches.size() >= LEAST_SWITCH && areApart(branches, firsts)) {
            switchTo(branches, firsts, follow);
            return;
        }
        int[] ends = new int[branches.size()];
        for (int i = 0; i < branches.size(); i++) {
            boolean last = i == branches.size() - 1;
            List<Node> items = branches.get(i).items();
            int target = last ? -1 : split(firsts[i], later[i + 1], first.minLength(items) > 0);
            sequence(items, follow);
            if (!last) {
                ends[i] = emit(Op.JUMP, 0) + 1;
                code[target] = length;
            }
        }
        for (int i = 0; i < branches.size() - 1; i++) {
            code[ends[i]] = length;
        }
    }

    /** Whether the next byte says which branch it must be. */
    private boolean areApart(List<Node.Sequence> branches, boolean[][] firsts) {
        boolean[] seen = new boolean[256];
        for (int i = 0; i < firsts.length; i++) {
            if (hasVerbs
                    || firsts[i] == null
                    || !disjoint(firsts[i], seen)
                    || first.minLength(branches.get(i).items()) == 0) {
                return false;
            }
            for (int b = 0; b < 256; b++) {
                seen[b] |= firsts[i][b];
            }
        }
        return true;
    }

    private void switchTo(List<Node.Sequence> branches, boolean[][] firsts, Follow follow) {
        int[] targets = new int[256];
        lists.add(targets);
        emit(Op.SWITCH, lists.size() - 1);
        Arrays.fill(targets, emit(Op.FAIL));
        int[] ends = new int[firsts.length];
        for (int i = 0; i < firsts.length; i++) {
            for (int b = 0; b < 256; b++) {
                targets[b] = firsts[i][b] ? length : targets[b];
            }
            sequence(branches.get(i).items(), follow);
            ends[i] = emit(Op.JUMP, 0) + 1;
        }
        for (int end : ends) {
            code[end] = length;
        }
    }

    /** First bytes of each branch, and of it and all behind it; null: any. */
    private void firstBytes(
            List<Node.Sequence> branches, Follow follow, boolean[][] firsts, boolean[][] later) {
        boolean[] sum = new boolean[256];
        for (int i = branches.size() - 1; i >= 0; i--) {
            CharSet set = first.of(branches.get(i).items(), 0, follow.next());
            firsts[i] = set == null ? null : first.leadBytes(set);
            if (sum != null && firsts[i] != null) {
                sum = sum.clone();
                for (int b = 0; b < 256; b++) {
                    sum[b] |= firsts[i][b];
                }
            } else {
                sum = null;
            }
            later[i] = sum;
        }
    }

    /** A choice point that the first bytes may make needless; returns where the target belongs. */
    @Override
    int split(boolean[] here, boolean[] elsewhere, boolean consumes) {
        if (here == null || linear) {
            return split(0);
        }
        int op = elsewhere != null && disjoint(here, elsewhere) ? Op.UNLESS : Op.SPLIT_IF;
        // a verb has its effect even where what follows it cannot match
        return emit(op, table(here), 0, consumes && !hasVerbs ? 1 : 0) + 2;
    }

    private static boolean disjoint(boolean[] a, boolean[] b) {
        for (int i = 0; i < 256; i++) {
            if (a[i] && b[i]) {
                return false;
            }
        }
        return true;
    }

    /** Branches between which (*THEN) can step, the last one too. */
    private void markedAlternatives(List<Node.Sequence> branches, Follow follow) {
        List<Integer> ends = new ArrayList<>();
        for (Node.Sequence branch : branches) {
            int target = emit(Op.SPLIT_THEN, 0) + 1;
            sequence(branch.items(), follow);
            ends.add(emit(Op.JUMP, 0) + 1);
            patch(target, emit(Op.THEN_MARK));
        }
        emit(Op.FAIL);
        ends.forEach(end -> code[end] = length);
    }
}
