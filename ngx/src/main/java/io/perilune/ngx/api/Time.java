// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** ngx.now, time, today, http_time and their like, on the worker's cached clock. Stateless. */
public final class Time {
    private static final ApiTable TABLE =
            ApiTable.of(
                    entry(
                            "today",
                            call -> date(call, "yyyy-MM-dd", ZoneId.systemDefault()),
                            Phases.ANY),
                    entry(
                            "localtime",
                            call -> date(call, "yyyy-MM-dd HH:mm:ss", ZoneId.systemDefault()),
                            Phases.ANY),
                    entry(
                            "utctime",
                            call -> date(call, "yyyy-MM-dd HH:mm:ss", ZoneOffset.UTC),
                            Phases.ANY),
                    entry("update_time", Time::updateTime, Phases.ANY),
                    entry("cookie_time", Time::cookieTime, Phases.ANY),
                    entry("http_time", Time::httpTime, Phases.ANY),
                    entry("parse_http_time", Time::parseHttpTime, Phases.ANY));

    private static final DateTimeFormatter HTTP =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter COOKIE =
            DateTimeFormatter.ofPattern("EEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LATE_COOKIE =
            DateTimeFormatter.ofPattern("EEE, dd-MMM-yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** 2037-12-31: nginx writes four digits for years behind it. */
    private static final long LAST_SHORT_YEAR = 2_145_916_800L;

    private Time() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        TABLE.install(worker, ngx);
        number(worker, ngx, "now", w -> w.port().timers().nowMillis() / 1000.0);
        number(worker, ngx, "time", w -> Math.floorDiv(w.port().timers().nowMillis(), 1000));
        worker.module("resty.core.time", Time::module);
    }

    private static LuaTable module(LuaWorker worker) {
        LuaTable module = new LuaTable();
        number(worker, module, "monotonic_msec", w -> System.nanoTime() / 1_000_000);
        number(worker, module, "monotonic_time", w -> System.nanoTime() / 1_000_000 / 1000.0);
        return module;
    }

    /** A function without arguments that answers a number without a box. */
    static void number(
            LuaWorker worker, LuaTable target, String name, ToDoubleFunction<LuaWorker> value) {
        target.setField(
                LuaString.constant(name),
                new ApiFunction(worker, name, Phases.ANY) {
                    @Override
                    public Object call0(LuaVm vm) {
                        return worker.number(value.applyAsDouble(worker));
                    }

                    @Override
                    protected Object run(ApiCall call) {
                        return value.applyAsDouble(worker);
                    }
                },
                0);
    }

    private static Object date(ApiCall call, String pattern, ZoneId zone) {
        Instant now = Instant.ofEpochMilli(call.worker().port().timers().nowMillis());
        return LuaString.ofLatin1(
                DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone).format(now));
    }

    private static Object updateTime(ApiCall call) {
        call.worker().port().timers().updateTime();
        return call.none();
    }

    private static long seconds(ApiCall call) {
        if (call.get(1) instanceof Double number) {
            return (long) (double) number;
        }
        throw call.error("number argument only");
    }

    private static Object cookieTime(ApiCall call) {
        long seconds = seconds(call);
        DateTimeFormatter format = seconds > LAST_SHORT_YEAR ? LATE_COOKIE : COOKIE;
        return LuaString.ofLatin1(format.format(Instant.ofEpochSecond(seconds)));
    }

    private static Object httpTime(ApiCall call) {
        return LuaString.ofLatin1(HTTP.format(Instant.ofEpochSecond(seconds(call))));
    }

    private static Object parseHttpTime(ApiCall call) {
        if (!(call.get(1) instanceof LuaString text)) {
            throw call.error("string argument only");
        }
        Long seconds = HttpTime.parse(text.toLatin1());
        return seconds == null ? null : (Object) (double) seconds;
    }
}
