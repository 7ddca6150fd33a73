// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.setmisc;

import io.perilune.http.exchange.Exchange;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The cached time in formats of strftime(3), in the C locale. Stateless. */
final class Clock {

    /** What follows "%", as Java writes it. */
    private static final Map<Character, DateTimeFormatter> FORMATS =
            Map.ofEntries(
                    format('a', "EEE"),
                    format('A', "EEEE"),
                    format('b', "MMM"),
                    format('h', "MMM"),
                    format('B', "MMMM"),
                    format('c', "EEE MMM ppd HH:mm:ss yyyy"),
                    format('d', "dd"),
                    format('D', "MM/dd/yy"),
                    format('e', "ppd"),
                    format('F', "yyyy-MM-dd"),
                    format('H', "HH"),
                    format('I', "hh"),
                    format('j', "DDD"),
                    format('m', "MM"),
                    format('M', "mm"),
                    format('p', "a"),
                    format('r', "hh:mm:ss a"),
                    format('R', "HH:mm"),
                    format('S', "ss"),
                    format('T', "HH:mm:ss"),
                    format('u', "e"),
                    format('x', "MM/dd/yy"),
                    format('X', "HH:mm:ss"),
                    format('y', "yy"),
                    format('Y', "yyyy"),
                    format('z', "xx"),
                    format('Z', "zzz"));

    private Clock() {}

    private static Map.Entry<Character, DateTimeFormatter> format(char letter, String pattern) {
        return Map.entry(letter, DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    }

    static String today(Exchange x) {
        return local(x, "%Y-%m-%d");
    }

    static String gmt(Exchange x, String format) {
        return format(format, at(x, ZoneOffset.UTC));
    }

    static String local(Exchange x, String format) {
        return format(format, at(x, ZoneId.systemDefault()));
    }

    private static ZonedDateTime at(Exchange x, ZoneId zone) {
        return Instant.ofEpochMilli(x.worker().nowMillis()).atZone(zone);
    }

    private static String format(String format, ZonedDateTime time) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) {
                append(format.charAt(++i), time, text);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static void append(char letter, ZonedDateTime time, StringBuilder text) {
        DateTimeFormatter known = FORMATS.get(letter);
        if (known != null) {
            known.formatTo(time, text);
        } else if (letter == 's') {
            text.append(time.toEpochSecond());
        } else if (letter == 'n' || letter == 't') {
            text.append(letter == 'n' ? '\n' : '\t');
        } else if (letter == '%') {
            text.append('%');
        } else {
            text.append('%').append(letter);
        }
    }
}
