// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.conf.value.FileName;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Request;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.Locale;

/** Which file a request's path stands for, and of which type it is. Stateless. */
public final class FilePath {

    private FilePath() {}

    /** {@code root} plus the path, or {@code alias} plus what follows the location's name. */
    public static String of(Exchange x) {
        CoreLocationConfig location = CoreModule.location(x);
        return of(x, location, x.request().uri);
    }

    /** The same for another path than the request's own. */
    public static String of(Exchange x, String uri) {
        return of(x, CoreModule.location(x), uri);
    }

    private static String of(Exchange x, CoreLocationConfig location, String uri) {
        String root = root(x);
        if (!location.aliased) {
            return root + uri;
        }
        if (location.aliasByRegex) {
            return root;
        }
        int named = location.name.length();
        return named <= uri.length() ? root + uri.substring(named) : root;
    }

    /** {@code $document_root}: {@code root} or {@code alias}, absolute. */
    public static String root(Exchange x) {
        CoreLocationConfig location = CoreModule.location(x);
        String root = location.root.evaluate(x);
        return location.root.isConstant() || root.startsWith("/")
                ? root
                : location.rootPrefix + root;
    }

    /** {@code $realpath_root}: the root without symbolic links; null if there is no such folder. */
    static String realRoot(Exchange x) {
        String root = root(x);
        try {
            return FileName.text(FileName.path(root).toRealPath());
        } catch (IOException | InvalidPathException e) {
            String reason =
                    e instanceof IOException io
                            ? FileName.error(io)
                            : "2: No such file or directory";
            x.log(
                    io.perilune.http.io.LogLevel.CRIT,
                    "realpath() \"" + root + "\" failed (" + reason + ')');
            return null;
        }
    }

    /** The content type for an extension: by {@code types}, else {@code default_type}. */
    public static String contentType(Exchange x) {
        CoreLocationConfig location = CoreModule.location(x);
        Request request = x.request();
        if (!request.extension.isEmpty()) {
            String type = location.types.get(request.extension.toLowerCase(Locale.ROOT));
            if (type != null) {
                return type;
            }
        }
        return location.defaultType;
    }
}
