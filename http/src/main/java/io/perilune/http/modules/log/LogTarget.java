// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.log;

import io.perilune.conf.value.FileName;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.io.LogFile;
import io.perilune.http.io.LogLevel;
import io.perilune.http.variable.Interpolation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One "access_log": a file, a format, a condition. Immutable.
 *
 * @param file null when the path has variables
 * @param path when it has variables: made anew and opened for each line, as nginx does without a
 *     cache
 * @param condition null: every request
 * @param bufferSize 0: each line is written at once
 * @param flushMillis 0: a buffer is written when it is full only
 */
record LogTarget(
        LogFile file,
        Interpolation path,
        LogFormat format,
        Interpolation condition,
        int bufferSize,
        long flushMillis) {

    void log(Exchange x) {
        if (condition != null) {
            String value = condition.evaluate(x);
            if (value.isEmpty() || value.equals("0")) {
                return;
            }
        }
        String line = format.line(x);
        if (file == null) {
            append(x, path.evaluate(x), line);
        } else if (bufferSize == 0) {
            file.write(line);
        } else {
            LogBuffer.of(x.worker(), this).add(line);
        }
    }

    private static void append(Exchange x, String name, String line) {
        try {
            Path path = FileName.path(name);
            Files.write(
                    path,
                    line.getBytes(StandardCharsets.ISO_8859_1),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            x.log(LogLevel.CRIT, FileName.problem(e, name));
        } catch (InvalidPathException e) {
            x.log(LogLevel.CRIT, "open() \"" + name + "\" failed (2: No such file or directory)");
        }
    }
}
