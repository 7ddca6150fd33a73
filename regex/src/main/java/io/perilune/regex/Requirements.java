// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.List;

/** Looks for a byte that every match must contain. Confined to one compilation. */
final class Requirements {

    private final boolean utf;
    private final boolean unicode;
    private int rarest = -1;
    private boolean stopped;

    Requirements(FirstSets first, int flags) {
        this.utf = (flags & Flags.UTF) != 0;
        this.unicode = (flags & (Flags.UTF | Flags.UCP)) != 0;
        this.stopped = first.verbs;
    }

    /** The least usual of them, or -1. */
    int rarest(Node.Alternatives whole) {
        if (!stopped) {
            alternatives(whole);
        }
        return rarest;
    }

    private void alternatives(Node.Alternatives body) {
        if (body.branches().size() == 1) {
            sequence(body.branches().getFirst().items());
        }
    }

    private void sequence(List<Node> items) {
        items.forEach(this::node);
    }

    private void node(Node node) {
        switch (node) {
            case Node.Literal literal -> literal(literal);
            case Node.Sequence sequence -> sequence(sequence.items());
            case Node.Alternatives alternatives -> alternatives(alternatives);
            case Node.Group group -> alternatives(group.body());
            case Node.Atomic atomic -> alternatives(atomic.body());
            case Node.Repeat repeat -> {
                if (repeat.min > 0) {
                    node(repeat.item);
                }
            }
            default -> {}
        }
    }

    private void literal(Node.Literal literal) {
        int c = literal.character();
        if (literal.caseless() && CaseFolding.equivalents(c, unicode) != null) {
            return;
        }
        int b = utf ? Utf8.encode(c)[0] & 0xff : c;
        if (rarest < 0 || Search.share(b) < Search.share(rarest)) {
            rarest = b;
        }
    }
}
