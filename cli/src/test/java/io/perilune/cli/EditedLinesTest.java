// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perilune.lua.Lua;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys go in, chunks come out. */
@Timeout(30)
class EditedLinesTest {

    @TempDir Path folder;

    private String read(String keys) throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (PipedOutputStream keyboard = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(keyboard);
                Terminal terminal = terminal(input, screen);
                Lua lua = Lua.create();
                LuaLines lines = new EditedLines(lua, terminal, folder.resolve("history"))) {
            lua.run("box = setmetatable({own = 1}, {__index = {inherited = print}})");
            CountDownLatch read = new CountDownLatch(1);
            Thread.startVirtualThread(() -> type(keys, keyboard, screen, read));
            try {
                return lines.read("> ");
            } finally {
                read.countDown();
            }
        }
    }

    private static Terminal terminal(InputStream input, OutputStream screen) throws IOException {
        Terminal terminal =
                new ExternalTerminal("keys", "xterm", input, screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 25));
        return terminal;
    }

    /** Types when the prompt is there; a pipe breaks when its writer is gone too early. */
    private static void type(
            String keys, OutputStream keyboard, ByteArrayOutputStream screen, CountDownLatch read) {
        try {
            while (!screen.toString(StandardCharsets.UTF_8).contains("> ")) {
                Thread.sleep(5);
            }
            keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
            read.await();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aChunkOfSeveralLinesIsOne() throws Exception {
        assertThat(read("for i = 1, 2 do\rprint(i)\rend\r"))
                .isEqualTo("for i = 1, 2 do\nprint(i)\nend");
        assertThat(Files.readString(folder.resolve("history"))).contains("for i = 1, 2 do");
    }

    @Test
    void tabCompletes() throws Exception {
        assertThat(read("x = string.forma\t('')\r")).isEqualTo("x = string.format('')");
        assertThat(read("setmetat\t({}, {})\r")).isEqualTo("setmetatable({}, {})");
        assertThat(read("box:inh\t()\r")).isEqualTo("box:inherited()");
        assertThat(read("box.ow\t = 1\r")).isEqualTo("box.own = 1");
    }

    @Test
    void theHistoryIsKept() throws Exception {
        read("first = 1\r");
        assertThat(read("\u0010\r")).isEqualTo("first = 1");
    }

    @Test
    void controlCForgetsAndControlDEnds() throws Exception {
        assertThatThrownBy(() -> read("x = \u0003")).isInstanceOf(LuaLines.Discarded.class);
        assertThat(read("\u0004")).isNull();
    }

    @Test
    void textsAreBytes() throws Exception {
        assertThat(read("='ä'\r")).isEqualTo("='\u00c3\u00a4'");
    }
}
