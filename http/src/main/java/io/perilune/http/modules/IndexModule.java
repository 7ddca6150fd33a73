// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.FileName;
import io.perilune.http.core.CoreModule;
import io.perilune.http.core.FilePath;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import io.perilune.http.message.HttpMethod;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.phase.Phase;
import io.perilune.http.variable.Interpolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** {@code index}: the file that stands for a folder. Immutable. */
public final class IndexModule implements HttpModule {

    /** A level's names in order. Filled while the configuration is read. */
    private record Names(List<Interpolation> names) {
        Names() {
            this(new ArrayList<>(2));
        }

        Names inherit(Names outer) {
            if (!names.isEmpty()) {
                return this;
            }
            return outer.names.isEmpty() ? DEFAULT : outer;
        }
    }

    private static final ModuleKey<Names> KEY = ModuleKey.of("index");
    private static final Names DEFAULT = new Names(List.of(Interpolation.constant("index.html")));

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of(
                            "index",
                            EnumSet.of(HTTP, SERVER, LOCATION),
                            Arity.ONE_OR_MORE,
                            IndexModule::index));

    @Override
    public String name() {
        return "index";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.location(
                        KEY, Names::new, (scope, outer, inner) -> inner.inherit(outer)));
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.handler(Phase.CONTENT, IndexModule::find);
    }

    private static Verdict find(Exchange x) {
        HttpMethod method = x.request().methodCode();
        if (!x.request().uri.endsWith("/")
                || method != HttpMethod.GET
                        && method != HttpMethod.HEAD
                        && method != HttpMethod.POST) {
            return Verdict.NEXT;
        }
        boolean folderTested = false;
        for (Interpolation candidate : x.conf(KEY).names) {
            String name = candidate.evaluate(x);
            if (name.startsWith("/")) {
                x.internalRedirect(name, x.request().args);
                return Verdict.SUSPENDED;
            }
            String error = error(FilePath.of(x) + name);
            if (error == null) {
                x.internalRedirect(x.request().uri + name, x.request().args);
                return Verdict.SUSPENDED;
            }
            Verdict verdict = missing(x, FilePath.of(x) + name, error, folderTested);
            if (verdict != Verdict.NEXT) {
                return verdict;
            }
            folderTested = true;
        }
        return Verdict.NEXT;
    }

    /** NEXT: try the next name. */
    private static Verdict missing(Exchange x, String path, String error, boolean folderTested) {
        switch (error.substring(0, error.indexOf(':'))) {
            case "13", "20", "36" -> {
                return failed(x, path, error);
            }
            default -> {}
        }
        if (!folderTested) {
            String folder = path.substring(0, path.lastIndexOf('/'));
            String folderError = error(folder);
            if (folderError != null && !folderError.startsWith("13:")) {
                return failed(x, path, folderError);
            }
        }
        if (error.startsWith("2:")) {
            return Verdict.NEXT;
        }
        x.log(LogLevel.CRIT, "stat() \"" + path + "\" failed (" + error + ')');
        return Verdict.respond(500);
    }

    private static Verdict failed(Exchange x, String path, String error) {
        if (error.startsWith("13:")) {
            x.log(LogLevel.ERROR, '"' + path + "\" is forbidden (" + error + ')');
            return Verdict.respond(403);
        }
        if (CoreModule.location(x).logNotFound) {
            x.log(LogLevel.ERROR, '"' + path + "\" is not found (" + error + ')');
        }
        return Verdict.respond(404);
    }

    /** Null when the file is there. */
    static String error(String path) {
        try {
            Files.readAttributes(FileName.path(path), BasicFileAttributes.class);
            return null;
        } catch (IOException e) {
            return FileName.error(e);
        } catch (InvalidPathException e) {
            return "2: No such file or directory";
        }
    }

    private static void index(ConfScope cf, Directive d) {
        for (int i = 0; i < d.count(); i++) {
            String name = d.argument(i);
            if (name.startsWith("/") && i != d.count() - 1) {
                cf.warn(
                        LogLevel.WARN,
                        d,
                        "only the last index in \"index\" directive should be absolute");
            }
            if (name.isEmpty()) {
                throw d.fail("index \"" + name + "\" in \"index\" directive is invalid");
            }
            cf.location(KEY).names.add(cf.interpolation(name, d));
        }
    }
}
