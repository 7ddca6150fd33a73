// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shell around Java takes care of. */
class LauncherTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', C.UTF-8",
        "C, '', C.UTF-8",
        "POSIX, '', C.UTF-8",
        "C, de_DE.UTF-8, C.UTF-8",
        "'', de_DE.UTF-8, ''",
        "en_US.ISO-8859-1, C, en_US.ISO-8859-1"
    })
    void anyFileCanBeNamed(String all, String lang, String chosen) throws Exception {
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", ". ../bin/jdk.sh; use_utf8; printf %s \"$LC_ALL\"");
        shell.environment().remove("LC_CTYPE");
        shell.environment().put("LC_ALL", all);
        shell.environment().put("LANG", lang);
        Process process = shell.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        byte[] said = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        assertThat(new String(said, StandardCharsets.US_ASCII)).isEqualTo(chosen);
    }
}
