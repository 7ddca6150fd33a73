// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.FileName;
import io.perilune.conf.value.Size;
import io.perilune.http.core.FilePath;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.Request;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.phase.Phase;
import io.perilune.http.variable.Interpolation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * {@code try_files}: the first file that exists, else another path, a named location or a status.
 * Immutable.
 */
public final class TryFilesModule implements HttpModule {

    /** A file, or a folder if it was written with a slash at its end. */
    private record Candidate(Interpolation name, boolean folder) {}

    /**
     * A level's candidates and what follows them; not inherited. Filled while the configuration is
     * read.
     */
    private static final class Config {
        List<Candidate> candidates = List.of();
        Interpolation otherwise;
        int status;
    }

    private static final ModuleKey<Config> KEY = ModuleKey.of("try_files");

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of(
                            "try_files",
                            EnumSet.of(SERVER, LOCATION),
                            Arity.TWO_OR_MORE,
                            TryFilesModule::tryFiles));

    @Override
    public String name() {
        return "try_files";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(ModuleConfig.location(KEY, Config::new, (scope, outer, inner) -> inner));
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.handler(Phase.PRECONTENT, TryFilesModule::find);
    }

    private static Verdict find(Exchange x) {
        Config config = x.conf(KEY);
        if (config.candidates.isEmpty()) {
            return Verdict.NEXT;
        }
        int alias = RequestPath.aliasLength(x);
        String root = FilePath.root(x);
        for (Candidate candidate : config.candidates) {
            String name = candidate.name.evaluate(x);
            if (alias > 0 && !candidate.name.isConstant() && name.startsWith(prefix(x, alias))) {
                name = name.substring(alias);
            }
            if (exists(x, root + name, candidate.folder)) {
                accept(x, name, alias, candidate.folder);
                return Verdict.NEXT;
            }
        }
        return config.status != 0
                ? Verdict.respond(config.status)
                : otherwise(x, config.otherwise.evaluate(x));
    }

    private static String prefix(Exchange x, int length) {
        String uri = x.request().uri;
        return uri.substring(0, Math.min(length, uri.length()));
    }

    private static boolean exists(Exchange x, String name, boolean folder) {
        try {
            Path path = FileName.path(name);
            return folder
                    ? Files.isDirectory(path)
                    : Files.exists(path) && !Files.isDirectory(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void accept(Exchange x, String name, int alias, boolean folder) {
        Request request = x.request();
        if (alias < 0 && folder) {
            return;
        }
        request.changeUri(alias > 0 ? prefix(x, alias) + name : name);
        if (x.logs(LogLevel.DEBUG)) {
            x.log(LogLevel.DEBUG, "try file uri: \"" + request.uri + '"');
        }
    }

    private static Verdict otherwise(Exchange x, String target) {
        if (target.startsWith("@")) {
            x.namedLocation(target);
        } else {
            int question = target.indexOf('?');
            x.request().argsAssigned = true;
            String path = question < 0 ? target : target.substring(0, question);
            x.internalRedirect(path, question < 0 ? "" : target.substring(question + 1));
        }
        return Verdict.SUSPENDED;
    }

    private static void tryFiles(ConfScope cf, Directive d) {
        Config config = cf.location(KEY);
        if (!config.candidates.isEmpty()) {
            throw d.duplicate();
        }
        List<Candidate> candidates = new ArrayList<>(d.count() - 1);
        for (int i = 0; i < d.count() - 1; i++) {
            String name = d.argument(i);
            boolean folder = name.endsWith("/");
            String bare = folder ? name.substring(0, name.length() - 1) : name;
            candidates.add(new Candidate(cf.interpolation(bare, d), folder));
        }
        config.candidates = candidates;
        String last = d.argument(d.count() - 1);
        if (!last.startsWith("=")) {
            config.otherwise = cf.interpolation(last, d);
            return;
        }
        long status = Size.parseNumber(last.substring(1));
        if (status == Size.INVALID || status > 999) {
            throw d.fail("invalid code \"" + last + '"');
        }
        config.status = (int) status;
    }
}
