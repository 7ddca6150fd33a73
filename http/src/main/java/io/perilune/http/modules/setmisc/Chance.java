// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.setmisc;

import io.perilune.conf.value.Size;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.io.LogLevel;
import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Random and rotating values. Thread-safe. */
final class Chance {

    static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + LOWER + "0123456789";

    private static final SecureRandom SECURE = new SecureRandom();
    private static final long LONGEST = 64;

    private Chance() {}

    /** A number from the first argument to the second, both included, in either order. */
    static String between(Exchange x, String[] arguments) {
        long from = number("set_random: bad \"from\" argument: ", arguments[0], x);
        long to = from < 0 ? -1 : number("set_random: bad \"to\" argument: ", arguments[1], x);
        if (to < 0) {
            return null;
        }
        long least = Math.min(from, to);
        return Long.toString(
                least + ThreadLocalRandom.current().nextLong(Math.max(from, to) - least + 1));
    }

    private static long number(String complaint, String text, Exchange x) {
        long value = Size.parseNumber(text);
        if (value < 0) {
            x.log(LogLevel.ERROR, complaint + text);
        }
        return value;
    }

    /** So many letters of an alphabet, 1 to 64. */
    static String secure(String directive, String alphabet, Exchange x, String length) {
        long count = Size.parseNumber(length);
        if (count < 1 || count > LONGEST) {
            x.log(LogLevel.ERROR, directive + ": bad \"length\" argument: " + length);
            return null;
        }
        StringBuilder text = new StringBuilder((int) count);
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(SECURE.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Counts through a range, over all requests of its directive. Thread-safe. */
    static final class Rotation {

        private static final long UNSET = -1;
        private final AtomicLong last = new AtomicLong(UNSET);

        String next(Exchange x, String present, String from, String to) {
            long first = number("set_rotate: bad \"from\" argument: ", from, x);
            long second = first < 0 ? -1 : number("set_rotate: bad \"to\" argument: ", to, x);
            if (second < 0) {
                return null;
            }
            long least = Math.min(first, second);
            long most = Math.max(first, second);
            return Long.toString(
                    last.updateAndGet(
                            before -> {
                                long value = before == UNSET ? Size.parseNumber(present) : before;
                                return value < 0 || value + 1 > most || value + 1 < least
                                        ? least
                                        : value + 1;
                            }));
        }
    }
}
