// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.rewrite;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.LOCATION_IF;
import static io.perilune.conf.schema.Context.SERVER;
import static io.perilune.conf.schema.Context.SERVER_IF;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Flag;
import io.perilune.conf.value.Size;
import io.perilune.http.core.CoreModule;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.modules.TextResponse;
import io.perilune.http.phase.Phase;
import io.perilune.http.variable.Interpolation;
import io.perilune.http.variable.NamedCaptures;
import io.perilune.http.variable.Variable;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The rewrite module: {@code set}, {@code if}, {@code rewrite}, {@code return}, {@code break}.
 *
 * <p>The directives of a level become a list of operations that runs in order, in the
 * server-rewrite phase for those of a server, in the rewrite phase for those of a location. Other
 * modules put their own operations into that list ({@link #addOperation}), so that "set_by_lua"
 * between two "set" runs between them. An "if" holds the operations of its block; in a location it
 * also makes its own location records apply.
 */
public final class RewriteModule implements HttpModule {

    static final ModuleKey<RewriteConfig> KEY = ModuleKey.of("rewrite");

    /** Where rewriting directives may stand. */
    public static final Set<Context> CONTEXTS =
            EnumSet.of(SERVER, SERVER_IF, LOCATION, LOCATION_IF);

    private static final Set<Context> SWITCHES =
            EnumSet.of(HTTP, SERVER, SERVER_IF, LOCATION, LOCATION_IF);

    private static final Arity TAKE23 = Arity.of(2, 3);

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of("rewrite", CONTEXTS, TAKE23, RewriteModule::rewrite),
                    DirectiveSpec.of("return", CONTEXTS, Arity.TAKE12, RewriteModule::respond),
                    DirectiveSpec.of("break", CONTEXTS, Arity.NOARGS, RewriteModule::stop),
                    DirectiveSpec.of(
                            "if",
                            EnumSet.of(SERVER, LOCATION),
                            Arity.ONE_OR_MORE.block(),
                            RewriteModule::condition),
                    DirectiveSpec.of("set", CONTEXTS, Arity.TAKE2, RewriteModule::set),
                    DirectiveSpec.of(
                            "rewrite_log", SWITCHES, Arity.FLAG, RewriteModule::rewriteLog),
                    DirectiveSpec.of(
                            "uninitialized_variable_warn",
                            SWITCHES,
                            Arity.FLAG,
                            RewriteModule::uninitializedWarn));

    @Override
    public String name() {
        return "rewrite";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.location(
                        KEY, RewriteConfig::new, (scope, outer, inner) -> inner.inherit(outer)));
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.handler(Phase.SERVER_REWRITE, x -> run(x, x.conf(KEY)));
        registry.handler(
                Phase.REWRITE,
                x -> {
                    RewriteConfig config = x.conf(KEY);
                    return config.ofServer ? Verdict.NEXT : run(x, config);
                });
    }

    private static Verdict run(Exchange x, RewriteConfig config) {
        if (config.operations.length == 0) {
            return Verdict.NEXT;
        }
        RewriteRun run = new RewriteRun(x, config.log);
        runAll(config.operations, run);
        return run.verdict();
    }

    private static boolean runAll(RewriteOperation[] operations, RewriteRun run) {
        for (RewriteOperation operation : operations) {
            if (!operation.run(run)) {
                return false;
            }
        }
        return true;
    }

    // ---- for other modules

    /** Appends an operation to the script of the level that is being read. */
    public static void addOperation(ConfScope cf, RewriteOperation operation) {
        RewriteConfig config = cf.location(KEY);
        config.read.add(operation);
        config.ofServer = cf.context() == SERVER || cf.context() == SERVER_IF;
    }

    /**
     * Defines the variable that a directive like "set" assigns to.
     *
     * @param name with its "$"
     * @throws io.perilune.conf.tree.ConfException {@code invalid variable name "x"}, or when it
     *     cannot be changed
     */
    public static Variable target(ConfScope cf, Directive directive, String name) {
        if (name.length() < 2 || name.charAt(0) != '$') {
            throw directive.fail("invalid variable name \"" + name + '"');
        }
        Variable variable;
        try {
            variable = cf.variables().define(name.substring(1), Variable.CHANGEABLE);
        } catch (io.perilune.conf.tree.ConfException e) {
            throw directive.fail(e.problem());
        }
        if (!variable.hasGetter() && !isPrefixed(variable.name())) {
            variable.getter(x -> uninitialized(x, variable.name()));
        }
        return variable;
    }

    /** These have a meaning of their own as long as nothing is assigned to them. */
    private static boolean isPrefixed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("http_")
                || lower.startsWith("sent_http_")
                || lower.startsWith("sent_trailer_")
                || lower.startsWith("upstream_http_")
                || lower.startsWith("upstream_trailer_")
                || lower.startsWith("upstream_cookie_")
                || lower.startsWith("cookie_")
                || lower.startsWith("arg_");
    }

    private static String uninitialized(Exchange x, String name) {
        if (x.conf(KEY).uninitializedWarn) {
            x.log(LogLevel.WARN, "using uninitialized \"" + name + "\" variable");
        }
        return "";
    }

    // ---- directives

    private static void set(ConfScope cf, Directive d) {
        Variable variable = target(cf, d, d.argument(0));
        RewriteText text = RewriteText.compile(d.argument(1), false, cf.variables(), d);
        addOperation(
                cf,
                run -> {
                    variable.assign(run.exchange(), text.evaluate(run.exchange(), run.escapes));
                    return true;
                });
    }

    private static void stop(ConfScope cf, Directive d) {
        addOperation(
                cf,
                run -> {
                    run.exchange().progress().uriChanged = false;
                    return run.end(Verdict.NEXT);
                });
    }

    private static void condition(ConfScope cf, Directive d) {
        boolean inServer = cf.context() == SERVER;
        Condition condition = Condition.parse(d, cf.variables());
        ConfScope inner = cf.openLocation(inServer ? SERVER_IF : LOCATION_IF);
        RewriteConfig script = inner.location(KEY);
        Object[] level = inner.locationLevel();
        addOperation(
                cf,
                run -> {
                    if (!condition.holds(run)) {
                        return true;
                    }
                    if (!inServer) {
                        CoreModule.applyIf(run.exchange(), level);
                    }
                    return runAll(script.operations, run);
                });
        inner.apply(d.block());
    }

    private static void respond(ConfScope cf, Directive d) {
        String first = d.argument(0);
        long status = Size.parseNumber(first);
        String text = d.count() > 1 ? d.argument(1) : "";
        if (status == Size.INVALID && d.count() == 1 && isRedirect(first)) {
            status = 302;
            text = first;
        } else if (status == Size.INVALID || status > 999) {
            throw d.fail("invalid return code \"" + first + '"');
        }
        int code = (int) status;
        if (code >= 400 && text.isEmpty()) {
            addOperation(cf, run -> run.fail(code));
            return;
        }
        Interpolation body = cf.interpolation(text, d);
        addOperation(
                cf,
                run -> {
                    // the text may say $status
                    run.exchange().response().status = code;
                    return run.end(
                            TextResponse.send(run.exchange(), code, body.evaluate(run.exchange())));
                });
    }

    private static boolean isRedirect(String text) {
        return text.startsWith("http://")
                || text.startsWith("https://")
                || text.startsWith("$scheme");
    }

    private static void rewrite(ConfScope cf, Directive d) {
        NamedCaptures regex = NamedCaptures.compile(d.argument(0), false, cf.variables(), d);
        String replacement = d.argument(1);
        boolean keepsArguments = !replacement.endsWith("?");
        if (!keepsArguments) {
            replacement = replacement.substring(0, replacement.length() - 1);
        }
        Rewriting.Then then =
                d.count() == 3 ? Rewriting.Then.named(d.argument(2), d) : Rewriting.Then.GO_ON;
        if (isRedirect(replacement) && !then.redirects()) {
            then = Rewriting.Then.REDIRECT;
        }
        RewriteText text = RewriteText.compile(replacement, !then.redirects(), cf.variables(), d);
        addOperation(cf, new Rewriting(regex, text, keepsArguments, then));
    }

    private static void rewriteLog(ConfScope cf, Directive d) {
        RewriteConfig config = cf.location(KEY);
        if (config.log != null) {
            throw d.duplicate();
        }
        config.log = Flag.of(d);
    }

    private static void uninitializedWarn(ConfScope cf, Directive d) {
        RewriteConfig config = cf.location(KEY);
        if (config.uninitializedWarn != null) {
            throw d.duplicate();
        }
        config.uninitializedWarn = Flag.of(d);
    }
}
