// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The jumps of a function that is being read: every goto has its label, none jumps into the scope
 * of a local, every break is in a loop. What is wrong is found when LuaJIT finds it: at a label, or
 * where the function ends, before what is wrong further on in the text. Single use.
 *
 * <p>A jump is kept until its label comes, or until the block of an earlier label ends; what is
 * left of a block's jumps then is the outer block's.
 */
final class Jumps {
    /** What a break jumps to; no label has this name. */
    private static final String BREAK = "";

    private final Lexer lexer;

    /** Of all locals that can be seen, by their numbers. */
    private final List<String> locals = new ArrayList<>();

    /** Labels that nothing but labels has followed yet: are they the last thing in their block? */
    private final List<Label> open = new ArrayList<>();

    private Scope scope = new Scope(null, false, 0);

    private static final class Scope {
        final Scope outer;
        final boolean isLoop;

        /** How many locals can be seen where it begins. */
        final int locals;

        final Set<String> labels = new HashSet<>(0);

        /** By label, in the order of the text. */
        final Map<String, List<Jump>> pending = new LinkedHashMap<>(0);

        Scope(Scope outer, boolean isLoop, int locals) {
            this.outer = outer;
            this.isLoop = isLoop;
            this.locals = locals;
        }

        void add(Jump jump) {
            pending.computeIfAbsent(jump.label, _ -> new ArrayList<>(1)).add(jump);
        }

        /** Whether a label is at the block's end, or was in it before. */
        boolean has(String label) {
            return label.equals(BREAK) ? isLoop : labels.contains(label);
        }
    }

    private record Label(String name, int locals) {}

    /**
     * @param locals how many can be seen there
     */
    private record Jump(String label, int line, int locals) {}

    Jumps(Lexer lexer) {
        this.lexer = lexer;
    }

    void enter(boolean isLoop) {
        scope = new Scope(scope, isLoop, locals.size());
    }

    void declare(String local) {
        locals.add(local);
    }

    void breakAt(int line) {
        jump(BREAK, line);
    }

    void jump(String label, int line) {
        scope.add(new Jump(label, line, locals.size()));
    }

    /** False for a second one in a block. */
    boolean define(String label) {
        open.add(new Label(label, locals.size()));
        return scope.labels.add(label);
    }

    /**
     * Something else than a label comes, or the block's end.
     *
     * @param isOutside whether the locals of the block cannot be seen there any more
     */
    void close(boolean isOutside) {
        for (int i = open.size() - 1; i >= 0; i--) {
            resolve(open.get(i).name, isOutside ? scope.locals : open.get(i).locals);
        }
        open.clear();
    }

    private void resolve(String label, int visible) {
        List<Jump> jumps = scope.pending.remove(label);
        for (Jump jump : jumps == null ? List.<Jump>of() : jumps) {
            if (jump.locals < visible) {
                String local = locals.get(jump.locals);
                throw lexer.error(
                        "<goto " + label + "> jumps into the scope of local '" + local + "'",
                        jump.line);
            }
        }
    }

    void leave() {
        Scope left = scope;
        scope = left.outer;
        locals.subList(left.locals, locals.size()).clear();
        for (Map.Entry<String, List<Jump>> entry : left.pending.entrySet()) {
            if (!left.has(entry.getKey())) {
                for (Jump jump : entry.getValue()) {
                    scope.add(new Jump(jump.label, jump.line, left.locals));
                }
            }
        }
    }

    /** The function ends. */
    void finish() {
        if (!scope.pending.isEmpty()) {
            Jump first = scope.pending.values().iterator().next().getFirst();
            boolean isBreak = first.label.equals(BREAK);
            throw lexer.error(
                    isBreak ? "no loop to break" : "undefined label '" + first.label + "'",
                    first.line);
        }
    }
}
