// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.message;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Dates of HTTP: {@code Sun, 06 Nov 1994 08:49:37 GMT}; the two obsolete forms are read, too.
 * Stateless.
 */
public final class HttpDate {

    private static final String[] DAYS = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private HttpDate() {}

    /**
     * @param seconds since the epoch
     */
    public static String format(long seconds) {
        return format(seconds, ' ', "GMT");
    }

    /** The form of cookies: {@code Sun, 06-Nov-94 08:49:37 GMT}. */
    public static String formatCookie(long seconds) {
        long day = Math.floorDiv(seconds, 86_400L);
        LocalDate date = LocalDate.ofEpochDay(day);
        int year = date.getYear();
        StringBuilder text = new StringBuilder(32);
        start(text, day, date, '-');
        if (year > 2037) {
            text.append(year);
        } else {
            two(text, year % 100);
        }
        return time(text, seconds - day * 86_400L).append(" GMT").toString();
    }

    private static String format(long seconds, char separator, String zone) {
        long day = Math.floorDiv(seconds, 86_400L);
        LocalDate date = LocalDate.ofEpochDay(day);
        StringBuilder text = new StringBuilder(32);
        start(text, day, date, separator);
        text.append(date.getYear());
        return time(text, seconds - day * 86_400L).append(' ').append(zone).toString();
    }

    private static void start(StringBuilder text, long day, LocalDate date, char separator) {
        text.append(DAYS[Math.floorMod(day, 7)]).append(", ");
        two(text, date.getDayOfMonth());
        int month = (date.getMonthValue() - 1) * 3;
        text.append(separator).append(MONTHS, month, month + 3).append(separator);
    }

    private static StringBuilder time(StringBuilder text, long secondOfDay) {
        int second = (int) secondOfDay;
        text.append(' ');
        two(text, second / 3600).append(':');
        two(text, second / 60 % 60).append(':');
        return two(text, second % 60);
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Seconds since the epoch, or -1 if the text is no date. */
    public static long parse(String text) {
        int comma = text.indexOf(',');
        try {
            if (comma < 0) {
                return parseAsctime(text);
            }
            int at = comma + 1;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            return text.indexOf('-', at) >= 0 ? parseRfc850(text, at) : parseRfc1123(text, at);
        } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException e) {
            return -1;
        }
    }

    private static long parseRfc1123(String text, int at) {
        int day = number(text, at, at + 2);
        int month = month(text, at + 3);
        int year = number(text, at + 7, at + 11);
        return seconds(year, month, day, text, at + 12);
    }

    private static long parseRfc850(String text, int at) {
        int day = number(text, at, at + 2);
        int month = month(text, at + 3);
        int yearEnd = text.indexOf(' ', at + 7);
        int year = number(text, at + 7, yearEnd);
        if (yearEnd - at - 7 == 2) {
            year += year < 70 ? 2000 : 1900;
        }
        return seconds(year, month, day, text, yearEnd + 1);
    }

    /** {@code Sun Nov 6 08:49:37 1994}. */
    private static long parseAsctime(String text) {
        int month = month(text, 4);
        int day = text.charAt(8) == ' ' ? number(text, 9, 10) : number(text, 8, 10);
        return seconds(number(text, 20, 24), month, day, text, 11);
    }

    private static long seconds(int year, int month, int day, String text, int time) {
        int hour = number(text, time, time + 2);
        int minute = number(text, time + 3, time + 5);
        int second = number(text, time + 6, time + 8);
        if (text.charAt(time + 2) != ':'
                || text.charAt(time + 5) != ':'
                || hour > 23
                || minute > 59
                || second > 59
                || year < 1970) {
            return -1;
        }
        return LocalDate.of(year, month, day).toEpochDay() * 86_400L
                + hour * 3600L
                + minute * 60L
                + second;
    }

    private static int month(String text, int at) {
        int index = MONTHS.indexOf(text.substring(at, at + 3));
        if (index < 0 || index % 3 != 0) {
            throw new DateTimeException("no month");
        }
        return index / 3 + 1;
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new NumberFormatException();
            }
            value = value * 10 + c - '0';
        }
        return value;
    }
}
