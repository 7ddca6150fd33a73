// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.schema.Setter;
import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Size;
import io.perilune.conf.value.Time;
import io.perilune.http.core.CoreLocationConfig.TempPath;
import io.perilune.http.core.CoreServerConfig.LargeBuffers;
import io.perilune.http.io.BothLogs;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.http.message.HttpMethod;
import io.perilune.http.message.HttpStatus;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.Setting;
import io.perilune.http.module.Settings;
import io.perilune.http.variable.Interpolation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Directives of locations that take more than one plain value. Stateless. */
final class LocationDirectives {

    private static final Set<Context> EVERYWHERE = SettingDirectives.EVERYWHERE;
    private static final Set<Context> AND_IF = SettingDirectives.AND_IF;

    static final List<DirectiveSpec<ConfScope>> TABLE =
            List.of(
                    row("root", AND_IF, Arity.TAKE1, LocationDirectives::root),
                    row("alias", Set.of(LOCATION), Arity.TAKE1, LocationDirectives::alias),
                    row(
                            "internal",
                            Set.of(LOCATION),
                            Arity.NOARGS,
                            (cf, d) -> core(cf).internal = true),
                    row(
                            "limit_except",
                            Set.of(LOCATION),
                            Arity.ONE_OR_MORE.block(),
                            LocationDirectives::limitExcept),
                    row("types", EVERYWHERE, Arity.NOARGS.block(), LocationDirectives::types),
                    row("error_page", AND_IF, Arity.TWO_OR_MORE, LocationDirectives::errorPage),
                    row("no_error_pages", AND_IF, Arity.NOARGS, LocationDirectives::noErrorPages),
                    row("error_log", EVERYWHERE, Arity.ONE_OR_MORE, LocationDirectives::errorLog),
                    row(
                            "keepalive_timeout",
                            EVERYWHERE,
                            Arity.TAKE12,
                            LocationDirectives::keepaliveTimeout),
                    row(
                            "keepalive_disable",
                            EVERYWHERE,
                            Arity.TAKE12,
                            LocationDirectives::keepaliveDisable),
                    row(
                            "client_body_temp_path",
                            EVERYWHERE,
                            Arity.TAKE1234,
                            (cf, d) ->
                                    set(
                                            cf,
                                            LocationFields.CLIENT_BODY_TEMP_PATH,
                                            tempPath(cf, d),
                                            d)),
                    row(
                            "large_client_header_buffers",
                            Set.of(HTTP, SERVER),
                            Arity.TAKE2,
                            LocationDirectives::largeBuffers),
                    rate("limit_rate", LocationFields.LIMIT_RATE),
                    rate("limit_rate_after", LocationFields.LIMIT_RATE_AFTER),
                    // of modules that are not here yet: the folders are made, nothing uses them
                    row(
                            "proxy_temp_path",
                            EVERYWHERE,
                            Arity.TAKE1234,
                            LocationDirectives::tempPath),
                    row(
                            "fastcgi_temp_path",
                            EVERYWHERE,
                            Arity.TAKE1234,
                            LocationDirectives::tempPath),
                    row("scgi_temp_path", EVERYWHERE, Arity.TAKE1234, LocationDirectives::tempPath),
                    row(
                            "uwsgi_temp_path",
                            EVERYWHERE,
                            Arity.TAKE1234,
                            LocationDirectives::tempPath));

    private LocationDirectives() {}

    private static DirectiveSpec<ConfScope> row(
            String name, Set<Context> contexts, Arity arity, Setter<ConfScope> setter) {
        return DirectiveSpec.of(name, contexts, arity, setter);
    }

    private static CoreLocationConfig core(ConfScope cf) {
        return cf.location(CoreModule.LOCATION);
    }

    private static <T> void set(ConfScope cf, Setting<T> setting, T value, Directive d) {
        Settings settings = core(cf).settings;
        if (settings.isSet(setting)) {
            throw d.duplicate();
        }
        settings.put(setting, value);
    }

    private static void root(ConfScope cf, Directive d) {
        setRoot(cf, d, false);
    }

    private static void alias(ConfScope cf, Directive d) {
        if (core(cf).kind == LocationKind.NAMED) {
            throw d.fail("the \"alias\" directive cannot be used inside the named location");
        }
        setRoot(cf, d, true);
    }

    private static void setRoot(ConfScope cf, Directive d, boolean alias) {
        if (core(cf).settings.isSet(LocationFields.ROOT)) {
            boolean wasAlias = core(cf).settings.get(LocationFields.ROOT).alias();
            if (wasAlias == alias) {
                throw d.duplicate();
            }
            throw d.fail(
                    "\""
                            + d.name()
                            + "\" directive is duplicate, \""
                            + (wasAlias ? "alias" : "root")
                            + "\" directive was specified earlier");
        }
        String path = d.argument(0);
        if (path.contains("$document_root") || path.contains("${document_root}")) {
            throw d.fail(
                    "the $document_root variable cannot be used in the \""
                            + d.name()
                            + "\" directive");
        }
        if (path.contains("$realpath_root") || path.contains("${realpath_root}")) {
            throw d.fail(
                    "the $realpath_root variable cannot be used in the \""
                            + d.name()
                            + "\" directive");
        }
        if (!alias && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        String full = path.startsWith("$") ? path : cf.path(path);
        core(cf).settings
                .put(
                        LocationFields.ROOT,
                        new LocationFields.Root(cf.interpolation(full, d), alias));
    }

    private static void limitExcept(ConfScope cf, Directive d) {
        CoreLocationConfig location = core(cf);
        if (location.limitExcept != 0) {
            throw d.duplicate();
        }
        int allowed = 0;
        for (String name : d.arguments()) {
            HttpMethod method = HttpMethod.of(name.toUpperCase(Locale.ROOT));
            if (method == HttpMethod.UNKNOWN) {
                throw d.fail("invalid method \"" + name + '"');
            }
            allowed |= method.bit();
        }
        if ((allowed & HttpMethod.GET.bit()) != 0) {
            allowed |= HttpMethod.HEAD.bit();
        }
        location.limitExcept = ~allowed;
        ConfScope inner = cf.openLocation(Context.LIMIT_EXCEPT);
        location.limitExceptConfig = core(inner);
        core(inner).name = location.name;
        inner.apply(d.block());
    }

    private static void types(ConfScope cf, Directive d) {
        CoreLocationConfig location = core(cf);
        if (location.ownTypes == null) {
            location.ownTypes = new HashMap<>();
        }
        for (Directive entry : d.block().directives()) {
            if (entry.hasBraces()) {
                throw entry.fail("unexpected \"{\"");
            }
            for (String extension : entry.arguments()) {
                String key = extension.toLowerCase(Locale.ROOT);
                String old = location.ownTypes.put(key, entry.name());
                if (old != null) {
                    cf.warn(
                            LogLevel.WARN,
                            entry,
                            "duplicate extension \""
                                    + extension
                                    + "\", content type: \""
                                    + entry.name()
                                    + "\", previous content type: \""
                                    + old
                                    + '"');
                }
            }
        }
        d.block().checkComplete();
    }

    private static void errorPage(ConfScope cf, Directive d) {
        int last = d.count() - 1;
        int overwrite = -1;
        String option = d.argument(last - 1);
        int statuses = last;
        if (option.startsWith("=")) {
            overwrite = option.length() == 1 ? 0 : (int) Size.parseNumber(option.substring(1));
            if (overwrite < 0) {
                throw d.fail("invalid value \"" + option + '"');
            }
            statuses--;
        }
        if (statuses == 0) {
            throw d.fail("invalid value \"" + option + '"');
        }
        Interpolation uri = cf.interpolation(d.argument(last), d);
        List<ErrorPage> pages = new ArrayList<>(core(cf).settings.get(LocationFields.ERROR_PAGE));
        if (!core(cf).settings.isSet(LocationFields.ERROR_PAGE)) {
            pages.clear();
        }
        for (int i = 0; i < statuses; i++) {
            pages.add(
                    new ErrorPage(
                            errorStatus(d, d.argument(i)),
                            overwriteFor(d.argument(i), overwrite),
                            uri));
        }
        core(cf).settings.put(LocationFields.ERROR_PAGE, List.copyOf(pages));
    }

    /** OpenResty's: pages of outer levels are not inherited. */
    private static void noErrorPages(ConfScope cf, Directive d) {
        if (core(cf).settings.isSet(LocationFields.ERROR_PAGE)) {
            throw d.fail("conflicts with \"error_page\"");
        }
        core(cf).settings.put(LocationFields.ERROR_PAGE, List.of());
    }

    private static int errorStatus(Directive d, String text) {
        long status = Size.parseNumber(text);
        // 499 is for the log alone: there is nobody to send a page to
        if (status == Size.INVALID || status == HttpStatus.CLIENT_CLOSED_REQUEST) {
            throw d.fail("invalid value \"" + text + '"');
        }
        if (status < 300 || status > 599) {
            throw d.fail("value \"" + text + "\" must be between 300 and 599");
        }
        return (int) status;
    }

    /** nginx's own statuses of TLS errors are shown as 400. */
    private static int overwriteFor(String status, int overwrite) {
        return overwrite == -1
                        && (status.equals("494")
                                || status.equals("495")
                                || status.equals("496")
                                || status.equals("497"))
                ? 400
                : overwrite;
    }

    private static void errorLog(ConfScope cf, Directive d) {
        CoreConfig.ErrorLog log = ProcessDirectives.parseErrorLog(cf, d);
        LogSink sink;
        try {
            sink = cf.session().logFiles().errorLog(log.path(), log.level());
        } catch (IOException e) {
            throw new ConfException(
                    "open() \"" + log.path() + "\" failed (" + e.getMessage() + ')', null);
        }
        Settings settings = core(cf).settings;
        LogSink before =
                settings.isSet(LocationFields.ERROR_LOG)
                        ? settings.get(LocationFields.ERROR_LOG)
                        : null;
        settings.put(LocationFields.ERROR_LOG, before == null ? sink : new BothLogs(before, sink));
    }

    private static void keepaliveTimeout(ConfScope cf, Directive d) {
        long timeout = Time.parseMillis(d.argument(0));
        if (timeout == Time.INVALID) {
            throw d.complain("invalid value");
        }
        set(cf, LocationFields.KEEPALIVE_TIMEOUT, timeout, d);
        if (d.count() == 2) {
            long header = Time.parseSeconds(d.argument(1));
            if (header == Time.INVALID) {
                throw d.complain("invalid value");
            }
            core(cf).settings.put(LocationFields.KEEPALIVE_HEADER, header);
        } else {
            core(cf).settings.put(LocationFields.KEEPALIVE_HEADER, 0L);
        }
    }

    private static void keepaliveDisable(ConfScope cf, Directive d) {
        Set<String> browsers = new HashSet<>();
        for (String browser : d.arguments()) {
            if (!Set.of("none", "msie6", "safari").contains(browser)) {
                throw d.fail("invalid value \"" + browser + '"');
            }
            browsers.add(browser);
        }
        set(cf, LocationFields.KEEPALIVE_DISABLE, browsers, d);
    }

    private static TempPath tempPath(ConfScope cf, Directive d) {
        int[] levels = new int[d.count() - 1];
        int sum = 0;
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (int) Size.parseNumber(d.argument(i + 1));
            sum += levels[i];
            if (levels[i] < 1 || sum > 10) {
                throw d.fail("invalid value \"" + d.argument(i + 1) + '"');
            }
        }
        TempPath path = new TempPath(cf.path(d.argument(0)), levels);
        cf.main(CoreModule.MAIN).tempPaths.add(path.path());
        return path;
    }

    private static void largeBuffers(ConfScope cf, Directive d) {
        Settings settings = cf.server(CoreModule.SERVER).settings;
        if (settings.isSet(CoreServerConfig.LARGE_CLIENT_HEADER_BUFFERS)) {
            throw d.duplicate();
        }
        long number = Size.parseNumber(d.argument(0));
        long size = Size.parse(d.argument(1));
        if (number <= 0 || size == Size.INVALID) {
            throw d.complain("invalid value");
        }
        settings.put(
                CoreServerConfig.LARGE_CLIENT_HEADER_BUFFERS,
                new LargeBuffers((int) number, (int) size));
    }

    /** A size that may have variables. */
    private static DirectiveSpec<ConfScope> rate(String name, Setting<Interpolation> setting) {
        return row(
                name,
                AND_IF,
                Arity.TAKE1,
                (cf, d) -> {
                    Interpolation rate = cf.interpolation(d.argument(0), d);
                    if (rate.isConstant()) {
                        Size.of(d);
                    }
                    set(cf, setting, rate, d);
                });
    }
}
