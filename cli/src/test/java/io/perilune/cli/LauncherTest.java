// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
        assertThat(
                        said(
                                ". ../bin/jdk.sh; use_utf8; printf %s \"$LC_ALL\"",
                                Map.of("LC_ALL", all, "LANG", lang)))
                .isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource({
        "'', -XX:+UseSerialGC -Dperilune.heap=paced, true",
        "'', -XX:NewSize=24m -Xms48m, true",
        "-Xmx1g -XX:+UseG1GC, SerialGC, false",
        "-Xmx1g -XX:+UseG1GC, paced, false",
        "-Xmx20m, -Xms, false",
        "-Xmn40m, NewSize, false",
        "-XX:MaxNewSize=8m, NewSize, false",
        "-XX:MaxRAM=4g, -Xms48m, true",
        "'', -Xlog:disable, true",
        "-Xlog:gc, -Xlog, false",
        "-Dx=y, -Xlog:aot*=off:stderr, true"
    })
    void optionsOfTheUsersStand(String theirs, String ours, boolean isThere) throws Exception {
        String flags =
                said(
                        ". ../bin/flags.sh; printf %s \"$(jvm_flags) $(lua_flags)\"",
                        Map.of("JDK_JAVA_OPTIONS", theirs));
        assertThat(flags.contains(ours)).as(flags).isEqualTo(isThere);
        assertThat(flags).contains("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
    }

    private static String said(String command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command);
        shell.environment().remove("LC_CTYPE");
        shell.environment().putAll(environment);
        Process process = shell.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        byte[] said = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return new String(said, StandardCharsets.US_ASCII);
    }
}
