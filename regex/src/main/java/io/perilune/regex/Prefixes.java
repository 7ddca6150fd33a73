// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring branches that begin with the same letters share them: {@code /user|/users|/x}
 * becomes {@code /(?:user(?:|s)|x)}, which tries the same ways in the same order. Stateless.
 */
final class Prefixes {

    private Prefixes() {}

    static List<Node.Sequence> shared(List<Node.Sequence> branches) {
        List<Node.Sequence> result = new ArrayList<>();
        int i = 0;
        while (i < branches.size()) {
            int to = i + 1;
            while (to < branches.size() && common(branches, i, to) > 0) {
                to++;
            }
            if (to == i + 1) {
                result.add(branches.get(i));
            } else {
                result.add(joined(branches.subList(i, to)));
            }
            i = to;
        }
        return result;
    }

    /** How many literals two branches begin with alike. */
    private static int common(List<Node.Sequence> branches, int a, int b) {
        List<Node> one = branches.get(a).items();
        List<Node> two = branches.get(b).items();
        int count = 0;
        while (count < Math.min(one.size(), two.size())
                && one.get(count) instanceof Node.Literal
                && one.get(count).equals(two.get(count))) {
            count++;
        }
        return count;
    }

    private static Node.Sequence joined(List<Node.Sequence> branches) {
        int count = Integer.MAX_VALUE;
        for (int i = 1; i < branches.size(); i++) {
            count = Math.min(count, common(branches, 0, i));
        }
        List<Node> first = branches.getFirst().items();
        List<Node> items = new ArrayList<>(first.subList(0, count));
        List<Node.Sequence> rests = new ArrayList<>();
        for (Node.Sequence branch : branches) {
            rests.add(
                    new Node.Sequence(
                            new ArrayList<>(branch.items().subList(count, branch.items().size()))));
        }
        items.add(new Node.Group(0, new Node.Alternatives(rests)));
        return new Node.Sequence(items);
    }
}
