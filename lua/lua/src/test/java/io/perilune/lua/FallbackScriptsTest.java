// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import org.junit.jupiter.api.Test;

/**
 * With coroutines on threads, as without the flags for continuations, nearly every script is the
 * same; and so it is with the flag that gives only their front door.
 */
class FallbackScriptsTest {
    @Test
    void scriptsOnThreads() throws IOException, InterruptedException, URISyntaxException {
        run(ScriptCorpus.Way.THREADED);
    }

    @Test
    void scriptsOnContinuationsThatAreNotOpen()
            throws IOException, InterruptedException, URISyntaxException {
        run(ScriptCorpus.Way.USUAL, "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
    }

    private static void run(ScriptCorpus.Way way, String... flags)
            throws IOException, InterruptedException, URISyntaxException {
        assertThat(ScriptProcess.differing(way, flags)).isEmpty();
    }
}
