// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perilune.lua.Lua;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any bytes as source are Lua, or give Lua's message: never another exception, never a hang. */
class ByteFuzzTest {
    private static final int TEXTS = Integer.getInteger("perilune.fuzz.texts", 600);
    private static final long SEED = Long.getLong("perilune.fuzz.seed", 1);

    @Test
    @Timeout(300)
    void anyBytesGiveAFunctionOrAMessage() throws IOException {
        Mutations mutations = new Mutations(SEED);
        try (Lua lua = Mutations.lua()) {
            for (int i = 0; i < TEXTS; i++) {
                String verdict = Mutations.verdict(lua, mutations.next());
                assertThat(verdict)
                        .satisfiesAnyOf(
                                text -> assertThat(text).isEmpty(),
                                text -> assertThat(text).startsWith("script:"));
            }
        }
    }

    @Test
    @Timeout(300)
    void damagedDumpsGiveAFunctionOrAMessage() throws IOException {
        Mutations mutations = new Mutations(SEED + 2);
        try (Lua lua = Mutations.lua()) {
            byte[][] dumps = {dump(lua, ""), dump(lua, ", true")};
            for (int i = 0; i < TEXTS; i++) {
                byte[] text = mutations.damaged(dumps[i % 2]);
                assertThatCode(() -> Mutations.verdict(lua, text)).doesNotThrowAnyException();
            }
        }
    }

    private static byte[] dump(Lua lua, String stripped) {
        return lua.run(
                        "local a, b = 1 return string.dump("
                                + "function(x, ...) a = b for i = 1, #... do x = x .. i end return x end"
                                + stripped
                                + ")")
                .bytes(1);
    }

    @Test
    void whatOnlyLooksLikeADumpIsRefused() throws IOException {
        try (Lua lua = Mutations.lua()) {
            byte[] dumped = lua.run("local a return string.dump(function() return a end)").bytes(1);
            String text = new String(dumped, StandardCharsets.ISO_8859_1);
            String changed = text.replace("() return a end", "x or 5");
            assertThat(Mutations.verdict(lua, changed.getBytes(StandardCharsets.ISO_8859_1)))
                    .isEqualTo("script: cannot load incompatible bytecode");
        }
    }

    @Test
    @Timeout(300)
    void theMessagesAreLuaJits() throws IOException {
        assumeTrue(ReferenceLua.isThere(), "luajit is not installed: messages are not compared");
        Mutations mutations = new Mutations(SEED + 1);
        List<String> found = new ArrayList<>();
        try (Lua lua = Mutations.lua();
                ReferenceLua reference = ReferenceLua.loading()) {
            for (int i = 0; i < TEXTS; i++) {
                byte[] text = mutations.next();
                String wanted = reference.run(new String(text, StandardCharsets.ISO_8859_1));
                String got = Mutations.verdict(lua, text);
                if (!got.equals(wanted)) {
                    found.add(i + ": luajit: " + wanted + " here: " + got);
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
