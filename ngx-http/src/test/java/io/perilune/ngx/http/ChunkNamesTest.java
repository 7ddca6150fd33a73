// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.conf.tree.ConfPosition;
import io.perilune.conf.tree.Directive;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkNamesTest {

    @Test
    void theMainFileIsShownByItsNameAlone() {
        assertThat(name("/any/where/nginx.conf", 40)).isEqualTo("content_by_lua(nginx.conf:40)");
    }

    @Test
    void filesBesideItAreShownBelowTheirFolder() {
        assertThat(name("/srv/conf/sites/a.conf", 7)).isEqualTo("content_by_lua(sites/a.conf:7)");
    }

    @Test
    void otherFilesAreShownWhole() {
        assertThat(name("/etc/a.conf", 7)).isEqualTo("content_by_lua(/etc/a.conf:7)");
    }

    @Test
    void longNamesLoseTheirBeginning() {
        String shown = name("/etc/" + "long/".repeat(20) + "a.conf", 123);
        assertThat(shown).startsWith("content_by_lua(...").endsWith("/a.conf:123)");
        assertThat(shown.length() - "(:)".length()).isEqualTo(56);
    }

    private static String name(String file, int line) {
        Directive directive =
                new Directive(
                        "content_by_lua_block",
                        List.of(),
                        null,
                        "",
                        line,
                        line,
                        new ConfPosition(file, line + 2));
        return ChunkNames.of("content_by_lua", directive, "/srv/conf/");
    }
}
