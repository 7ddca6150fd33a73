// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Time;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.message.Headers;
import io.perilune.http.message.HttpDate;
import io.perilune.http.module.ConfScope;
import io.perilune.http.variable.Interpolation;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** What "expires" sets: the lines Expires and Cache-Control. Immutable. */
final class Expires {

    /** What the time counts from, or that there is no time. */
    private enum Kind {
        OFF,
        EPOCH,
        MAX,
        ACCESS,
        MODIFIED,
        DAILY
    }

    static final Expires OFF = new Expires(Kind.OFF, 0, null, false);

    private final Kind kind;
    private final long seconds;

    /** The text when it has variables: parsed for each answer. */
    private final Interpolation text;

    private final boolean modified;

    private Expires(Kind kind, long seconds, Interpolation text, boolean modified) {
        this.kind = kind;
        this.seconds = seconds;
        this.text = text;
        this.modified = modified;
    }

    static Expires compile(String text, boolean modified, ConfScope cf, Directive d) {
        Interpolation compiled = cf.interpolation(text, d);
        if (!compiled.isConstant()) {
            return new Expires(Kind.ACCESS, 0, compiled, modified);
        }
        try {
            return parse(text, modified);
        } catch (IllegalArgumentException e) {
            throw d.complain(e.getMessage());
        }
    }

    /**
     * @throws IllegalArgumentException with nginx's reason
     */
    private static Expires parse(String text, boolean modified) {
        if (!modified) {
            switch (text) {
                case "epoch" -> {
                    return new Expires(Kind.EPOCH, 0, null, false);
                }
                case "max" -> {
                    return new Expires(Kind.MAX, 0, null, false);
                }
                case "off" -> {
                    return OFF;
                }
                default -> {}
            }
        }
        char sign = text.isEmpty() ? ' ' : text.charAt(0);
        boolean daily = sign == '@';
        if (daily && modified) {
            throw new IllegalArgumentException(
                    "daily time cannot be used with \"modified\" parameter");
        }
        long seconds =
                Time.parseSeconds(daily || sign == '+' || sign == '-' ? text.substring(1) : text);
        if (seconds == Time.INVALID) {
            throw new IllegalArgumentException("invalid value");
        }
        if (daily && seconds > 86_400) {
            throw new IllegalArgumentException("daily time value must be less than 24 hours");
        }
        Kind kind = daily ? Kind.DAILY : modified ? Kind.MODIFIED : Kind.ACCESS;
        return new Expires(kind, sign == '-' ? -seconds : seconds, null, modified);
    }

    void apply(Exchange x) {
        if (text == null) {
            set(x);
            return;
        }
        try {
            parse(text.evaluate(x), modified).set(x);
        } catch (IllegalArgumentException unusable) {
            // nginx sets nothing when the variables make no time
        }
    }

    private void set(Exchange x) {
        long now = x.worker().nowMillis() / 1000;
        switch (kind) {
            case OFF -> {}
            case EPOCH -> set(x, "Thu, 01 Jan 1970 00:00:01 GMT", "no-cache");
            case MAX -> set(x, "Thu, 31 Dec 2037 23:55:55 GMT", "max-age=315360000");
            case ACCESS -> setTime(x, now + seconds, now);
            case MODIFIED -> {
                long from = x.response().lastModified;
                setTime(x, (from < 0 ? now : from) + seconds, now);
            }
            case DAILY -> setTime(x, nextTime(now), now);
        }
    }

    private void setTime(Exchange x, long expires, long now) {
        boolean immediate = seconds == 0 && kind != Kind.DAILY;
        long age = immediate ? 0 : expires - now;
        boolean past = seconds < 0 || age < 0;
        set(x, HttpDate.format(immediate ? now : expires), past ? "no-cache" : "max-age=" + age);
    }

    private static void set(Exchange x, String expires, String cacheControl) {
        Headers headers = x.response().headers;
        headers.set("Expires", expires);
        headers.set("Cache-Control", cacheControl);
    }

    /** The next moment at which the clock shows the time of day. */
    private long nextTime(long now) {
        ZonedDateTime local = Instant.ofEpochSecond(now).atZone(ZoneId.systemDefault());
        ZonedDateTime today = local.with(LocalTime.MIDNIGHT).plusSeconds(seconds);
        return (today.toEpochSecond() > now ? today : today.plusDays(1)).toEpochSecond();
    }
}
