// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.message;

/**
 * A request's head as the connection's reader found it: split, not yet judged.
 *
 * <p>The reader checks the grammar of the request line (method letters, target characters, version)
 * and of header lines; what headers mean is judged by {@code RequestAdmission}. Header values come
 * without surrounding blanks. Lines nginx would ignore (invalid names, unless {@code
 * ignore_invalid_headers off}) are left out. Single use.
 */
public final class RequestHead {

    /** The method's text, one of nginx's or another. */
    public String method = "";

    /** The target exactly as sent: {@code $request_uri}. */
    public String target = "";

    public HttpVersion version = HttpVersion.HTTP_1_0;

    /** The request line without its line end: {@code $request}. */
    public String requestLine = "";

    public final Headers headers = new Headers(12);

    /** The head as received, request line to blank line, when at hand; else null. */
    public String raw;

    /** Bytes received for the head, blank line included. */
    public int length;

    /** When the first byte was read, milliseconds since the epoch. */
    public long startMillis;
}
