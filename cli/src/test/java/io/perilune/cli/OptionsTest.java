// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {

    private static void isRefused(String message, String... arguments) {
        assertThatThrownBy(() -> Options.parse(arguments))
                .isInstanceOf(Options.UsageException.class)
                .hasMessage(message);
    }

    @Test
    void values_follow_their_letter_directly_or_as_the_next_argument() {
        Options options =
                Options.parse("-e", "logs/e.log", "-p/srv", "-c", "a.conf", "-gdaemon off;");
        assertThat(options.errorLog).isEqualTo("logs/e.log");
        assertThat(options.prefix).isEqualTo("/srv");
        assertThat(options.conf).isEqualTo("a.conf");
        assertThat(options.directives).isEqualTo("daemon off;");
    }

    @Test
    void flags_may_be_joined() {
        Options options = Options.parse("-qTp", "x");
        assertThat(options.quiet && options.test && options.dump).isTrue();
        assertThat(options.prefix).isEqualTo("x");
        assertThat(Options.parse("-V").version).isTrue();
        assertThat(Options.parse("-?").help).isTrue();
    }

    @Test
    void complaints_are_nginxs() {
        isRefused("invalid option: \"x\"", "x");
        isRefused("invalid option: \"z\"", "-z");
        isRefused("invalid option: \"-s now\"", "-s", "now");
        isRefused("option \"-s\" requires parameter", "-s");
        isRefused("option \"-p\" requires directory name", "-p");
        isRefused("option \"-c\" requires file name", "-tc");
    }

    @Test
    void paths_are_relative_to_the_prefix() {
        Layout layout = Layout.of(Options.parse("-p", "a/b", "-c", "c/n.conf", "-e", "/e.log"));
        assertThat(layout).isEqualTo(new Layout("a/b/", "a/b/c/n.conf", "/e.log"));
        assertThat(layout.confPrefix()).isEqualTo("a/b/c/");
        assertThat(Layout.of(Options.parse("-p", "/", "-e", "stderr")))
                .isEqualTo(new Layout("/", "/conf/nginx.conf", "stderr"));
    }
}
