// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.fuzz;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Debian's luajit as a process that runs many programs, with its compiler off: its interpreter is
 * the reference. Single use.
 */
final class ReferenceLua implements AutoCloseable {
    private static final Path LUAJIT = Path.of("/usr/bin/luajit");

    /** What is answered for a program that takes too long or too much memory. */
    static final String ENDLESS = "endless";

    private static final int MOST_MILLISECONDS = 5000;

    private final Timer timer = new Timer(true);
    private final String[] command;
    private Process process;
    private OutputStream requests;
    private InputStream answers;

    /** Runs programs as the driver says. */
    ReferenceLua(Path driver) throws IOException {
        this(LUAJIT.toString(), "-joff", driver.toString(), "serve");
    }

    /** Only loads: answers the message, or nothing. */
    static ReferenceLua loading() throws IOException {
        return new ReferenceLua(
                LUAJIT.toString(),
                "-e",
                "for length in io.lines() do local f, e = loadstring(io.read(tonumber(length)), '=script')"
                        + " local answer = f and '' or e io.write(#answer, '\\n', answer) io.flush() end");
    }

    private ReferenceLua(String... command) throws IOException {
        this.command = command;
        start();
    }

    private void start() throws IOException {
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        requests = process.getOutputStream();
        answers = new BufferedInputStream(process.getInputStream());
    }

    static boolean isThere() {
        return Files.isExecutable(LUAJIT);
    }

    /** What the program prints there. */
    String run(String program) throws IOException {
        Process running = process;
        TimerTask end =
                new TimerTask() {
                    @Override
                    public void run() {
                        running.destroyForcibly();
                    }
                };
        timer.schedule(end, MOST_MILLISECONDS);
        try {
            return answer(program);
        } catch (EOFException ended) {
            if (end.cancel()) {
                throw ended;
            }
            start();
            return ENDLESS;
        } finally {
            end.cancel();
        }
    }

    private String answer(String program) throws IOException {
        byte[] text = program.getBytes(StandardCharsets.ISO_8859_1);
        requests.write((text.length + "\n").getBytes(StandardCharsets.ISO_8859_1));
        requests.write(text);
        requests.flush();
        int length = 0;
        for (int digit = answers.read(); digit != '\n'; digit = answers.read()) {
            if (digit < 0) {
                throw new EOFException("luajit ended");
            }
            length = length * 10 + digit - '0';
        }
        return new String(answers.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        timer.cancel();
        process.destroyForcibly();
    }
}
