// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * `__gc` when a machine is closed: that is the one moment which the JVM's collector has no say in.
 */
class FinalizersTest {
    private static List<Double> closed(String program) {
        List<Double> order = new ArrayList<>();
        try (Lua lua = Lua.create()) {
            lua.set(
                    "told",
                    call -> {
                        order.add(call.number(1));
                        return null;
                    });
            lua.load(program.getBytes(StandardCharsets.ISO_8859_1), "=script").call();
        }
        return order;
    }

    @Test
    void theYoungestIsFirst() {
        assertThat(
                        closed(
                                """
                                kept = {}
                                for i = 1, 5 do
                                    kept[i] = newproxy(true)
                                    getmetatable(kept[i]).__gc = function() told(i) end
                                end"""))
                .containsExactly(5.0, 4.0, 3.0, 2.0, 1.0);
    }

    @Test
    void anErrorLeavesTheOthersTheirTurn() {
        assertThat(
                        closed(
                                """
                                kept = {}
                                for i = 1, 3 do
                                    kept[i] = newproxy(true)
                                    getmetatable(kept[i]).__gc = function() told(i) error({ i }) end
                                end"""))
                .containsExactly(3.0, 2.0, 1.0);
    }
}
