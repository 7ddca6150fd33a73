// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.limit;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Choice;
import io.perilune.conf.value.Flag;
import io.perilune.conf.value.Size;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.Setting;
import io.perilune.http.module.Settings;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What limit_req and limit_conn have alike: the status, the log level, and a mode that only counts.
 * Immutable.
 */
record LimitOptions(int status, LogLevel level, boolean dryRun) {

    static final Set<Context> LEVELS = EnumSet.of(HTTP, SERVER, LOCATION);

    private static final Setting<Long> STATUS = Setting.of("status", 503L);
    private static final Setting<LogLevel> LEVEL = Setting.of("log_level", LogLevel.ERROR);
    private static final Setting<Boolean> DRY_RUN = Setting.of("dry_run", false);

    private static final Choice<LogLevel> LOG_LEVELS =
            new Choice<>(
                    Map.of(
                            "info",
                            LogLevel.INFO,
                            "notice",
                            LogLevel.NOTICE,
                            "warn",
                            LogLevel.WARN,
                            "error",
                            LogLevel.ERROR));

    static LimitOptions of(Settings settings) {
        return new LimitOptions(
                (int) (long) settings.get(STATUS), settings.get(LEVEL), settings.get(DRY_RUN));
    }

    /** The three directives of a family. */
    static List<DirectiveSpec<ConfScope>> directives(
            String family, Function<ConfScope, Settings> settings) {
        return List.of(
                DirectiveSpec.of(
                        family + "_status",
                        LEVELS,
                        Arity.TAKE1,
                        (cf, d) -> settings.apply(cf).set(STATUS, status(d), d)),
                DirectiveSpec.of(
                        family + "_log_level",
                        LEVELS,
                        Arity.TAKE1,
                        (cf, d) -> settings.apply(cf).set(LEVEL, LOG_LEVELS.of(d), d)),
                DirectiveSpec.of(
                        family + "_dry_run",
                        LEVELS,
                        Arity.FLAG,
                        (cf, d) -> settings.apply(cf).set(DRY_RUN, Flag.of(d), d)));
    }

    private static long status(Directive d) {
        long status = Size.numberOf(d);
        if (status < 400 || status > 599) {
            throw d.fail("value must be between 400 and 599");
        }
        return status;
    }

    String mode() {
        return dryRun ? ", dry run" : "";
    }
}
