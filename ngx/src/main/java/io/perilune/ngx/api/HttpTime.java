// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The three date formats of HTTP. Stateless. */
final class HttpTime {
    private static final List<String> MONTHS =
            List.of(
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec");
    private static final String CLOCK = "(?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d)";
    private static final List<Pattern> FORMATS =
            List.of(
                    Pattern.compile(
                            "[^,]*, (?<d>\\d\\d) (?<mon>\\w{3}) (?<y>\\d{4}) " + CLOCK + ".*"),
                    Pattern.compile(
                            "[^,]*, (?<d>\\d\\d)-(?<mon>\\w{3})-(?<y>\\d\\d) " + CLOCK + ".*"),
                    Pattern.compile(
                            "\\w{3} (?<mon>\\w{3}) (?<d>[ \\d]\\d) " + CLOCK + " (?<y>\\d{4})"));

    private HttpTime() {}

    /** Seconds since 1970, or null for what is no date. */
    static Long parse(String text) {
        for (Pattern format : FORMATS) {
            Matcher match = format.matcher(text);
            if (match.matches()) {
                return seconds(match);
            }
        }
        return null;
    }

    private static Long seconds(Matcher match) {
        int month = MONTHS.indexOf(match.group("mon")) + 1;
        int year = number(match, "y");
        if (match.group("y").length() == 2) {
            year += year < 70 ? 2000 : 1900;
        }
        try {
            return LocalDateTime.of(
                            year,
                            month,
                            number(match, "d"),
                            number(match, "h"),
                            number(match, "m"),
                            number(match, "s"))
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException wrong) {
            return null;
        }
    }

    private static int number(Matcher match, String group) {
        return Integer.parseInt(match.group(group).strip());
    }
}
