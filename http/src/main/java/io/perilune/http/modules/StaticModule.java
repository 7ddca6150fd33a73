// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.perilune.conf.value.FileName;
import io.perilune.http.core.CoreModule;
import io.perilune.http.core.FilePath;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import io.perilune.http.message.HttpMethod;
import io.perilune.http.message.ResponseHead;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.phase.Phase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/** Serves files: the content handler for paths that no other handler took. Immutable. */
public final class StaticModule implements HttpModule {

    @Override
    public String name() {
        return "static";
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.handler(Phase.CONTENT, StaticModule::serve);
    }

    private static Verdict serve(Exchange x) {
        HttpMethod method = x.request().methodCode();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD && method != HttpMethod.POST) {
            return Verdict.respond(405);
        }
        if (x.request().uri.endsWith("/")) {
            return Verdict.NEXT;
        }
        String name = FilePath.of(x);
        if (x.logs(LogLevel.DEBUG)) {
            x.log(LogLevel.DEBUG, "http filename: \"" + name + '"');
        }
        try {
            return serve(x, name, FileName.path(name));
        } catch (IOException e) {
            return failed(x, e, name);
        } catch (InvalidPathException e) {
            return failed(x, new NoSuchFileException(name), name);
        }
    }

    private static Verdict serve(Exchange x, String name, Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return redirect(x);
        }
        if (!attributes.isRegularFile()) {
            x.log(LogLevel.CRIT, '"' + name + "\" is not a regular file");
            return Verdict.respond(404);
        }
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        if (x.request().methodCode() == HttpMethod.POST) {
            file.close();
            return Verdict.respond(405);
        }
        int refused = x.body().discard();
        if (refused != 0) {
            file.close();
            return Verdict.respond(refused);
        }
        x.logContext().action("sending response to client");
        long size = attributes.size();
        head(x, size, attributes.lastModifiedTime().to(TimeUnit.SECONDS));
        int result = x.sendHeader();
        if (result != Exchange.OK || x.headerOnly()) {
            file.close();
            return result == Exchange.OK ? Verdict.FINISHED : Verdict.respond(result);
        }
        return FileSender.send(x, file, name, size);
    }

    private static void head(Exchange x, long size, long modified) {
        ResponseHead head = x.response();
        head.status = 200;
        head.contentLength = size;
        head.lastModified = modified;
        if (CoreModule.location(x).etag) {
            head.etag = '"' + Long.toHexString(modified) + '-' + Long.toHexString(size) + '"';
        }
        ContentType.set(x);
        head.acceptRanges = true;
    }

    /** A folder without a slash at the end. */
    private static Verdict redirect(Exchange x) {
        String args = x.request().args;
        String location = UriEscape.URI.escape(x.request().uri) + '/';
        x.response().location = args.isEmpty() ? location : location + '?' + args;
        return Verdict.respond(301);
    }

    private static Verdict failed(Exchange x, IOException e, String name) {
        String error = FileName.error(e);
        int status =
                switch (error.substring(0, error.indexOf(':'))) {
                    case "2", "20", "36" -> 404;
                    case "13", "40" -> 403;
                    default -> 500;
                };
        if (status != 404 || CoreModule.location(x).logNotFound) {
            x.log(status == 500 ? LogLevel.CRIT : LogLevel.ERROR, FileName.problem(e, name));
        }
        return Verdict.respond(status);
    }
}
