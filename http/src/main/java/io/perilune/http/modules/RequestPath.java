// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.perilune.http.core.CoreLocationConfig;
import io.perilune.http.core.CoreModule;
import io.perilune.http.exchange.Exchange;

/** From a request's path to a file name, by "root" or "alias". Stateless. */
public final class RequestPath {

    private RequestPath() {
    }

    /** The folder that the location's files are in: nginx's root part of the file name. */
    public static String root(Exchange x) {
        CoreLocationConfig location = x.conf(CoreModule.LOCATION);
        String root = location.root.evaluate(x);
        return root.startsWith("/") ? root : location.rootPrefix + root;
    }

    /** The file that the request's path stands for. */
    public static String of(Exchange x) {
        return root(x) + rest(x);
    }

    /** The part of the request's path that stands behind the root. */
    public static String rest(Exchange x) {
        CoreLocationConfig location = x.conf(CoreModule.LOCATION);
        String uri = x.request().uri;
        if (!location.aliased) {
            return uri;
        }
        int replaced = aliasLength(x);
        return replaced < 0 ? "" : uri.substring(Math.min(replaced, uri.length()));
    }

    /**
     * How much of the path "alias" replaces.
     *
     * @return 0: there is no "alias"; -1: the whole path, in a location of a pattern
     */
    public static int aliasLength(Exchange x) {
        CoreLocationConfig location = x.conf(CoreModule.LOCATION);
        if (!location.aliased) {
            return 0;
        }
        return location.isRegex() ? -1 : location.name.length();
    }
}
