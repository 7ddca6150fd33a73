// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.compiler.syntax.Source;
import org.junit.jupiter.api.Test;

class ListingTest {
    @Test
    void showsVariablesAndCode() {
        Source source = Source.of("local n = 1 local c = 0 function f() c = c + n end", "=c");
        assertThat(Listing.of(source, Dialect.OPENRESTY))
                .contains(
                        "main chunk",
                        "local n: NUMBER",
                        "local c: ANY, in a cell",
                        "upvalue n: copied",
                        "DADD");
    }
}
