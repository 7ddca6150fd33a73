// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

import io.perilune.http.message.Headers;
import io.perilune.http.message.HttpMethod;
import io.perilune.http.message.HttpVersion;
import io.perilune.http.message.RequestHead;

/**
 * The request as handlers see and change it. It starts as what the client sent; rewriting changes
 * {@link #uri} and {@link #args}, Lua may change method and headers. Confined to its worker.
 */
public final class Request {

    private final RequestHead head;

    /** The method's text. Change it by {@link #method(String)}. */
    String method;

    HttpMethod methodCode;

    /** The path: decoded, dot segments and double slashes resolved. */
    public String uri = "";

    /** What followed '?', undecoded; "" when there was nothing. */
    public String args = "";

    /** Whether the target had a '?': what {@code $is_args} does not tell. */
    public boolean hasArgs;

    /** Whether somebody put arguments, perhaps empty ones, in place of the client's. */
    public boolean argsAssigned;

    /** The file extension of the path, without the dot; "" when there is none. */
    public String extension = "";

    /** Whether the client's path needed decoding or resolving. */
    public boolean complexUri;

    /** Whether the path was changed by a rewrite: the sent target is no longer it. */
    public boolean uriChanged;

    /** Host from the request line or the Host header, without port, lower case; or null. */
    public String host;

    /** Value of Content-Length, or -1. */
    public long contentLength = -1;

    /** Whether the body comes chunked. */
    public boolean chunked;

    private String pathOfTarget;

    public Request(RequestHead head) {
        this.head = head;
        method(head.method);
    }

    /** What the client sent. */
    public RequestHead head() {
        return head;
    }

    public String method() {
        return method;
    }

    public HttpMethod methodCode() {
        return methodCode;
    }

    public void method(String name) {
        method = name;
        methodCode = HttpMethod.of(name);
    }

    public HttpVersion version() {
        return head.version;
    }

    public Headers headers() {
        return head.headers;
    }

    public String header(String name) {
        return head.headers.get(name);
    }

    /** The target as the client sent it, without scheme and host: {@code $request_uri}. */
    public String originalTarget() {
        return pathOfTarget != null ? pathOfTarget : head.target;
    }

    /** For targets with scheme and host: what follows them. */
    public void pathOfTarget(String path) {
        pathOfTarget = path;
    }

    /** Takes over a new path and finds its extension again. */
    public void changeUri(String newUri) {
        uri = newUri;
        extension = extensionOf(newUri);
    }

    /** Text after the last dot of the last segment; "" when there is none. */
    public static String extensionOf(String path) {
        for (int i = path.length() - 1; i > 0; i--) {
            char c = path.charAt(i);
            if (c == '.' && path.charAt(i - 1) != '/') {
                return path.substring(i + 1);
            }
            if (c == '/') {
                return "";
            }
        }
        return "";
    }
}
