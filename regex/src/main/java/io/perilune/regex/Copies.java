// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Small counted groups without captures are written out instead of counted. Stateless. */
final class Copies {

    /** Up to this weight a counted group is copied. */
    private static final int MOST = 60;

    private Copies() {}

    static boolean areBetter(Node.Repeat repeat) {
        long copies = Math.max(repeat.min, repeat.max);
        return copies <= MOST && copies * weight(repeat.item) <= MOST;
    }

    /** What a counted item stands for, written out. */
    static List<Node> of(Node.Repeat repeat) {
        List<Node> items = new ArrayList<>(Collections.nCopies(repeat.min, repeat.item));
        if (repeat.max < 0) {
            items.add(new Node.Repeat(repeat.item, 0, -1, repeat.greedy));
            return items;
        }
        Node.Repeat more = null;
        for (int i = repeat.min; i < repeat.max; i++) {
            Node one = more == null ? repeat.item : new Node.Sequence(List.of(repeat.item, more));
            more = new Node.Repeat(one, 0, 1, repeat.greedy);
        }
        if (more != null) {
            items.add(more);
        }
        return items;
    }

    /** The size of a part, large if it must not be copied. */
    private static int weight(Node node) {
        return switch (node) {
            case Node.Literal literal -> 1;
            case Node.Member member -> 1;
            case Node.Group group -> group.number() > 0 ? MOST + 1 : weight(group.body());
            case Node.Alternatives body -> weight(body);
            case Node.Sequence sequence -> weight(sequence.items());
            case Node.Repeat repeat -> {
                long times = Math.max(1, Math.max(repeat.min, repeat.max));
                yield (int) Math.min(MOST + 1, 1 + times * weight(repeat.item));
            }
            case Node.Simple simple -> 1;
            default -> MOST + 1;
        };
    }

    private static int weight(Node.Alternatives body) {
        long sum = 0;
        for (Node.Sequence branch : body.branches()) {
            sum += 1 + weight(branch.items());
        }
        return (int) Math.min(MOST + 1, sum);
    }

    private static int weight(List<Node> items) {
        long sum = 0;
        for (Node item : items) {
            sum += weight(item);
        }
        return (int) Math.min(MOST + 1, sum);
    }
}
