// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.http.core.CoreLocationConfig.ServerTokens;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Progress;
import io.perilune.http.exchange.Request;
import io.perilune.http.message.HttpMethod;
import io.perilune.http.message.HttpStatus;
import io.perilune.http.message.HttpVersion;
import io.perilune.http.message.ResponseHead;
import java.util.HashMap;
import java.util.Map;

/** Answers by status alone: the pages of {@code error_page}, and nginx's own. Stateless. */
final class ErrorPages {

    /** How a special response went. */
    enum Result {
        SENT,
        STARTED_OVER,
        FAILED
    }

    /** Pages that call a status otherwise than its status line does. */
    private static final Map<Integer, String> OTHER_TITLES =
            Map.of(
                    302, "302 Found",
                    401, "401 Authorization Required",
                    503, "503 Service Temporarily Unavailable");

    private static final Map<Integer, byte[]> PAGES = new HashMap<>();
    private static final byte[] TAIL_FULL = tail(Version.PRODUCT);
    private static final byte[] TAIL_BUILD = tail(Version.PRODUCT_BUILD);
    private static final byte[] TAIL_SHORT = tail("nginx");
    private static final byte[] PADDING =
            ByteText.bytes(
                    "<!-- a padding to disable MSIE and Chrome friendly error page -->\r\n"
                            .repeat(6));

    static {
        for (int status = HttpStatus.SPECIAL_RESPONSE; status < 600; status++) {
            if (HttpStatus.isKnown(status) && status != HttpStatus.NOT_MODIFIED) {
                String title = OTHER_TITLES.getOrDefault(status, HttpStatus.line(status));
                PAGES.put(status, page(title, title, null));
            }
        }
        badRequest(494, "Request Header Or Cookie Too Large");
        badRequest(495, "The SSL certificate error");
        badRequest(496, "No required SSL certificate was sent");
        badRequest(497, "The plain HTTP request was sent to HTTPS port");
    }

    private ErrorPages() {}

    private static void badRequest(int status, String reason) {
        PAGES.put(status, page("400 " + reason, "400 Bad Request", reason));
    }

    private static byte[] page(String title, String heading, String reason) {
        return ByteText.bytes(
                "<html>\r\n<head><title>"
                        + title
                        + "</title></head>\r\n<body>\r\n"
                        + "<center><h1>"
                        + heading
                        + "</h1></center>\r\n"
                        + (reason == null ? "" : "<center>" + reason + "</center>\r\n"));
    }

    private static byte[] tail(String product) {
        return ByteText.bytes("<hr><center>" + product + "</center>\r\n</body>\r\n</html>\r\n");
    }

    /** Answers with a status: by a configured page if there is one, else by the built-in one. */
    static Result answer(Exchange x, int status) {
        Progress progress = x.progress();
        progress.errorStatus = status;
        limitConnection(progress, status);
        x.response().contentType = null;
        x.response().charset = null;
        CoreLocationConfig location = CoreModule.location(x);
        if (!progress.errorPage && !location.errorPages.isEmpty() && progress.uriChangesLeft > 0) {
            if (!location.recursiveErrorPages) {
                progress.errorPage = true;
            }
            for (ErrorPage page : location.errorPages) {
                if (page.status() == status) {
                    return configured(x, location, page);
                }
            }
        }
        progress.expectTested = true;
        dropBody(x);
        boolean shownAs400 = status >= 494 && status <= 497;
        if (shownAs400) {
            progress.errorStatus = HttpStatus.BAD_REQUEST;
        }
        if (location.msieRefresh
                && isMsie(x)
                && (status == HttpStatus.MOVED_PERMANENTLY
                        || status == HttpStatus.MOVED_TEMPORARILY)) {
            return refresh(x);
        }
        return builtIn(x, location, status);
    }

    private static void limitConnection(Progress progress, int status) {
        switch (status) {
            case 400, 413, 414, 495, 496, 497, 500, 501 -> progress.keepAlive = false;
            default -> {}
        }
        switch (status) {
            case 400, 495, 496, 497 -> progress.linger = false;
            default -> {}
        }
    }

    private static Result configured(Exchange x, CoreLocationConfig location, ErrorPage page) {
        Progress progress = x.progress();
        if (page.overwrite() != 0 && page.overwrite() != HttpStatus.OK) {
            progress.expectTested = true;
        }
        if (page.overwrite() >= 0) {
            progress.errorStatus = page.overwrite();
        }
        String uri = page.uri().evaluate(x);
        if (uri.startsWith("/")) {
            toPage(x, uri);
            return Result.STARTED_OVER;
        }
        if (uri.startsWith("@")) {
            x.namedLocation(uri);
            return Result.STARTED_OVER;
        }
        progress.expectTested = true;
        dropBody(x);
        x.response().location = uri;
        x.response().headers.remove("Location");
        int status = page.overwrite();
        boolean redirects =
                status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        progress.errorStatus = redirects ? status : HttpStatus.MOVED_TEMPORARILY;
        if (location.msieRefresh && isMsie(x)) {
            return refresh(x);
        }
        return builtIn(x, location, progress.errorStatus);
    }

    private static void dropBody(Exchange x) {
        if (x.body().discard() != 0) {
            x.progress().keepAlive = false;
        }
    }

    private static void toPage(Exchange x, String uri) {
        Request request = x.request();
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        String args = question < 0 ? "" : uri.substring(question + 1);
        if (request.methodCode() != HttpMethod.HEAD) {
            request.method("GET");
        }
        x.internalRedirect(path, args);
    }

    private static Result builtIn(Exchange x, CoreLocationConfig location, int status) {
        byte[] page = PAGES.get(status);
        ResponseHead head = x.response();
        forgetEntity(head);
        if (page == null) {
            head.contentLength = 0;
            return send(x, Unpooled.EMPTY_BUFFER);
        }
        byte[] tail =
                location.serverTokens == ServerTokens.ON
                        ? TAIL_FULL
                        : location.serverTokens == ServerTokens.OFF ? TAIL_SHORT : TAIL_BUILD;
        boolean padded =
                status >= 400
                        && location.msiePadding
                        && x.request().version() != HttpVersion.HTTP_0_9
                        && wantsPadding(x);
        int length = page.length + tail.length + (padded ? PADDING.length : 0);
        head.contentLength = length;
        head.contentType = "text/html";
        ByteBuf body = x.worker().allocator().directBuffer(length);
        body.writeBytes(page).writeBytes(tail);
        if (padded) {
            body.writeBytes(PADDING);
        }
        return send(x, body);
    }

    private static void forgetEntity(ResponseHead head) {
        head.acceptRanges = false;
        head.headers.remove("Accept-Ranges");
        head.headers.remove("ETag");
        head.lastModified = -1;
        head.etag = null;
        head.contentEncoding = null;
    }

    /** A page that makes Internet Explorer follow a redirect. */
    private static Result refresh(Exchange x) {
        ResponseHead head = x.response();
        String target = head.location != null ? head.location : head.headers.get("Location");
        byte[] page =
                ByteText.bytes(
                        "<html><head><meta http-equiv=\"Refresh\" content=\"0; URL="
                                + target
                                + "\"></head><body></body></html>\r\n");
        x.progress().errorStatus = HttpStatus.OK;
        forgetEntity(head);
        head.location = null;
        head.headers.remove("Location");
        head.contentType = "text/html";
        head.contentLength = page.length;
        return send(x, Unpooled.wrappedBuffer(page));
    }

    private static Result send(Exchange x, ByteBuf body) {
        int result = x.sendHeader();
        if (result != Exchange.OK) {
            body.release();
            return Result.FAILED;
        }
        if (x.headerOnly()) {
            body.release();
            return Result.SENT;
        }
        return x.write(body, Exchange.LAST) == Exchange.OK ? Result.SENT : Result.FAILED;
    }

    private static boolean isMsie(Exchange x) {
        String agent = x.request().header("User-Agent");
        return agent != null && Browsers.isMsie(agent);
    }

    private static boolean wantsPadding(Exchange x) {
        String agent = x.request().header("User-Agent");
        return agent != null && (Browsers.isMsie(agent) || Browsers.isChrome(agent));
    }
}
