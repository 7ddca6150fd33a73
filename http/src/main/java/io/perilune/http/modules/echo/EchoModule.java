// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.echo;

import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.LOCATION_IF;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.schema.Setter;
import io.perilune.conf.tree.Directive;
import io.perilune.http.core.CoreModule;
import io.perilune.http.exchange.ContextKey;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.filter.BodyChain;
import io.perilune.http.filter.HeaderChain;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.variable.Interpolation;
import io.perilune.http.variable.Variable;
import io.perilune.http.variable.VariableTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The echo module: commands that answer a request in the order of the configuration. */
public final class EchoModule implements HttpModule {

    /** What a location says. Filled while the configuration is read, then only looked at. */
    private static final class Config {

        final List<EchoCommand> commands = new ArrayList<>(0);
        List<EchoText> before = new ArrayList<>(0);
        List<EchoText> after = new ArrayList<>(0);

        /** Index of an {@code echo_foreach_split} without its end, or -1. */
        int openLoop = -1;

        Config inherit(Config outer) {
            if (before.isEmpty() && after.isEmpty()) {
                before = outer.before;
                after = outer.after;
            }
            return this;
        }

        boolean addsToBody() {
            return !before.isEmpty() || !after.isEmpty();
        }
    }

    private static final ModuleKey<Config> KEY = ModuleKey.of("echo");

    /** Set once the texts of echo_before_body are out. */
    private static final ContextKey<Boolean> BEGUN = ContextKey.of("echo_before_body");

    private static final ContextKey<int[]> COUNTER = ContextKey.lasting("echo_incr");
    private static final Set<Context> CONTEXTS = Set.of(LOCATION, LOCATION_IF);

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    row("echo", Arity.ANY, EchoModule::echo),
                    row("echo_duplicate", Arity.TAKE2, EchoModule::duplicate),
                    row("echo_flush", Arity.NOARGS, command(EchoCommands::flush)),
                    row("echo_sleep", Arity.TAKE1, withArgument(EchoCommands::sleep)),
                    row(
                            "echo_blocking_sleep",
                            Arity.TAKE1,
                            withArgument(EchoCommands::blockingSleep)),
                    row("echo_reset_timer", Arity.NOARGS, command(EchoCommands::resetTimer)),
                    row("echo_read_request_body", Arity.NOARGS, command(EchoCommands::readBody)),
                    row("echo_request_body", Arity.NOARGS, command(EchoCommands::writeBody)),
                    row("echo_exec", Arity.TAKE12, EchoModule::exec),
                    row("echo_status", Arity.TAKE1, withArgument(EchoCommands::status)),
                    row("echo_foreach_split", Arity.TAKE2, EchoModule::foreach),
                    row("echo_end", Arity.NOARGS, EchoModule::end),
                    row(
                            "echo_before_body",
                            Arity.ANY,
                            (scope, d) -> scope.location(KEY).before.add(EchoText.of(scope, d))),
                    row(
                            "echo_after_body",
                            Arity.ANY,
                            (scope, d) -> scope.location(KEY).after.add(EchoText.of(scope, d))),
                    row("echo_location", Arity.TAKE12, (scope, d) -> location(scope, d, false)),
                    row(
                            "echo_subrequest",
                            Arity.TWO_OR_MORE,
                            (scope, d) -> subrequest(scope, d, false)),
                    row(
                            "echo_location_async",
                            Arity.TAKE12,
                            (scope, d) -> location(scope, d, true)),
                    row(
                            "echo_subrequest_async",
                            Arity.TWO_OR_MORE,
                            (scope, d) -> subrequest(scope, d, true)),
                    DirectiveSpec.unsupported("echo_abort_parent", CONTEXTS));

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.location(
                        KEY, Config::new, (scope, outer, inner) -> inner.inherit(outer)));
    }

    @Override
    public void prepare(HttpRegistry registry) {
        VariableTable table = registry.variables();
        int volatileOne = Variable.NOCACHEABLE;
        table.define("echo_it", volatileOne, x -> EchoRun.of(x).item());
        table.define("echo_timer_elapsed", volatileOne, EchoModule::elapsed);
        table.define("echo_request_method", volatileOne, x -> x.request().method());
        table.define("echo_client_request_method", volatileOne, x -> x.main().request().method());
        table.define("echo_request_uri", volatileOne, x -> x.request().uri);
        table.define("echo_cacheable_request_uri", 0, x -> x.request().uri);
        table.define("echo_client_request_headers", 0, x -> x.main().request().head().raw);
        table.define("echo_request_body", volatileOne, x -> x.body().text());
        table.define(
                "echo_response_status", volatileOne, x -> Integer.toString(x.response().status));
        table.define("echo_incr", volatileOne, EchoModule::increment);
    }

    private static String elapsed(Exchange x) {
        long millis = EchoRun.of(x).elapsedMillis();
        return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
    }

    private static String increment(Exchange x) {
        int[] counter = x.main().context(COUNTER);
        if (counter == null) {
            counter = new int[1];
            x.main().setContext(COUNTER, counter);
        }
        return Integer.toString(++counter[0]);
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.headerFilter(EchoModule::onHeader);
        registry.bodyFilter(EchoModule::onBody);
    }

    // --- filters --------------------------------------------------------------------------------

    /** The length is not what the content handler thinks. */
    private static int onHeader(Exchange x, HeaderChain next) {
        if (x.conf(KEY).addsToBody()) {
            x.response().clearContentLength();
            x.response().acceptRanges = false;
        }
        return next.send(x);
    }

    private static int onBody(Exchange x, ByteBuf data, int flags, BodyChain next) {
        Config config = x.conf(KEY);
        if (!config.addsToBody() || x.headerOnly()) {
            return next.send(x, data, flags);
        }
        if (x.context(BEGUN) == null) {
            x.setContext(BEGUN, true);
            int rc = sendAll(x, config.before, next);
            if (rc != Exchange.OK) {
                data.release();
                return rc;
            }
        }
        if ((flags & Exchange.LAST) == 0 || config.after.isEmpty()) {
            return next.send(x, data, flags);
        }
        int rc = next.send(x, data, flags & ~Exchange.LAST);
        rc = rc == Exchange.OK ? sendAll(x, config.after, next) : rc;
        return rc == Exchange.OK ? next.send(x, Unpooled.EMPTY_BUFFER, flags) : rc;
    }

    private static int sendAll(Exchange x, List<EchoText> texts, BodyChain next) {
        for (EchoText text : texts) {
            int rc = next.send(x, text.bytes(x), 0);
            if (rc != Exchange.OK) {
                return rc;
            }
        }
        return Exchange.OK;
    }

    // --- directives -----------------------------------------------------------------------------

    private static DirectiveSpec<ConfScope> row(
            String name, Arity arity, Setter<ConfScope> setter) {
        return DirectiveSpec.of(name, CONTEXTS, arity, setter);
    }

    /** Appends a command; the location is answered by its commands from now on. */
    private static void add(ConfScope scope, EchoCommand command) {
        Config config = scope.location(KEY);
        config.commands.add(command);
        scope.location(CoreModule.LOCATION).contentHandler =
                x -> EchoRun.of(x).run(config.commands);
    }

    private static Setter<ConfScope> command(EchoCommand command) {
        return (scope, directive) -> add(scope, command);
    }

    /** A command with one text. */
    @FunctionalInterface
    private interface TextCommand {
        Verdict run(EchoRun run, String text);
    }

    private static Setter<ConfScope> withArgument(TextCommand command) {
        return (scope, directive) -> {
            Interpolation text = scope.interpolation(directive.argument(0), directive);
            add(scope, run -> command.run(run, text.evaluate(run.exchange())));
        };
    }

    private static void echo(ConfScope scope, Directive directive) {
        EchoText text = EchoText.of(scope, directive);
        add(scope, run -> run.write(text.bytes(run.exchange()), 0));
    }

    private static void duplicate(ConfScope scope, Directive directive) {
        Interpolation count = scope.interpolation(directive.argument(0), directive);
        Interpolation text = scope.interpolation(directive.argument(1), directive);
        add(
                scope,
                run ->
                        EchoCommands.duplicate(
                                run,
                                count.evaluate(run.exchange()),
                                text.evaluate(run.exchange())));
    }

    private static void exec(ConfScope scope, Directive directive) {
        Interpolation uri = scope.interpolation(directive.argument(0), directive);
        Interpolation args =
                directive.count() < 2
                        ? null
                        : scope.interpolation(directive.argument(1), directive);
        add(
                scope,
                run ->
                        EchoCommands.exec(
                                run,
                                uri.evaluate(run.exchange()),
                                args == null ? null : args.evaluate(run.exchange())));
    }

    private static void location(ConfScope scope, Directive directive, boolean async) {
        Interpolation uri = scope.interpolation(directive.argument(0), directive);
        Interpolation args =
                directive.count() < 2
                        ? null
                        : scope.interpolation(directive.argument(1), directive);
        add(scope, new EchoSubrequest(Interpolation.constant("GET"), uri, args, null, async));
    }

    /** {@code echo_subrequest METHOD uri [-q arguments] [-b body]}. */
    private static void subrequest(ConfScope scope, Directive directive, boolean async) {
        Interpolation args = null;
        Interpolation body = null;
        for (int i = 2; i < directive.count(); i += 2) {
            String option = directive.argument(i);
            if (i + 1 == directive.count() || !option.equals("-q") && !option.equals("-b")) {
                throw directive.fail("Unknown option for echo_subrequest: " + option);
            }
            Interpolation value = scope.interpolation(directive.argument(i + 1), directive);
            args = option.equals("-q") ? value : args;
            body = option.equals("-b") ? value : body;
        }
        add(
                scope,
                new EchoSubrequest(
                        scope.interpolation(directive.argument(0), directive),
                        scope.interpolation(directive.argument(1), directive),
                        args,
                        body,
                        async));
    }

    private static void foreach(ConfScope scope, Directive directive) {
        Config config = scope.location(KEY);
        if (config.openLoop >= 0) {
            throw directive.fail("nested echo_foreach_split is not supported");
        }
        config.openLoop = config.commands.size();
        Interpolation delimiter = scope.interpolation(directive.argument(0), directive);
        Interpolation list = scope.interpolation(directive.argument(1), directive);
        int[] loopEnd = new int[1];
        add(scope, new Loop(delimiter, list, loopEnd));
    }

    /** {@code end[0]} is the index of its {@code echo_end}, known later. */
    private record Loop(Interpolation delimiter, Interpolation list, int[] end)
            implements EchoCommand {

        @Override
        public Verdict run(EchoRun run) {
            Exchange x = run.exchange();
            run.beginLoop(EchoCommands.split(list.evaluate(x), delimiter.evaluate(x)), end[0]);
            return null;
        }
    }

    private static void end(ConfScope scope, Directive directive) {
        Config config = scope.location(KEY);
        if (config.openLoop < 0) {
            throw directive.fail("echo_end without echo_foreach_split");
        }
        ((Loop) config.commands.get(config.openLoop)).end()[0] = config.commands.size();
        config.openLoop = -1;
        add(
                scope,
                run -> {
                    run.endOfLoop();
                    return null;
                });
    }
}
