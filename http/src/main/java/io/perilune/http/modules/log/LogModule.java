// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.log;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LIMIT_EXCEPT;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.LOCATION_IF;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Size;
import io.perilune.conf.value.Time;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogFile;
import io.perilune.http.io.WorkerScope;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpCycle;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.phase.Phase;
import io.perilune.http.variable.Interpolation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code log_format} and {@code access_log}. Files are opened when the configuration is read; the
 * host keeps one open file for each path and reopens it on USR1. Immutable.
 */
public final class LogModule implements HttpModule {

    /** The formats by name. Filled while the configuration is read. */
    private record Formats(Map<String, LogFormat> byName) {
        Formats() {
            this(new HashMap<>());
        }
    }

    /**
     * A level's logs; off is an empty list that was set. Filled while the configuration is read.
     */
    private static final class Config {
        private List<LogTarget> targets;

        private static Config merge(ConfScope scope, Config outer, Config inner) {
            if (inner.targets == null && outer.targets == null) {
                outer.targets = List.of(defaultTarget(scope));
            }
            if (inner.targets == null) {
                inner.targets = outer.targets;
            }
            return inner;
        }
    }

    private static final String DEFAULT_PATH = "logs/access.log";
    private static final String COMBINED = "combined";

    private static final ModuleKey<Formats> FORMATS = ModuleKey.of("log.formats");
    private static final ModuleKey<Config> KEY = ModuleKey.of("log");

    private static final Set<Context> LEVELS =
            EnumSet.of(HTTP, SERVER, LOCATION, LOCATION_IF, LIMIT_EXCEPT);

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of(
                            "log_format",
                            EnumSet.of(HTTP),
                            Arity.TWO_OR_MORE,
                            LogModule::logFormat),
                    DirectiveSpec.of("access_log", LEVELS, Arity.ONE_OR_MORE, LogModule::accessLog),
                    DirectiveSpec.hint(
                            "open_log_file_cache",
                            EnumSet.of(HTTP, SERVER, LOCATION),
                            Arity.TAKE1234,
                            (cf, d) -> {}));

    @Override
    public String name() {
        return "log";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.main(FORMATS, Formats::new),
                ModuleConfig.location(KEY, Config::new, Config::merge));
    }

    @Override
    public void prepare(HttpRegistry registry) {
        // nginx's log module has this one beside the core's: requests are never pipelined behind a
        // waiting answer here
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.handler(Phase.LOG, LogModule::log);
    }

    @Override
    public void stopWorker(HttpCycle cycle, WorkerScope worker) {
        LogBuffer.flushAll(worker);
    }

    private static Verdict log(Exchange x) {
        List<LogTarget> targets = x.conf(KEY).targets;
        for (int i = 0; i < targets.size(); i++) {
            targets.get(i).log(x);
        }
        return Verdict.NEXT;
    }

    // ---- directives

    private static void logFormat(ConfScope cf, Directive d) {
        Map<String, LogFormat> formats = cf.main(FORMATS).byName;
        String name = d.argument(0);
        if (name.equals(COMBINED)) {
            combined(cf);
        }
        if (formats.containsKey(name)) {
            throw d.fail("duplicate \"log_format\" name \"" + name + '"');
        }
        int first = 1;
        LogFormat.Escaping escaping = LogFormat.Escaping.DEFAULT;
        if (d.argument(1).startsWith("escape=")) {
            escaping = escaping(d);
            first = 2;
        }
        String text = String.join("", d.arguments().subList(first, d.count()));
        formats.put(name, LogFormat.compile(name, text, escaping, cf.variables(), d));
    }

    private static LogFormat.Escaping escaping(Directive d) {
        String value = d.argument(1).substring("escape=".length());
        return switch (value) {
            case "json" -> LogFormat.Escaping.JSON;
            case "none" -> LogFormat.Escaping.NONE;
            case "default" -> LogFormat.Escaping.DEFAULT;
            default -> throw d.fail("unknown log format escaping \"" + value + '"');
        };
    }

    private static LogFormat combined(ConfScope cf) {
        return cf.main(FORMATS)
                .byName
                .computeIfAbsent(
                        COMBINED,
                        name ->
                                LogFormat.compile(
                                        name,
                                        LogFormat.COMBINED,
                                        LogFormat.Escaping.DEFAULT,
                                        cf.variables(),
                                        null));
    }

    private static LogTarget defaultTarget(ConfScope scope) {
        LogFile file = open(scope, scope.path(DEFAULT_PATH));
        return new LogTarget(file, null, combined(scope), null, 0, 0);
    }

    private static void accessLog(ConfScope cf, Directive d) {
        Config config = cf.location(KEY);
        String path = d.argument(0);
        if (path.equals("off")) {
            if (d.count() > 1) {
                throw d.fail("invalid parameter \"" + d.argument(1) + '"');
            }
            config.targets = List.of();
            return;
        }
        if (path.startsWith("syslog:")) {
            throw d.fail(
                    "\"syslog\" of the \"access_log\" directive is known but not supported yet");
        }
        List<LogTarget> targets =
                config.targets == null ? new ArrayList<>() : new ArrayList<>(config.targets);
        targets.add(target(cf, d, path));
        config.targets = targets;
    }

    private static LogTarget target(ConfScope cf, Directive d, String path) {
        LogFormat format = format(cf, d);
        Options options = new Options(cf, d);
        for (int i = 2; i < d.count(); i++) {
            options.read(d.argument(i));
        }
        options.check();
        Interpolation name = cf.interpolation(cf.path(path), d);
        if (name.isConstant()) {
            LogFile file = open(cf, name.evaluate(null));
            return new LogTarget(
                    file, null, format, options.condition, options.buffer, options.flush);
        }
        if (options.buffer > 0) {
            throw d.fail("buffered logs cannot have variables in name");
        }
        return new LogTarget(null, name, format, options.condition, 0, 0);
    }

    private static LogFormat format(ConfScope cf, Directive d) {
        String name = d.count() > 1 ? d.argument(1) : COMBINED;
        LogFormat format = name.equals(COMBINED) ? combined(cf) : cf.main(FORMATS).byName.get(name);
        if (format == null) {
            throw d.fail("unknown log format \"" + name + '"');
        }
        return format;
    }

    private static LogFile open(ConfScope cf, String path) {
        try {
            return cf.session().logFiles().open(path);
        } catch (IOException e) {
            throw new ConfException(
                    "open() \"" + path + "\" failed (" + e.getMessage() + ')', null);
        }
    }

    /** The parameters behind the format. Single use. */
    private static final class Options {
        private final ConfScope cf;
        private final Directive directive;
        private int buffer;
        private long flush;
        private Interpolation condition;

        Options(ConfScope cf, Directive directive) {
            this.cf = cf;
            this.directive = directive;
        }

        void read(String option) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            switch (name) {
                case "buffer" -> {
                    long size = Size.parse(value);
                    if (size <= 0 || size > Integer.MAX_VALUE) {
                        throw directive.fail("invalid buffer size \"" + value + '"');
                    }
                    buffer = (int) size;
                }
                case "flush" -> {
                    flush = Time.parseMillis(value);
                    if (flush <= 0) {
                        throw directive.fail("invalid flush time \"" + value + '"');
                    }
                }
                case "if" -> condition = cf.interpolation(value, directive);
                case "gzip" ->
                        throw directive.fail(
                                "\"gzip\" of the \"access_log\" directive is known but not supported yet");
                default -> throw directive.fail("invalid parameter \"" + option + '"');
            }
        }

        void check() {
            if (flush > 0 && buffer == 0) {
                throw directive.fail(
                        "no buffer is defined for access_log \"" + directive.argument(0) + '"');
            }
        }
    }
}
