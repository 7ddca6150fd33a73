// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.scope;

import io.perilune.lua.compiler.syntax.SyntaxError;
import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the jumps of one function: every goto has its label, none jumps into the scope of a local.
 * Single use.
 *
 * <p>A label is visible in its whole block and in the blocks inside, where another one of its name
 * hides it. A forward jump is kept until its label comes; the locals declared in between are those
 * that have joined the stack of visible ones since.
 */
final class Labels {
    private final String displayName;
    private final Deque<Level> levels = new ArrayDeque<>();

    private static final class Level {
        final Block block;
        final boolean isLoop;
        final boolean isRepeat;
        final Set<String> seen = new HashSet<>();
        final Map<String, List<Pending>> pending = new LinkedHashMap<>();
        final Map<String, Integer> lastDefinitions = new HashMap<>();
        int lastPlain;
        int statement;
        List<Local> visible = List.of();
        int visibleNow;

        Level(Block block, boolean isLoop, boolean isRepeat) {
            this.block = block;
            this.isLoop = isLoop;
            this.isRepeat = isRepeat;
            List<Statement> statements = block.statements();
            for (int i = 0; i < statements.size(); i++) {
                if (statements.get(i) instanceof Statement.Label label) {
                    lastDefinitions.put(label.name(), i);
                } else {
                    lastPlain = i;
                }
            }
        }

        void add(Pending jump) {
            pending.computeIfAbsent(jump.jump.label(), _ -> new ArrayList<>()).add(jump);
        }
    }

    /**
     * A jump whose label has not come yet, with how many locals of the level's block could be seen
     * there.
     */
    private record Pending(Statement.Goto jump, int visible) {}

    Labels(String displayName) {
        this.displayName = displayName;
    }

    void enter(Block block, boolean isLoop, boolean isRepeat) {
        levels.push(new Level(block, isLoop, isRepeat));
    }

    /** Before the statement with this index of the innermost block. */
    void at(int statement, List<Local> visible) {
        Level level = levels.peek();
        level.statement = statement;
        level.visible = visible;
        level.visibleNow = visible.size();
    }

    void leave() {
        Level left = levels.pop();
        if (left.pending.isEmpty()) {
            return;
        }
        Level outer = levels.peek();
        for (List<Pending> jumps : left.pending.values()) {
            if (outer == null) {
                Statement.Goto jump = jumps.getFirst().jump;
                throw error("undefined label '" + jump.label() + "'", jump.line());
            }
            jumps.forEach(p -> outer.add(new Pending(p.jump, outer.visibleNow)));
        }
    }

    void checkBreak(int line) {
        for (Level level : levels) {
            if (level.isLoop) {
                return;
            }
        }
        throw error("no loop to break", line);
    }

    void jump(Statement.Goto jump) {
        for (Level level : levels) {
            if (level.seen.contains(jump.label())) {
                return;
            }
            if (comesLater(level, jump.label())) {
                break;
            }
        }
        levels.peek().add(new Pending(jump, levels.peek().visibleNow));
    }

    private static boolean comesLater(Level level, String label) {
        Integer last = level.lastDefinitions.get(label);
        return last != null && last > level.statement;
    }

    void define(Statement.Label label) {
        Level level = levels.peek();
        level.seen.add(label.name());
        boolean isTrailing = isTrailing(level);
        List<Pending> jumps = level.pending.remove(label.name());
        for (Pending p : jumps == null ? List.<Pending>of() : jumps) {
            if (!isTrailing && level.visibleNow > p.visible) {
                String local = level.visible.get(p.visible).name();
                throw error(
                        "<goto " + label.name() + "> jumps into the scope of local '" + local + "'",
                        p.jump.line());
            }
        }
    }

    /** Only labels follow: then the locals of the block are out of scope there already. */
    private static boolean isTrailing(Level level) {
        return level.lastPlain <= level.statement && !level.isRepeat;
    }

    private SyntaxError error(String message, int line) {
        return new SyntaxError(displayName + ":" + line + ": " + message, line);
    }
}
