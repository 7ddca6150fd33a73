// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perilune.http.core.CoreConfig;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTableTest {

    @TempDir private Path folder;
    private final LogFileTable table = new LogFileTable(223);

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void a_line_looks_as_nginx_writes_it_and_is_in_the_file_at_once() throws IOException {
        LogSink log = table.errorLog(path("e.log"), LogLevel.WARN);
        log.log(LogLevel.ERROR, 7, "went \u00e4wry\nsecond line");
        log.log(LogLevel.WARN, "no connection");
        log.log(LogLevel.NOTICE, "not severe enough");
        assertThat(Files.readString(folder.resolve("e.log"), StandardCharsets.ISO_8859_1))
                .matches(
                        "\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[error\\] 223#223: \\*7 went \u00e4wry\nsecond line\n"
                                + "\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[warn\\] 223#223: no connection\n");
        assertThat(log.enabled(LogLevel.WARN)).isTrue();
        assertThat(log.enabled(LogLevel.NOTICE)).isFalse();
    }

    @Test
    void a_long_line_is_cut() throws IOException {
        table.errorLog(path("e.log"), LogLevel.WARN).log(LogLevel.ERROR, "x".repeat(10_000));
        assertThat(Files.size(folder.resolve("e.log"))).isEqualTo(ErrorLog.MAX_LINE);
    }

    @Test
    void several_logs_each_take_their_levels() throws IOException {
        LogSink log =
                table.errorLogs(
                        List.of(
                                new CoreConfig.ErrorLog(path("all"), LogLevel.INFO),
                                new CoreConfig.ErrorLog(path("bad"), LogLevel.CRIT)));
        log.log(LogLevel.INFO, "small");
        log.log(LogLevel.EMERG, "big");
        assertThat(Files.readAllLines(folder.resolve("all"))).hasSize(2);
        assertThat(Files.readAllLines(folder.resolve("bad"))).hasSize(1);
    }

    @Test
    void reopening_makes_the_file_anew() throws IOException {
        LogSink log = table.errorLog(path("e.log"), LogLevel.INFO);
        log.log(LogLevel.INFO, "before");
        Files.move(folder.resolve("e.log"), folder.resolve("e.old"));
        table.reopen(log);
        log.log(LogLevel.INFO, "after");
        assertThat(Files.readString(folder.resolve("e.old"))).endsWith("before\n");
        assertThat(Files.readString(folder.resolve("e.log"))).endsWith("after\n");
    }

    @Test
    void a_reopen_that_fails_goes_on_in_the_old_file() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("d"));
        LogSink log = table.errorLog(inner.resolve("e.log").toString(), LogLevel.INFO);
        Files.move(inner, folder.resolve("moved"));
        table.reopen(log);
        assertThat(Files.readString(folder.resolve("moved/e.log")))
                .endsWith(
                        "[emerg] 223#223: open() \""
                                + inner.resolve("e.log")
                                + "\" failed"
                                + " (2: No such file or directory)\n");
    }

    @Test
    void a_file_that_cannot_be_opened_is_named() {
        assertThatThrownBy(
                        () ->
                                table.errorLogs(
                                        List.of(
                                                new CoreConfig.ErrorLog(
                                                        path("no/e.log"), LogLevel.INFO))))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "open() \""
                                + path("no/e.log")
                                + "\" failed (2: No such file or directory)");
    }
}
