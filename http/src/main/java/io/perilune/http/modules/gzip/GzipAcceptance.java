// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.gzip;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.message.HttpDate;
import io.perilune.http.message.ResponseHead;
import io.perilune.http.modules.gzip.GzipConfig.Proxied;
import io.perilune.regex.Regex;
import java.util.Locale;
import java.util.Set;

/** Whether a client may get gzip: nginx's test, with its order. Stateless. */
final class GzipAcceptance {

    private GzipAcceptance() {}

    static boolean allows(Exchange x, GzipConfig config) {
        String accepted = x.request().header("Accept-Encoding");
        if (x.isSubrequest()
                || accepted == null
                || !acceptsGzip(accepted)
                || !x.request().version().atLeast(config.httpVersion)) {
            return false;
        }
        if (x.request().headers().contains("Via") && !allowsProxied(x, config.proxied)) {
            return false;
        }
        String agent = x.request().header("User-Agent");
        for (Regex regex : config.disabled) {
            if (agent != null && regex.matches(agent)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a list of codings has gzip with a weight above 0. */
    static boolean acceptsGzip(String list) {
        if (list.startsWith("gzip,")) {
            return true;
        }
        for (String item : list.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = item.strip().split(";", 2);
            if (parts[0].strip().equals("gzip")) {
                return parts.length == 1 || !isZero(parts[1].strip());
            }
        }
        return false;
    }

    private static boolean isZero(String weight) {
        return weight.matches("q\\s*=\\s*0(\\.0{0,3})?");
    }

    private static boolean allowsProxied(Exchange x, Set<Proxied> allowed) {
        if (allowed.contains(Proxied.OFF)) {
            return false;
        }
        if (allowed.contains(Proxied.ANY)
                || allowed.contains(Proxied.AUTH)
                        && x.request().headers().contains("Authorization")) {
            return true;
        }
        ResponseHead head = x.response();
        String expires = head.headers.get("Expires");
        if (expires != null) {
            long time = HttpDate.parse(expires);
            return allowed.contains(Proxied.EXPIRED)
                    && time >= 0
                    && time < x.worker().nowMillis() / 1000;
        }
        String control = head.headers.joined("Cache-Control", ", ");
        if (control != null) {
            return allowed.contains(Proxied.NO_CACHE) && control.contains("no-cache")
                    || allowed.contains(Proxied.NO_STORE) && control.contains("no-store")
                    || allowed.contains(Proxied.PRIVATE) && control.contains("private");
        }
        return !(allowed.contains(Proxied.NO_LAST_MODIFIED) && head.lastModified >= 0)
                && !(allowed.contains(Proxied.NO_ETAG) && head.etag != null);
    }
}
