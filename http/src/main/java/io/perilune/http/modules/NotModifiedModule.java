// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.perilune.http.core.CoreLocationConfig.IfModifiedSince;
import io.perilune.http.core.CoreModule;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.filter.HeaderChain;
import io.perilune.http.message.HttpDate;
import io.perilune.http.message.ResponseHead;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;

/**
 * Conditional requests: If-Match and If-Unmodified-Since (412), If-None-Match and If-Modified-Since
 * (304). A header filter: it looks at every answer with status 200, wherever it comes from.
 * Immutable.
 */
public final class NotModifiedModule implements HttpModule {

    @Override
    public String name() {
        return "not_modified";
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.headerFilter(NotModifiedModule::onHeader);
    }

    private static int onHeader(Exchange x, HeaderChain next) {
        ResponseHead head = x.response();
        if (head.status != 200 || x.isSubrequest()) {
            return next.send(x);
        }
        if (x.request().headers().contains("If-Unmodified-Since") && !isUnmodified(x)) {
            return x.pipeline().filterFinalize(x, 412);
        }
        String ifMatch = x.request().header("If-Match");
        if (ifMatch != null && !matches(ifMatch, head.etag, false)) {
            return x.pipeline().filterFinalize(x, 412);
        }
        if (isNotModified(x)) {
            head.status = 304;
            head.statusLine = null;
            head.contentType = null;
            head.clearContentLength();
            head.acceptRanges = false;
            head.headers.remove("Accept-Ranges");
            head.contentEncoding = null;
        }
        return next.send(x);
    }

    private static boolean isUnmodified(Exchange x) {
        long modified = x.response().lastModified;
        if (modified < 0) {
            return false;
        }
        return HttpDate.parse(x.request().header("If-Unmodified-Since")) >= modified;
    }

    private static boolean isNotModified(Exchange x) {
        String since = x.request().header("If-Modified-Since");
        String noneMatch = x.request().header("If-None-Match");
        if (since == null && noneMatch == null) {
            return false;
        }
        if (since != null && isModified(x, since)) {
            return false;
        }
        return noneMatch == null || matches(noneMatch, x.response().etag, true);
    }

    private static boolean isModified(Exchange x, String since) {
        long modified = x.response().lastModified;
        IfModifiedSince mode = CoreModule.location(x).ifModifiedSince;
        if (modified < 0 || mode == IfModifiedSince.OFF) {
            return true;
        }
        long date = HttpDate.parse(since);
        return date != modified && (mode == IfModifiedSince.EXACT || date < modified);
    }

    /** Whether a list of entity tags has this one, or is "*". */
    private static boolean matches(String list, String etag, boolean weak) {
        if (list.equals("*")) {
            return true;
        }
        if (etag == null) {
            return false;
        }
        String wanted = weak && etag.startsWith("W/") ? etag.substring(2) : etag;
        int at = 0;
        while (at < list.length()) {
            if (weak && list.startsWith("W/", at)) {
                at += 2;
            }
            if (list.startsWith(wanted, at)) {
                int end = skipBlanks(list, at + wanted.length());
                if (end == list.length() || list.charAt(end) == ',') {
                    return true;
                }
            }
            int comma = list.indexOf(',', at);
            if (comma < 0) {
                return false;
            }
            at = skipBlanks(list, comma + 1);
        }
        return false;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
