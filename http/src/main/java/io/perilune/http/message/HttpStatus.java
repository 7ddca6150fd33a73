// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.message;

/** Status codes, nginx's own included, and the texts of status lines. */
public final class HttpStatus {

    public static final int CONTINUE = 100;
    public static final int SWITCHING_PROTOCOLS = 101;
    public static final int EARLY_HINTS = 103;
    public static final int OK = 200;
    public static final int CREATED = 201;
    public static final int ACCEPTED = 202;
    public static final int NO_CONTENT = 204;
    public static final int PARTIAL_CONTENT = 206;

    /** From here on a status answers with a special page. */
    public static final int SPECIAL_RESPONSE = 300;

    public static final int MULTIPLE_CHOICES = 300;
    public static final int MOVED_PERMANENTLY = 301;
    public static final int MOVED_TEMPORARILY = 302;
    public static final int SEE_OTHER = 303;
    public static final int NOT_MODIFIED = 304;
    public static final int TEMPORARY_REDIRECT = 307;
    public static final int PERMANENT_REDIRECT = 308;
    public static final int BAD_REQUEST = 400;
    public static final int UNAUTHORIZED = 401;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int NOT_ALLOWED = 405;
    public static final int REQUEST_TIME_OUT = 408;
    public static final int CONFLICT = 409;
    public static final int LENGTH_REQUIRED = 411;
    public static final int PRECONDITION_FAILED = 412;
    public static final int REQUEST_ENTITY_TOO_LARGE = 413;
    public static final int REQUEST_URI_TOO_LARGE = 414;
    public static final int UNSUPPORTED_MEDIA_TYPE = 415;
    public static final int RANGE_NOT_SATISFIABLE = 416;
    public static final int MISDIRECTED_REQUEST = 421;
    public static final int TOO_MANY_REQUESTS = 429;

    /** nginx's: close the connection without an answer. */
    public static final int CLOSE = 444;

    /** nginx's: a header line too large, answered as 400. */
    public static final int REQUEST_HEADER_TOO_LARGE = 494;

    public static final int HTTPS_CERT_ERROR = 495;
    public static final int HTTPS_NO_CERT = 496;
    public static final int HTTP_TO_HTTPS = 497;

    /** nginx's: the client closed before it was answered; only logged. */
    public static final int CLIENT_CLOSED_REQUEST = 499;

    public static final int INTERNAL_SERVER_ERROR = 500;
    public static final int NOT_IMPLEMENTED = 501;
    public static final int BAD_GATEWAY = 502;
    public static final int SERVICE_UNAVAILABLE = 503;
    public static final int GATEWAY_TIME_OUT = 504;
    public static final int VERSION_NOT_SUPPORTED = 505;
    public static final int INSUFFICIENT_STORAGE = 507;

    private static final String[] LINES = new String[600];

    static {
        String[] known = {
            "100 Continue",
            "101 Switching Protocols",
            "103 Early Hints",
            "200 OK",
            "201 Created",
            "202 Accepted",
            "204 No Content",
            "206 Partial Content",
            "301 Moved Permanently",
            "302 Moved Temporarily",
            "303 See Other",
            "304 Not Modified",
            "307 Temporary Redirect",
            "308 Permanent Redirect",
            "400 Bad Request",
            "401 Unauthorized",
            "402 Payment Required",
            "403 Forbidden",
            "404 Not Found",
            "405 Not Allowed",
            "406 Not Acceptable",
            "408 Request Time-out",
            "409 Conflict",
            "410 Gone",
            "411 Length Required",
            "412 Precondition Failed",
            "413 Request Entity Too Large",
            "414 Request-URI Too Large",
            "415 Unsupported Media Type",
            "416 Requested Range Not Satisfiable",
            "421 Misdirected Request",
            "429 Too Many Requests",
            "500 Internal Server Error",
            "501 Not Implemented",
            "502 Bad Gateway",
            "503 Service Temporarily Unavailable",
            "504 Gateway Time-out",
            "505 HTTP Version Not Supported",
            "507 Insufficient Storage",
        };
        for (String line : known) {
            LINES[Integer.parseInt(line.substring(0, 3))] = line;
        }
    }

    private HttpStatus() {}

    /** Whether nginx has a text for it. */
    public static boolean isKnown(int status) {
        return status >= 0 && status < LINES.length && LINES[status] != null;
    }

    /** What nginx sends after {@code HTTP/1.1 }: code and reason, or the code and a blank. */
    public static String line(int status) {
        return isKnown(status) ? LINES[status] : String.format("%03d ", status);
    }
}
