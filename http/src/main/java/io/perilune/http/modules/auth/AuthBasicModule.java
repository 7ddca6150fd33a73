// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.auth;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LIMIT_EXCEPT;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.value.FileName;
import io.perilune.http.core.BasicCredentials;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.module.Setting;
import io.perilune.http.module.Settings;
import io.perilune.http.phase.Phase;
import io.perilune.http.variable.Interpolation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code auth_basic}: user and password, checked against a file. Immutable. */
public final class AuthBasicModule implements HttpModule {

    private static final Setting<Interpolation> REALM = Setting.of("auth_basic", null);
    private static final Setting<Interpolation> USER_FILE =
            Setting.of("auth_basic_user_file", null);

    /**
     * What a level says. Filled while the configuration is read, then frozen by {@link #inherit}.
     */
    private static final class Config {
        final Settings settings = new Settings();
        Interpolation realm;
        Interpolation userFile;
        String confPrefix;

        static Config inherit(ConfScope scope, Config outer, Config inner) {
            inner.settings.inherit(outer.settings);
            inner.realm = inner.settings.get(REALM);
            inner.userFile = inner.settings.get(USER_FILE);
            inner.confPrefix = scope.session().confPrefix();
            return inner;
        }
    }

    private static final ModuleKey<Config> KEY = ModuleKey.of("auth_basic");
    private static final Set<Context> LEVELS = EnumSet.of(HTTP, SERVER, LOCATION, LIMIT_EXCEPT);

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of(
                            "auth_basic",
                            LEVELS,
                            Arity.TAKE1,
                            (cf, d) ->
                                    cf.location(KEY)
                                            .settings
                                            .set(REALM, cf.interpolation(d.argument(0), d), d)),
                    DirectiveSpec.of(
                            "auth_basic_user_file",
                            LEVELS,
                            Arity.TAKE1,
                            (cf, d) ->
                                    cf.location(KEY)
                                            .settings
                                            .set(
                                                    USER_FILE,
                                                    cf.interpolation(d.argument(0), d),
                                                    d)));

    @Override
    public String name() {
        return "auth_basic";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(ModuleConfig.location(KEY, Config::new, Config::inherit));
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.handler(Phase.ACCESS, AuthBasicModule::check);
    }

    private static Verdict check(Exchange x) {
        Config config = x.conf(KEY);
        if (config.realm == null || config.userFile == null) {
            return Verdict.NEXT;
        }
        String realm = config.realm.evaluate(x);
        if (realm.equals("off")) {
            return Verdict.NEXT;
        }
        BasicCredentials given = BasicCredentials.of(x);
        if (given == null || given.user().isEmpty()) {
            x.log(LogLevel.INFO, "no user/password was provided for basic authentication");
            return ask(x, realm);
        }
        String file = config.userFile.evaluate(x);
        file = file.startsWith("/") ? file : config.confPrefix + file;
        try {
            return check(x, realm, given, file);
        } catch (IOException e) {
            boolean missing = FileName.error(e).startsWith("2:");
            x.log(missing ? LogLevel.ERROR : LogLevel.CRIT, FileName.problem(e, file));
            return Verdict.respond(missing ? 403 : 500);
        }
    }

    private static Verdict check(Exchange x, String realm, BasicCredentials given, String file)
            throws IOException {
        String hash =
                hash(new String(FileName.read(file), StandardCharsets.ISO_8859_1), given.user());
        if (hash == null) {
            x.log(LogLevel.ERROR, "user \"" + given.user() + "\" was not found in \"" + file + '"');
            return ask(x, realm);
        }
        try {
            if (PasswordHash.matches(given.password(), hash)) {
                return Verdict.NEXT_PHASE;
            }
        } catch (UnsupportedOperationException e) {
            x.log(LogLevel.CRIT, e.getMessage());
            return Verdict.respond(500);
        }
        x.log(LogLevel.ERROR, "user \"" + given.user() + "\": password mismatch");
        return ask(x, realm);
    }

    /** The hash of a line {@code user:hash} or {@code user:hash:comment}, or null. */
    private static String hash(String users, String user) {
        for (String line : users.split("\n")) {
            if (!line.startsWith("#")
                    && line.startsWith(user)
                    && line.startsWith(":", user.length())) {
                String rest = line.substring(user.length() + 1);
                int end = rest.indexOf(':');
                return (end < 0 ? rest : rest.substring(0, end)).stripTrailing();
            }
        }
        return null;
    }

    private static Verdict ask(Exchange x, String realm) {
        x.response().headers.set("WWW-Authenticate", "Basic realm=\"" + realm + '"');
        return Verdict.respond(401);
    }
}
