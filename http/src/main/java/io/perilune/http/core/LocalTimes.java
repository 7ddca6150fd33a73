// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Local time as access logs write it, composed once a second. Thread-safe. */
public final class LocalTimes {

    private static final DateTimeFormatter COMMON =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ENGLISH);
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ENGLISH);

    private record Second(long second, String common, String iso8601) {}

    private static volatile Second last = new Second(-1, "", "");

    private LocalTimes() {}

    /** {@code 28/Sep/1970:12:00:00 +0600}. */
    public static String common(long millis) {
        return at(millis).common;
    }

    /** {@code 1970-09-28T12:00:00+06:00}. */
    public static String iso8601(long millis) {
        return at(millis).iso8601;
    }

    private static Second at(long millis) {
        long second = Math.floorDiv(millis, 1000L);
        Second cached = last;
        if (cached.second != second) {
            ZonedDateTime time = Instant.ofEpochSecond(second).atZone(ZoneId.systemDefault());
            cached = new Second(second, COMMON.format(time), ISO.format(time));
            last = cached;
        }
        return cached;
    }
}
