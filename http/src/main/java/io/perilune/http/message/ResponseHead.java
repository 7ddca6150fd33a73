// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.message;

/**
 * A response's head while it is made up. The fields are what nginx keeps apart from the list of
 * lines; {@link #headers} holds all other lines. Confined to its worker.
 */
public final class ResponseHead {

    /** Status code; 0: none set yet, which is sent as 200. */
    public int status;

    /** The text after {@code HTTP/1.1 }, as {@code 299 My reason}; null: by the status. */
    public String statusLine;

    /** Length of the body; -1: not known. */
    public long contentLength = -1;

    /** Value of Content-Type without the charset; null: none. */
    public String contentType;

    /** Charset added to text types; null: none. */
    public String charset;

    /** Seconds since the epoch; -1: none. */
    public long lastModified = -1;

    /** Value of Location, made absolute when it starts with '/'; null: none. */
    public String location;

    /** Server line in place of the built-in one; null: the built-in one, "": none. */
    public String server;

    /** Date line in place of the built-in one; null: the built-in one, "": none. */
    public String date;

    /** Value of ETag; null: none. */
    public String etag;

    /** Value of Content-Encoding; null: none. */
    public String contentEncoding;

    /** All other lines. A value of "" is sent; to suppress a line remove it. */
    public final Headers headers = new Headers(4);

    /** Trailer lines for a chunked body; null: none. */
    public Headers trailers;

    /** Whether ranges of the body may be served. */
    public boolean acceptRanges;

    /** Content-Length is not sent and not computed any more. */
    public void clearContentLength() {
        contentLength = -1;
    }

    /** Back to a fresh head, for an error page or a new answer. */
    public void clear() {
        status = 0;
        statusLine = null;
        contentLength = -1;
        contentType = null;
        charset = null;
        lastModified = -1;
        location = null;
        server = null;
        date = null;
        etag = null;
        contentEncoding = null;
        headers.clear();
        trailers = null;
        acceptRanges = false;
    }
}
