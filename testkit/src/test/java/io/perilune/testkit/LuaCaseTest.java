// SPDX-License-Identifier: Apache-2.0
package io.perilune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LuaCaseTest {

    private final LuaCase two =
            LuaCase.parse("t.lua", "print(1)  -- expect: 1\nprint(2)  -- expect: 2 | 3\n");

    @Test
    void linesAreComparedInOrder() {
        assertThat(two.complaint(List.of("1", "2", "3"), null)).isEmpty();
        assertThat(two.complaint(List.of("1", "4", "3"), null))
                .contains("t.lua:2: expected: 2")
                .contains("printed: 4");
        assertThat(two.complaint(List.of("1", "2"), null)).contains("t.lua:2: expected: 3");
    }

    @Test
    void anErrorMustBeSaid() {
        assertThat(two.complaint(List.of("1", "2", "3"), "boom")).contains("boom");
        LuaCase failing = LuaCase.parse("f.lua", "error('oops')  -- error: oops\n");
        assertThat(failing.complaint(List.of(), "f.lua:1: oops")).isEmpty();
        assertThat(failing.complaint(List.of(), null)).contains("without error");
    }
}
