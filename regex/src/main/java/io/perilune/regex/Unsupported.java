// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/** What PCRE2's matching in every way (option {@code d}) knows no way to do. Stateless. */
final class Unsupported {

    private Unsupported() {}

    /** The number of the error that meeting a part is, or 0. */
    static int error(Node node, PatternText text) {
        boolean item =
                switch (node) {
                    case Node.BackReference reference -> true;
                    case Node.Verb verb -> verb.kind() != Node.VerbKind.FAIL || verb.name() != null;
                    case Node.Look look -> !look.atomic();
                    case Node.AnyByte any -> text.utf;
                    case Node.Simple simple ->
                            simple.kind() == Node.Assertion.KEEP
                                    || simple.kind() == Node.Assertion.SCRIPT_RUN;
                    default -> false;
                };
        if (item) {
            return RegexLimitException.DFA_ITEM;
        }
        return node instanceof Node.Conditional conditional
                        && !isSupported(conditional.condition(), text)
                ? RegexLimitException.DFA_CONDITION
                : 0;
    }

    private static boolean isSupported(Node.Condition condition, PatternText text) {
        return switch (condition) {
            case Node.Condition.ByNumber byNumber -> false;
            case Node.Condition.ByName byName ->
                    text.named(byName.name()) == null && byName.name().equals("R");
            case Node.Condition.ByLook byLook -> true;
            case Node.Condition.Define define -> true;
            case Node.Condition.Fixed fixed -> true;
        };
    }
}
