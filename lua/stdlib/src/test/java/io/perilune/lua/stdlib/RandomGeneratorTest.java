// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomGeneratorTest {

    @Test
    void anUnseededMachineBeginsAsLuaJitDoes() {
        RandomGenerator generator = new RandomGenerator();

        assertThat(String.format("%.14f", generator.next())).isEqualTo("0.79420629243124");
    }

    @Test
    void aSeedGivesLuaJitsSequence() {
        RandomGenerator generator = new RandomGenerator();
        generator.seed(42);

        assertThat(String.format("%.14f", generator.next())).isEqualTo("0.95607928791821");
        assertThat(Math.floor(generator.next() * 100) + 1).isEqualTo(1.0);
    }
}
