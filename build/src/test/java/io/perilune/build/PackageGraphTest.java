// SPDX-License-Identifier: Apache-2.0
package io.perilune.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackageGraphTest {

    private final PackageGraph graph = new PackageGraph();

    @Test
    void aDirectedGraphHasNoCycle() {
        graph.add("a.One", "b.Two");
        graph.add("b.Two", "c.Three");
        graph.add("a.One", "c.Three");
        graph.add("c.Three", "c.Four");
        assertThat(graph.cycle()).isEmpty();
    }

    @Test
    void aKnotIsToldWithTheClassesThatTieIt() {
        graph.add("a.One", "b.Two");
        graph.add("b.Two", "c.Three");
        graph.add("c.Three", "b.Five");
        assertThat(graph.cycle())
                .containsExactly("b -> c (b.Two uses c.Three)", "c -> b (c.Three uses b.Five)");
    }

    @Test
    void theRulesHoldForThisModuleToo() {
        assertThat(ModuleFiles.around(PackageGraph.class).packages().cycle()).isEmpty();
    }
}
