// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Finds out where a match of a pattern can begin. Confined to one compilation. */
final class Starts {

    private final FirstSets first;
    private final LeadingOptions options;

    /** Whether a leading .* must match from the first position on if it matches at all. */
    private final boolean dotStarAnchors;

    Starts(FirstSets first, Compiler compiler, LeadingOptions options) {
        this.first = first;
        this.options = options;
        this.dotStarAnchors =
                !compiler.hasReferences
                        && !compiler.hasCalls()
                        && !compiler.hasVerbs
                        && (options.flags & Flags.NO_DOTSTAR_ANCHOR) == 0;
    }

    Program.Start of(Node.Alternatives whole, boolean hasAccept) {
        boolean anchored = (options.flags & Flags.ANCHORED) != 0 || all(whole, this::anchors);
        if ((options.flags & Flags.NO_START_OPTIMIZE) != 0) {
            return new Program.Start(anchored, false, null, -1, 0, null);
        }
        boolean lineStart = !anchored && all(whole, this::startsLine);
        if (hasAccept || first.minLength(whole) == 0) {
            return new Program.Start(anchored, lineStart, null, -1, 0, null);
        }
        List<boolean[]> openings = new Openings(first, options.flags).of(whole);
        return new Program.Start(
                anchored,
                lineStart,
                Search.of(openings),
                new Requirements(first, options.flags).rarest(whole),
                Math.max(first.minLength(whole), openings.size()),
                anchored ? prefix(whole) : null);
    }

    /** The ASCII characters that a pattern without alternatives begins with, or null. */
    private static byte[] prefix(Node.Alternatives whole) {
        if (whole.branches().size() != 1) {
            return null;
        }
        ByteArrayOutputStream prefix = new ByteArrayOutputStream();
        for (Node item : whole.branches().getFirst().items()) {
            if (item instanceof Node.Literal literal
                    && !literal.caseless()
                    && literal.character() < 128) {
                prefix.write(literal.character());
            } else if (prefix.size() > 0 || !isBegin(item)) {
                break;
            }
        }
        return prefix.size() == 0 ? null : prefix.toByteArray();
    }

    private static boolean isBegin(Node node) {
        return node instanceof Node.Simple simple
                && (simple.kind() == Node.Assertion.CIRCUMFLEX
                        || simple.kind() == Node.Assertion.SUBJECT_START
                        || simple.kind() == Node.Assertion.MATCH_START);
    }

    private interface Test {
        boolean of(Node node);
    }

    private boolean all(Node.Alternatives body, Test test) {
        for (Node.Sequence branch : body.branches()) {
            if (!leading(branch.items(), test)) {
                return false;
            }
        }
        return true;
    }

    private boolean leading(List<Node> items, Test test) {
        boolean afterOther = false;
        for (Node item : items) {
            if (item instanceof Node.Repeat && afterOther) {
                return false;
            }
            if (item instanceof Node.Look && first.verbs) {
                // as in PCRE2, whose anchored patterns do not begin again for (*SKIP:name)
                return false;
            }
            if (item instanceof Node.Look
                    || item instanceof Node.Simple simple && simple.kind() == Node.Assertion.KEEP) {
                afterOther = true;
                continue;
            }
            if (afterOther && item instanceof Node.Group) {
                return false;
            }
            return test.of(item);
        }
        return false;
    }

    private boolean anchors(Node node) {
        return switch (node) {
            case Node.Simple simple -> isBegin(simple);
            case Node.Group group -> all(group.body(), this::anchors);
            case Node.Repeat repeat ->
                    isDotStar(repeat)
                            && repeat.item instanceof Node.Member member
                            && member.set().size() == CharSet.MAX + 1;
            default -> false;
        };
    }

    private boolean isDotStar(Node.Repeat repeat) {
        return dotStarAnchors && repeat.min == 0 && repeat.max == -1;
    }

    private boolean startsLine(Node node) {
        return switch (node) {
            case Node.Simple simple ->
                    simple.kind() == Node.Assertion.CIRCUMFLEX_MULTILINE || anchors(simple);
            case Node.Group group -> all(group.body(), this::startsLine);
            case Node.Repeat repeat ->
                    isDotStar(repeat)
                            && repeat.item instanceof Node.Member member
                            && isDot(member.set());
            default -> false;
        };
    }

    private boolean isDot(CharSet set) {
        if (set.size() == CharSet.MAX + 1) {
            return true;
        }
        return options.newline.isSingleByte()
                && set.size() == CharSet.MAX
                && !set.contains(options.newline.singleByte());
    }
}
