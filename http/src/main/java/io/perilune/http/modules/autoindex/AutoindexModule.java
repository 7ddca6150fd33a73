// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.autoindex;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.SERVER;

import io.netty.buffer.Unpooled;
import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.value.Choice;
import io.perilune.conf.value.FileName;
import io.perilune.conf.value.Flag;
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
import io.perilune.http.module.Setting;
import io.perilune.http.module.Settings;
import io.perilune.http.modules.autoindex.ListingFormat.RowStyle;
import io.perilune.http.phase.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** {@code autoindex}: lists a folder that has no index file. Immutable. */
public final class AutoindexModule implements HttpModule {

    private static final Setting<Boolean> ENABLED = Setting.of("autoindex", false);
    private static final Setting<Boolean> LOCAL_TIME = Setting.of("autoindex_localtime", false);
    private static final Setting<Boolean> EXACT_SIZE = Setting.of("autoindex_exact_size", true);
    private static final Setting<ListingFormat> FORMAT =
            Setting.of("autoindex_format", ListingFormat.HTML);

    /**
     * What a level says. Filled while the configuration is read, then frozen by {@link #inherit}.
     */
    private static final class Config {
        final Settings settings = new Settings();
        boolean enabled;
        boolean localTime;
        boolean exactSize;
        ListingFormat format;

        Config inherit(Config outer) {
            settings.inherit(outer.settings);
            enabled = settings.get(ENABLED);
            localTime = settings.get(LOCAL_TIME);
            exactSize = settings.get(EXACT_SIZE);
            format = settings.get(FORMAT);
            return this;
        }
    }

    private static final ModuleKey<Config> KEY = ModuleKey.of("autoindex");
    private static final Set<Context> LEVELS = EnumSet.of(HTTP, SERVER, LOCATION);
    private static final Choice<ListingFormat> FORMATS =
            new Choice<>(
                    Map.of(
                            "html",
                            ListingFormat.HTML,
                            "json",
                            ListingFormat.JSON,
                            "xml",
                            ListingFormat.XML));

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of(
                            "autoindex",
                            LEVELS,
                            Arity.FLAG,
                            (cf, d) -> cf.location(KEY).settings.set(ENABLED, Flag.of(d), d)),
                    DirectiveSpec.of(
                            "autoindex_localtime",
                            LEVELS,
                            Arity.FLAG,
                            (cf, d) -> cf.location(KEY).settings.set(LOCAL_TIME, Flag.of(d), d)),
                    DirectiveSpec.of(
                            "autoindex_exact_size",
                            LEVELS,
                            Arity.FLAG,
                            (cf, d) -> cf.location(KEY).settings.set(EXACT_SIZE, Flag.of(d), d)),
                    DirectiveSpec.of(
                            "autoindex_format",
                            LEVELS,
                            Arity.TAKE1,
                            (cf, d) -> cf.location(KEY).settings.set(FORMAT, FORMATS.of(d), d)));

    @Override
    public String name() {
        return "autoindex";
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
    public void install(HttpRegistry registry) {
        registry.handler(Phase.CONTENT, AutoindexModule::list);
    }

    private static Verdict list(Exchange x) {
        Config config = x.conf(KEY);
        HttpMethod method = x.request().methodCode();
        if (!config.enabled
                || !x.request().uri.endsWith("/")
                || method != HttpMethod.GET && method != HttpMethod.HEAD) {
            return Verdict.NEXT;
        }
        int refused = x.body().discard();
        if (refused != 0) {
            return Verdict.respond(refused);
        }
        String folder = FilePath.of(x);
        folder =
                folder.length() > 1 && folder.endsWith("/")
                        ? folder.substring(0, folder.length() - 1)
                        : folder;
        try {
            return send(x, config, entries(FileName.path(folder)));
        } catch (IOException e) {
            return failed(x, e, folder);
        } catch (InvalidPathException e) {
            return failed(x, new NoSuchFileException(folder), folder);
        }
    }

    private static Verdict send(Exchange x, Config config, List<FolderEntry> entries) {
        x.response().status = 200;
        x.response().contentType = config.format.contentType;
        if (config.format == ListingFormat.XML) {
            x.response().charset = "utf-8";
        }
        int result = x.sendHeader();
        if (result == Exchange.OK && !x.headerOnly()) {
            boolean utf8 = "utf-8".equalsIgnoreCase(x.response().charset);
            RowStyle style = new RowStyle(config.localTime, config.exactSize, utf8);
            String text = config.format.write(x.request().uri, entries, style);
            result =
                    x.write(
                            Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1)),
                            Exchange.LAST);
        }
        return result == Exchange.OK ? Verdict.FINISHED : Verdict.respond(result);
    }

    private static List<FolderEntry> entries(Path folder) throws IOException {
        List<FolderEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path path : stream) {
                String name = FileName.text(path.getFileName());
                if (!name.startsWith(".")) {
                    add(path, name, entries);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(FolderEntry.ORDER);
        return entries;
    }

    /** A dangling link or a file that just went is left out. */
    private static void add(Path path, String name, List<FolderEntry> entries) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            FolderEntry.Kind kind =
                    attributes.isDirectory()
                            ? FolderEntry.Kind.DIRECTORY
                            : attributes.isRegularFile()
                                    ? FolderEntry.Kind.FILE
                                    : FolderEntry.Kind.OTHER;
            entries.add(
                    new FolderEntry(
                            name,
                            kind,
                            attributes.lastModifiedTime().to(TimeUnit.SECONDS),
                            attributes.size()));
        } catch (NoSuchFileException gone) {
            return;
        }
    }

    private static Verdict failed(Exchange x, IOException e, String folder) {
        String error = FileName.error(e);
        boolean missing =
                error.startsWith("2:")
                        || error.startsWith("20:")
                        || error.startsWith("36:")
                        || e instanceof java.nio.file.NotDirectoryException;
        boolean forbidden = error.startsWith("13:");
        if (!missing || CoreModule.location(x).logNotFound) {
            x.log(
                    missing || forbidden ? LogLevel.ERROR : LogLevel.CRIT,
                    "opendir() \"" + folder + "\" failed (" + error + ')');
        }
        return Verdict.respond(missing ? 404 : forbidden ? 403 : 500);
    }
}
