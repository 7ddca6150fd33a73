// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Statement;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ways out of some statements, nested functions excluded. Complete when {@link Finder} gives it.
 */
final class Exits {
    final Set<String> labels = new HashSet<>();
    boolean breaks;
    boolean returns;

    boolean any() {
        return breaks || returns || !labels.isEmpty();
    }

    private void add(Exits inner) {
        addOfLoop(inner);
        breaks |= inner.breaks;
    }

    private void addOfLoop(Exits body) {
        labels.addAll(body.labels);
        returns |= body.returns;
    }

    /**
     * Looks at every block once, though blocks are parts of parts that are asked for. Single use.
     */
    static final class Finder {
        private final Map<Block, Exits> known = new IdentityHashMap<>();

        Exits of(List<Statement> statements) {
            Exits exits = new Exits();
            statements.forEach(s -> add(exits, s));
            return exits;
        }

        private Exits of(Block block) {
            Exits exits = known.get(block);
            if (exits == null) {
                exits = of(block.statements());
                known.put(block, exits);
            }
            return exits;
        }

        private void add(Exits exits, Statement statement) {
            if (statement instanceof Statement.Goto jump) {
                exits.labels.add(jump.label());
            } else if (statement instanceof Statement.Break) {
                exits.breaks = true;
            } else if (statement instanceof Statement.Return) {
                exits.returns = true;
            } else if (statement.isLoop()) {
                statement.blocks(block -> exits.addOfLoop(of(block)));
            } else {
                statement.blocks(block -> exits.add(of(block)));
            }
        }
    }
}
