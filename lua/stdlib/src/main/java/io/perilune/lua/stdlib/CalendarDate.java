// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.TimeZone;

/**
 * A point in time as C's struct tm sees it, and strftime in the C locale. Immutable.
 *
 * @param utc whether it was asked for in UTC, whose zone C calls GMT
 */
record CalendarDate(ZonedDateTime time, boolean utc) {
    private static final String[] DAYS = {
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
    };
    private static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };

    /** From 0 for Sunday. */
    int weekday() {
        return time.getDayOfWeek().getValue() % 7;
    }

    boolean isSummer() {
        return time.getZone().getRules().isDaylightSavings(time.toInstant());
    }

    LuaString format(LuaString format) {
        StringBuilder out = new StringBuilder();
        String text = format.toLatin1();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            int start = i++;
            // E and O ask for a locale's other digits; the C locale has none
            if ((text.charAt(i) == 'E' || text.charAt(i) == 'O') && i + 1 < text.length()) {
                i++;
            }
            if (!directive(out, text.charAt(i))) {
                out.append(text, start, i + 1);
            }
        }
        return LuaString.ofLatin1(out.toString());
    }

    private boolean directive(StringBuilder out, char letter) {
        switch (letter) {
            case 'c' -> all(out, "%a %b %e %H:%M:%S %Y");
            case 'D', 'x' -> all(out, "%m/%d/%y");
            case 'F' -> all(out, "%Y-%m-%d");
            case 'R' -> all(out, "%H:%M");
            case 'r' -> all(out, "%I:%M:%S %p");
            case 'T', 'X' -> all(out, "%H:%M:%S");
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case '%' -> out.append('%');
            default -> {
                return day(out, letter) || clock(out, letter);
            }
        }
        return true;
    }

    private void all(StringBuilder out, String format) {
        out.append(format(LuaString.of(format)).toLatin1());
    }

    private boolean day(StringBuilder out, char letter) {
        switch (letter) {
            case 'a' -> out.append(DAYS[weekday()], 0, 3);
            case 'A' -> out.append(DAYS[weekday()]);
            case 'b', 'h' -> out.append(MONTHS[time.getMonthValue() - 1], 0, 3);
            case 'B' -> out.append(MONTHS[time.getMonthValue() - 1]);
            case 'C' -> padded(out, Math.floorDiv(time.getYear(), 100), 2, '0');
            case 'd' -> padded(out, time.getDayOfMonth(), 2, '0');
            case 'e' -> padded(out, time.getDayOfMonth(), 2, ' ');
            case 'g' ->
                    padded(out, Math.floorMod(time.get(IsoFields.WEEK_BASED_YEAR), 100), 2, '0');
            case 'G' -> out.append(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'j' -> padded(out, time.getDayOfYear(), 3, '0');
            case 'm' -> padded(out, time.getMonthValue(), 2, '0');
            case 'u' -> out.append(time.getDayOfWeek().getValue());
            case 'U' -> padded(out, (time.getDayOfYear() + 6 - weekday()) / 7, 2, '0');
            case 'V' -> padded(out, time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
            case 'w' -> out.append(weekday());
            case 'W' -> padded(out, (time.getDayOfYear() + 6 - (weekday() + 6) % 7) / 7, 2, '0');
            case 'y' -> padded(out, Math.floorMod(time.getYear(), 100), 2, '0');
            case 'Y' -> out.append(time.getYear());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean clock(StringBuilder out, char letter) {
        int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        switch (letter) {
            case 'H' -> padded(out, time.getHour(), 2, '0');
            case 'I' -> padded(out, hour12, 2, '0');
            case 'k' -> padded(out, time.getHour(), 2, ' ');
            case 'l' -> padded(out, hour12, 2, ' ');
            case 'M' -> padded(out, time.getMinute(), 2, '0');
            case 'p' -> out.append(time.getHour() < 12 ? "AM" : "PM");
            case 'P' -> out.append(time.getHour() < 12 ? "am" : "pm");
            case 's' -> out.append(time.toEpochSecond());
            case 'S' -> padded(out, time.getSecond(), 2, '0');
            case 'z' -> offset(out);
            case 'Z' -> out.append(zoneName());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void offset(StringBuilder out) {
        int minutes = time.getOffset().getTotalSeconds() / 60;
        out.append(minutes < 0 ? '-' : '+');
        padded(out, Math.abs(minutes) / 60, 2, '0');
        padded(out, Math.abs(minutes) % 60, 2, '0');
    }

    private String zoneName() {
        if (utc) {
            return "GMT";
        }
        if (time.getZone() instanceof ZoneOffset || time.getZone().getId().endsWith("UTC")) {
            return "UTC";
        }
        return TimeZone.getTimeZone(time.getZone())
                .getDisplayName(isSummer(), TimeZone.SHORT, Locale.ROOT);
    }

    private static void padded(StringBuilder out, int value, int width, char fill) {
        String digits = Integer.toString(value);
        for (int i = digits.length(); i < width; i++) {
            out.append(fill);
        }
        out.append(digits);
    }

    /**
     * Days from 1970 to the first of a month; months outside 1 to 12 carry into the year, as mktime
     * does.
     */
    static long daysBefore(int year, int month) {
        long months = year * 12L + month - 1;
        return LocalDate.of(
                        (int) Math.floorDiv(months, 12L), (int) Math.floorMod(months, 12L) + 1, 1)
                .toEpochDay();
    }

    /**
     * From seconds of local time, counted as if it were UTC, to a point in time.
     *
     * @param summer whether the time is meant as daylight saving time; null when the zone shall say
     */
    static long epochSecond(long local, Boolean summer, ZoneId zone) {
        LocalDateTime wall = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
        ZonedDateTime zoned = ZonedDateTime.ofLocal(wall, zone, null);
        Instant instant = zoned.toInstant();
        if (summer != null && summer != zone.getRules().isDaylightSavings(instant)) {
            long shift = shift(zone, instant);
            return instant.getEpochSecond() + (summer ? -shift : shift);
        }
        return instant.getEpochSecond();
    }

    /** How much the zone's clocks move for summer; an hour where they never do. */
    private static long shift(ZoneId zone, Instant instant) {
        long own = zone.getRules().getDaylightSavings(instant).getSeconds();
        return own != 0 ? own : 3600;
    }
}
