// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine's name: {@code $hostname}. Thread-safe. */
final class HostName {

    private static final String NAME = read();

    private HostName() {}

    static String get() {
        return NAME;
    }

    private static String read() {
        try {
            return Files.readString(
                            Path.of("/proc/sys/kernel/hostname"), StandardCharsets.ISO_8859_1)
                    .strip()
                    .toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            String name = System.getenv("HOSTNAME");
            return name == null ? "localhost" : name.toLowerCase(Locale.ROOT);
        }
    }
}
