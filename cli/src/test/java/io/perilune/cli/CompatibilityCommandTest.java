// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CompatibilityCommandTest {

    private static final Path PAGE = Path.of("..", "docs", "compatibility.md");

    @Test
    void thePageInTheDocumentationIsWhatTheProgramSays() throws IOException {
        assertThat(CompatibilityCommand.text())
                .as("docs/compatibility.md is not what the program says: run make docs")
                .isEqualTo(Files.readString(PAGE));
    }

    @Test
    void tellsHowFarThingsAreSupported() {
        assertThat(CompatibilityCommand.text())
                .contains("| `listen` | server | works |\n")
                .contains(
                        "| `sendfile` | http, server, location, if in location | accepted without effect |\n")
                .contains(
                        "| `disable_symlinks` | http, server, location | only with the value that is the default |\n")
                .contains("| `balancer_by_lua_block` | upstream | not yet |\n")
                .contains("`proxy_pass`", "`$arg_*`", "`$request_uri`", "`ngx.HTTP_OK`")
                .contains(
                        "| `ngx.say` | server_rewrite, rewrite, access, precontent, content | works |\n")
                .contains("| `ngx.location.capture` | rewrite, access, content | works |\n")
                .contains(
                        "| `ngx.req.socket` | server_rewrite, rewrite, access, precontent, content | not yet |\n")
                .contains("| `cjson.encode` | everywhere | works |\n");
    }
}
