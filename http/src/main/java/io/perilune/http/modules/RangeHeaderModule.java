// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.perilune.http.core.CoreModule;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.filter.HeaderChain;
import io.perilune.http.message.HttpDate;
import io.perilune.http.message.HttpVersion;
import io.perilune.http.message.ResponseHead;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The head's part of byte ranges: turns an answer of known length that allows it into 206 or 416.
 * It runs after all filters that change the body, {@link RangeBodyModule} before them. Immutable.
 */
public final class RangeHeaderModule implements HttpModule {

    private static final String BYTES = "bytes=";

    /** nginx numbers boundaries as it does temporary files. */
    private static final AtomicLong BOUNDARIES = new AtomicLong();

    @Override
    public String name() {
        return "range_header";
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.headerFilter(RangeHeaderModule::onHeader);
    }

    private static int onHeader(Exchange x, HeaderChain next) {
        ResponseHead head = x.response();
        int most = CoreModule.location(x).maxRanges;
        if (head.status != 200
                || !head.acceptRanges
                || head.contentLength < 0
                || x.isSubrequest()
                || most == 0
                || !x.request().version().atLeast(HttpVersion.HTTP_1_0)) {
            return next.send(x);
        }
        List<ByteRange> ranges = wanted(x, most);
        if (ranges == null) {
            head.headers.set("Accept-Ranges", "bytes");
        } else if (ranges.isEmpty()) {
            head.status = 416;
            head.headers.set("Content-Range", "bytes */" + head.contentLength);
            head.clearContentLength();
            return 416;
        } else if (ranges.size() == 1) {
            single(x, ranges);
        } else {
            multiple(x, ranges);
        }
        return next.send(x);
    }

    /** Null: the whole body. */
    private static List<ByteRange> wanted(Exchange x, int most) {
        String range = x.request().header("Range");
        if (range == null
                || range.length() < BYTES.length() + 1
                || !range.regionMatches(true, 0, BYTES, 0, BYTES.length())) {
            return null;
        }
        if (!isUnchanged(x)) {
            return null;
        }
        return ByteRange.parse(range.substring(BYTES.length()), x.response().contentLength, most);
    }

    /** What If-Range asks. */
    private static boolean isUnchanged(Exchange x) {
        String condition = x.request().header("If-Range");
        if (condition == null) {
            return true;
        }
        if (condition.length() >= 2 && condition.endsWith("\"")) {
            return condition.equals(etag(x.response()));
        }
        long modified = lastModified(x.response());
        return modified >= 0 && HttpDate.parse(condition) == modified;
    }

    /** The field, or the line that add_header made. */
    private static String etag(ResponseHead head) {
        return head.etag != null ? head.etag : head.headers.get("ETag");
    }

    private static long lastModified(ResponseHead head) {
        String line = head.headers.get("Last-Modified");
        return head.lastModified >= 0 || line == null ? head.lastModified : HttpDate.parse(line);
    }

    private static void single(Exchange x, List<ByteRange> ranges) {
        ResponseHead head = x.response();
        ByteRange range = ranges.getFirst();
        head.status = 206;
        head.statusLine = null;
        head.headers.set(
                "Content-Range",
                "bytes " + range.start() + '-' + (range.end() - 1) + '/' + head.contentLength);
        x.setContext(RangeContext.KEY, new RangeContext(ranges, "", null, head.contentLength));
        head.contentLength = range.length();
    }

    private static void multiple(Exchange x, List<ByteRange> ranges) {
        ResponseHead head = x.response();
        String boundary = "%020d".formatted(BOUNDARIES.incrementAndGet());
        StringBuilder header = new StringBuilder("\r\n--").append(boundary).append("\r\n");
        if (head.contentType != null) {
            header.append("Content-Type: ").append(head.contentType);
            if (head.charset != null) {
                header.append("; charset=").append(head.charset);
            }
            header.append("\r\n");
        }
        header.append("Content-Range: bytes ");
        RangeContext context =
                new RangeContext(ranges, boundary, header.toString(), head.contentLength);
        x.setContext(RangeContext.KEY, context);
        head.status = 206;
        head.statusLine = null;
        head.contentType = "multipart/byteranges; boundary=" + boundary;
        head.charset = null;
        head.contentLength = context.multipartLength();
    }
}
