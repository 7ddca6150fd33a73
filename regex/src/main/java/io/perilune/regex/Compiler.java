// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a tree into a program of {@link Op}s.
 *
 * <p>Each part is emitted with a {@link Follow}: what can come after it. With that an alternative
 * whose first bytes are wrong is skipped without a choice point, and a run of one character set
 * that nothing after it could take back from is made possessive. A counted group is a loop with a
 * counter unless it is small. Addresses grow as in the pattern, which (*THEN) relies on. Single
 * use.
 */
final class Compiler extends BranchCompiler {

    private final PatternText text;
    private final LeadingOptions options;
    private final Map<Node.Look, int[]> lookBehinds;
    private final Set<Integer> called = new HashSet<>();
    private boolean hasAccept;
    boolean hasReferences;
    boolean hasOpenLooks;

    boolean hasLooks;
    private final Map<Integer, Integer> entries = new HashMap<>();

    /** Pairs of an operand's address and the group whose entry belongs there. */
    private final List<int[]> calls = new ArrayList<>();

    /** Groups open around the present part: number and start slot; innermost last. */
    private final List<int[]> open = new ArrayList<>();

    /** Jumps of (*ACCEPT) to the end of the innermost look-around; null outside. */
    private List<Integer> accepts;

    private int openAtLook;

    /** Slot of the innermost look-around. */
    private int lookSlot;

    /** Slots of the script runs around the present part; innermost last. */
    private final List<Integer> scriptRuns = new ArrayList<>();

    Compiler(PatternText text, LeadingOptions options, Map<Node.Look, int[]> lookBehinds) {
        super(text, options);
        this.text = text;
        this.options = options;
        this.lookBehinds = lookBehinds;
    }

    Program compile(Node.Alternatives whole) {
        survey(whole);
        first.verbs = hasVerbs;
        boolean endIsSuccess =
                !called.contains(0)
                        && (options.flags & (Flags.NOTEMPTY | Flags.NOTEMPTY_ATSTART)) == 0;
        alternatives(whole, new Follow(null, endIsSuccess ? CharSet.EMPTY : null), false);
        emit(Op.END);
        for (int[] call : calls) {
            code[call[0]] = call[1] == 0 ? 0 : entries.get(call[1]);
        }
        return new Program(
                this, text, options, new Starts(first, this, options).of(whole, hasAccept));
    }

    // ---- Survey ----

    private void survey(Node.Alternatives body) {
        for (Node.Sequence branch : body.branches()) {
            branch.items().forEach(this::survey);
        }
    }

    private void survey(Node node) {
        switch (node) {
            case Node.Group group -> survey(group.body());
            case Node.Atomic atomic -> survey(atomic.body());
            case Node.Look look -> {
                hasLooks = true;
                hasOpenLooks |= !look.atomic();
                survey(look.body());
            }
            case Node.Repeat repeat -> survey(repeat.item);
            case Node.Conditional conditional -> {
                hasReferences = true;
                if (conditional.condition() instanceof Node.Condition.ByLook byLook) {
                    survey(byLook.look());
                }
                survey(conditional.body());
            }
            case Node.BackReference reference -> hasReferences = true;
            case Node.Simple simple -> hasReferences |= simple.kind() == Node.Assertion.SCRIPT_RUN;
            case Node.Call call -> called.add(calledGroup(call));
            case Node.Verb verb -> {
                hasThen |= verb.kind() == Node.VerbKind.THEN;
                hasAccept |= verb.kind() == Node.VerbKind.ACCEPT;
                hasVerbs |= verb.kind() != Node.VerbKind.FAIL;
            }
            default -> {}
        }
    }

    boolean hasCalls() {
        return !called.isEmpty();
    }

    private int calledGroup(Node.Call call) {
        return call.name() == null ? call.number() : text.named(call.name()).number;
    }

    // ---- Emission ----

    @Override
    void sequence(List<Node> items, Follow follow) {
        possessLineBreaks(items);
        Follow[] follows = new Follow[items.size() + 1];
        follows[items.size()] = follow;
        for (int i = items.size() - 1; i > 0; i--) {
            follows[i] = before(items.get(i), follows[i + 1]);
        }
        for (int i = 0; i < items.size(); i++) {
            int run = literalRun(items, i);
            if (run > 1) {
                literals(items, i, run);
                i += run - 1;
            } else {
                node(items.get(i), follows[i + 1]);
            }
        }
    }

    /** PCRE2 10.42 takes it that \s and . match nothing of \R, though they match \r. */
    private void possessLineBreaks(List<Node> items) {
        for (int i = 1; i < items.size(); i++) {
            if (items.get(i - 1) instanceof Node.Repeat repeat
                    && repeat.item instanceof Node.LineBreak
                    && isApart(items, i)) {
                repeat.possessive = true;
                repeat.greedy = true;
            }
        }
    }

    private boolean isApart(List<Node> items, int from) {
        for (int i = from; i < items.size(); i++) {
            Node.Repeat repeat = items.get(i) instanceof Node.Repeat found ? found : null;
            Node item = repeat == null ? items.get(i) : repeat.item;
            CharSet set = single(item);
            boolean apart = set == CharacterClasses.SPACE || set == CharacterClasses.NOT_LINE_FEED;
            if (!apart && (!isPlain(item, set) || set.intersects(CharacterClasses.VERTICAL))) {
                return false;
            }
            if (repeat == null || repeat.min > 0) {
                return apart;
            }
        }
        return false;
    }

    /** Not written as a class, which PCRE2 never holds apart from \R. */
    private static boolean isPlain(Node item, CharSet set) {
        return item instanceof Node.Literal
                || set == CharacterClasses.DIGIT
                || set == CharacterClasses.WORD
                || set == CharacterClasses.HORIZONTAL;
    }

    private Follow before(Node node, Follow follow) {
        CharSet next = first.of(node, follow.next());
        CharSet taken = first.taken(node, follow.taken());
        return new Follow(next, taken);
    }

    /** How many literals from here on can be compared as one string. */
    private int literalRun(List<Node> items, int from) {
        int i = from;
        while (i < items.size()
                && items.get(i) instanceof Node.Literal literal
                && others(literal) == null) {
            i++;
        }
        return i - from;
    }

    private int[] others(Node.Literal literal) {
        return literal.caseless() ? CaseFolding.equivalents(literal.character(), unicode) : null;
    }

    private byte[] bytes(int c) {
        return utf ? Utf8.encode(c) : new byte[] {(byte) c};
    }

    private void literals(List<Node> items, int from, int count) {
        byte[] joined = new byte[4 * count];
        int n = 0;
        for (int i = from; i < from + count; i++) {
            byte[] one = bytes(((Node.Literal) items.get(i)).character());
            System.arraycopy(one, 0, joined, n, one.length);
            n += one.length;
        }
        string(Arrays.copyOf(joined, n));
    }

    private void string(byte[] bytes) {
        if (bytes.length == 1) {
            emit(Op.CHAR, bytes[0] & 0xff);
        } else {
            literals.add(bytes);
            emit(Op.STRING, literals.size() - 1);
        }
    }

    @Override
    void node(Node node, Follow follow) {
        int error = everyWay ? Unsupported.error(node, text) : 0;
        if (error != 0) {
            // what would follow is never reached, but may be called
            emit(Op.UNSUPPORTED, error);
        }
        switch (node) {
            case Node.Literal literal -> literal(literal);
            case Node.Member member -> member(member.set());
            case Node.AnyByte any -> emit(Op.ANY_BYTE);
            case Node.NotNewline dot -> emit(Op.NOT_NEWLINE);
            case Node.LineBreak lineBreak -> emit(Op.LINE_BREAK);
            case Node.Cluster cluster -> emit(Op.CLUSTER);
            case Node.Simple simple -> assertion(simple.kind());
            case Node.Sequence sequence -> sequence(sequence.items(), follow);
            case Node.Alternatives alternatives -> alternatives(alternatives, follow, false);
            case Node.Group group -> group(group, follow);
            case Node.Atomic atomic ->
                    atomic(() -> alternatives(atomic.body(), Follow.ANYTHING, false));
            case Node.Look look -> look(look);
            case Node.Conditional conditional -> conditional(conditional, follow);
            case Node.BackReference reference -> reference(reference);
            case Node.Call call -> {
                int group = calledGroup(call);
                calls.add(new int[] {emit(Op.CALL, 0, group) + 1, group});
                emit(Op.JUMP, length + 4);
                emit(Op.CALL_FAILED, group);
            }
            case Node.Verb verb -> verb(verb);
            case Node.Repeat repeat -> repeat(repeat, follow);
            case Node.Nothing nothing -> {}
        }
    }

    private void assertion(Node.Assertion kind) {
        switch (kind) {
            case SCRIPT_RUN -> {
                scriptRuns.add(newSlot());
                emit(Op.MARK_POSITION, scriptRuns.getLast());
            }
            case SCRIPT_RUN_END -> emit(Op.SCRIPT_RUN_END, scriptRuns.removeLast());
            default -> emit(Op.ASSERT, kind.ordinal());
        }
    }

    private void literal(Node.Literal literal) {
        int[] others = others(literal);
        if (others == null) {
            string(bytes(literal.character()));
        } else if (others.length == 2 && others[1] < (utf ? 128 : 256)) {
            emit(Op.CHAR2, others[0], others[1]);
        } else {
            member(CaseFolding.closure(literal.character(), unicode));
        }
    }

    @Override
    void member(CharSet set) {
        if (!utf) {
            CharSet bytes = set.bytes();
            if (bytes.size() == 256) {
                emit(Op.ANY_BYTE);
            } else if (bytes.size() == 1) {
                emit(Op.CHAR, bytes.ranges[0]);
            } else {
                emit(Op.SET, table(first.leadBytes(bytes)));
            }
        } else if (set.size() == CharSet.MAX + 1) {
            emit(Op.WIDE_ANY);
        } else if (isAscii(set)) {
            emit(Op.SET, table(first.leadBytes(set)));
        } else {
            emit(Op.WIDE_SET, set(set));
        }
    }

    static boolean isAscii(CharSet set) {
        return set.isEmpty() || set.ranges[set.ranges.length - 1] < 128;
    }

    private void group(Node.Group group, Follow follow) {
        if (group.number() == 0) {
            alternatives(group.body(), follow, false);
            return;
        }
        int start = newSlot();
        emit(Op.OPEN, start);
        boolean isCalled = called.contains(group.number());
        if (isCalled) {
            entries.putIfAbsent(group.number(), length);
        }
        open.add(new int[] {group.number(), start});
        alternatives(group.body(), isCalled ? Follow.ANYTHING : follow, false);
        open.removeLast();
        if (isCalled) {
            emit(Op.CLOSE_CALLED, 2 * group.number(), start, group.number());
        } else {
            emit(Op.CLOSE, 2 * group.number(), start);
        }
    }

    @Override
    void atomic(Runnable body) {
        hasAtomic = true;
        if (everyWay) {
            longest(body);
            emit(Op.LONGEST_TAKE);
            return;
        }
        int slot = newSlot();
        emit(Op.ATOMIC_BEGIN, slot);
        body.run();
        emit(Op.ATOMIC_END, slot);
    }

    private void look(Node.Look look) {
        hasAtomic = true;
        int slot = newSlot();
        if (look.negative()) {
            int target = emit(Op.TRY_BEGIN, slot, 0) + 2;
            lookBody(look, slot);
            emit(Op.NEGATIVE_END, slot);
            patch(target, emit(Op.TRY_MARK));
        } else {
            emit(Op.ATOMIC_BEGIN, slot);
            List<Integer> jumps = lookBody(look, slot);
            if (look.atomic()) {
                emit(Op.LOOK_END, slot);
            } else {
                // (*ACCEPT) leaves nothing to go back to even here
                emit(Op.LOOK_END_OPEN, slot, Op.JUMP, length + 6);
                jumps.forEach(jump -> code[jump] = length);
                emit(Op.LOOK_END, slot);
            }
            over(slot);
            if (hasThen && look.atomic()) {
                // as in PCRE2, (*THEN) does not reach back across an assertion that held
                emit(Op.SPLIT, length + 4, Op.JUMP, length + 5, Op.THEN_STOP);
            }
        }
    }

    /** Lets (*ACCEPT) know that the look-around is not around what comes now. */
    private void over(int slot) {
        if (hasAccept && hasCalls()) {
            emit(Op.LOOK_OVER, slot);
        }
    }

    /** Returns where the jumps of (*ACCEPT) to its end stand. */
    private List<Integer> lookBody(Node.Look look, int slot) {
        List<Integer> outer = accepts;
        int outerOpen = openAtLook;
        int outerSlot = lookSlot;
        lookSlot = slot;
        accepts = new ArrayList<>();
        openAtLook = open.size();
        if (look.ahead()) {
            alternatives(look.body(), Follow.ANYTHING, true);
        } else {
            lookBehind(look);
        }
        List<Integer> jumps = accepts;
        jumps.forEach(jump -> code[jump] = length);
        accepts = outer;
        openAtLook = outerOpen;
        lookSlot = outerSlot;
        return jumps;
    }

    private void lookBehind(Node.Look look) {
        int[] lengths = lookBehinds.get(look);
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            boolean last = i == lengths.length - 1 && !hasThen;
            int target = last ? -1 : emit(hasThen ? Op.SPLIT_THEN : Op.SPLIT, 0) + 1;
            emit(Op.BACK, lengths[i]);
            sequence(look.body().branches().get(i).items(), Follow.ANYTHING);
            if (!last) {
                ends.add(emit(Op.JUMP, 0) + 1);
                patch(target, hasThen ? emit(Op.THEN_MARK) : length);
            }
        }
        if (hasThen) {
            emit(Op.FAIL);
        }
        ends.forEach(end -> code[end] = length);
    }

    // ---- References, calls, verbs, conditions ----

    private List<Integer> numbers(String name, int factor) {
        return text.names.stream()
                .filter(known -> known.name.equals(name))
                .map(known -> factor * known.number)
                .toList();
    }

    private void reference(Node.BackReference reference) {
        int caseless = reference.caseless() ? 1 : 0;
        int unset = (options.flags & Flags.MATCH_UNSET_BACKREF) != 0 ? 1 : 0;
        List<Integer> slotsOfName =
                reference.name() == null
                        ? List.of(2 * reference.number())
                        : numbers(reference.name(), 2);
        if (slotsOfName.size() == 1) {
            emit(Op.REFERENCE, slotsOfName.getFirst(), caseless, unset);
        } else {
            emit(Op.REFERENCE_ANY, list(slotsOfName), caseless, unset);
        }
    }

    private void verb(Node.Verb verb) {
        int name = -1;
        if (verb.name() != null) {
            name = verbNames.indexOf(verb.name());
            if (name < 0) {
                name = verbNames.size();
                verbNames.add(verb.name());
            }
        }
        boolean markFirst =
                verb.kind() == Node.VerbKind.ACCEPT || verb.kind() == Node.VerbKind.FAIL;
        if (markFirst && name >= 0) {
            emit(Op.VERB, Node.VerbKind.MARK.ordinal(), name);
            emit(Op.JUMP, length + 3, Op.VERB_RETRY);
        }
        if (verb.kind() == Node.VerbKind.FAIL) {
            emit(Op.FAIL);
        } else if (verb.kind() == Node.VerbKind.ACCEPT) {
            accept();
        } else {
            emit(Op.VERB, verb.kind().ordinal(), name);
            emit(Op.JUMP, length + 3, Op.VERB_RETRY);
        }
    }

    private void accept() {
        int from = accepts == null ? 0 : openAtLook;
        for (int i = open.size() - 1; i >= from; i--) {
            emit(Op.CLOSE_EARLY, 2 * open.get(i)[0], open.get(i)[1]);
        }
        if (accepts == null) {
            emit(Op.ACCEPT);
        } else {
            if (hasCalls()) {
                emit(Op.ACCEPT_CALL, lookSlot);
            }
            accepts.add(emit(Op.JUMP, 0) + 1);
        }
    }

    private void conditional(Node.Conditional conditional, Follow follow) {
        List<Node.Sequence> branches = conditional.body().branches();
        Node.Sequence no = branches.size() > 1 ? branches.get(1) : new Node.Sequence(List.of());
        if (conditional.condition() instanceof Node.Condition.ByLook byLook) {
            conditionalByLook(byLook.look(), branches.getFirst(), no, follow);
            return;
        }
        int target = test(conditional.condition());
        sequence(branches.getFirst().items(), follow);
        int end = emit(Op.JUMP, 0) + 1;
        code[target] = length;
        sequence(no.items(), follow);
        code[end] = length;
    }

    /** Emits the test; returns where the address of the second branch belongs. */
    private int test(Node.Condition condition) {
        switch (condition) {
            case Node.Condition.ByNumber byNumber -> {
                return emit(Op.IF_SET, 2 * byNumber.number(), 0) + 2;
            }
            case Node.Condition.ByName byName -> {
                if (text.named(byName.name()) == null) {
                    int number =
                            byName.name().length() == 1
                                    ? 0
                                    : Integer.parseInt(byName.name().substring(1));
                    return emit(Op.IF_RECURSION, number == 0 ? -1 : number, 0) + 2;
                }
                return byName.recursion()
                        ? emit(Op.IF_ANY_RECURSION, list(numbers(byName.name(), 1)), 0) + 2
                        : emit(Op.IF_ANY_SET, list(numbers(byName.name(), 2)), 0) + 2;
            }
            case Node.Condition.Fixed fixed -> {
                return fixed.value()
                        ? emit(Op.JUMP, length + 4, Op.JUMP, 0) + 3
                        : emit(Op.JUMP, 0) + 1;
            }
            default -> {
                return emit(Op.JUMP, 0) + 1;
            }
        }
    }

    private void conditionalByLook(
            Node.Look look, Node.Sequence yes, Node.Sequence no, Follow follow) {
        hasAtomic = true;
        int slot = newSlot();
        int failed = emit(Op.TRY_BEGIN, slot, 0) + 2;
        lookBody(look, slot);
        emit(Op.LOOK_END, slot);
        over(slot);
        sequence((look.negative() ? no : yes).items(), follow);
        int end = emit(Op.JUMP, 0) + 1;
        patch(failed, emit(Op.TRY_MARK));
        sequence((look.negative() ? yes : no).items(), follow);
        code[end] = length;
    }

    @Override
    CharSet single(Node item) {
        return switch (item) {
            case Node.Member member -> member.set();
            case Node.Literal literal ->
                    literal.caseless()
                            ? CaseFolding.closure(literal.character(), unicode)
                            : CharSet.range(literal.character(), literal.character());
            default -> null;
        };
    }
}
