// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.log;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * The time in the error log's form, {@code 2026/11/21 17:07:40}, made once a second. Thread-safe:
 * the text and the second it is for are one immutable object.
 */
public final class LogClock {

    private final ZoneRules zone = ZoneId.systemDefault().getRules();
    private volatile Second second = new Second(0, "");

    /** The current time's text. */
    public String text() {
        long now = System.currentTimeMillis() / 1000;
        Second known = second;
        if (known.number != now) {
            known = new Second(now, format(now));
            second = known;
        }
        return known.text;
    }

    private String format(long epochSecond) {
        ZoneOffset offset = zone.getOffset(Instant.ofEpochSecond(epochSecond));
        LocalDateTime t = LocalDateTime.ofEpochSecond(epochSecond, 0, offset);
        StringBuilder text = new StringBuilder(19);
        pad(text, t.getYear(), 4).append('/');
        pad(text, t.getMonthValue(), 2).append('/');
        pad(text, t.getDayOfMonth(), 2).append(' ');
        pad(text, t.getHour(), 2).append(':');
        pad(text, t.getMinute(), 2).append(':');
        return pad(text, t.getSecond(), 2).toString();
    }

    private static StringBuilder pad(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        for (int i = digits.length(); i < width; i++) {
            text.append('0');
        }
        return text.append(digits);
    }

    private record Second(long number, String text) {}
}
