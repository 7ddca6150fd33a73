// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.message;

/** The methods nginx knows, with its bits; any other is {@link #UNKNOWN}, kept as text only. */
public enum HttpMethod {
    UNKNOWN(0x0001),
    GET(0x0002),
    HEAD(0x0004),
    POST(0x0008),
    PUT(0x0010),
    DELETE(0x0020),
    MKCOL(0x0040),
    COPY(0x0080),
    MOVE(0x0100),
    OPTIONS(0x0200),
    PROPFIND(0x0400),
    PROPPATCH(0x0800),
    LOCK(0x1000),
    UNLOCK(0x2000),
    PATCH(0x4000),
    TRACE(0x8000),
    CONNECT(0x10000);

    private final int bit;

    HttpMethod(int bit) {
        this.bit = bit;
    }

    /** nginx's number for the method, a power of two: {@code ngx.HTTP_GET} is 2. */
    public int bit() {
        return bit;
    }

    public static HttpMethod of(String name) {
        return switch (name) {
            case "GET" -> GET;
            case "HEAD" -> HEAD;
            case "POST" -> POST;
            case "PUT" -> PUT;
            case "DELETE" -> DELETE;
            case "MKCOL" -> MKCOL;
            case "COPY" -> COPY;
            case "MOVE" -> MOVE;
            case "OPTIONS" -> OPTIONS;
            case "PROPFIND" -> PROPFIND;
            case "PROPPATCH" -> PROPPATCH;
            case "LOCK" -> LOCK;
            case "UNLOCK" -> UNLOCK;
            case "PATCH" -> PATCH;
            case "TRACE" -> TRACE;
            case "CONNECT" -> CONNECT;
            default -> UNKNOWN;
        };
    }

    /** The method with this bit, or null. */
    public static HttpMethod ofBit(int bit) {
        for (HttpMethod method : values()) {
            if (method.bit == bit) {
                return method;
            }
        }
        return null;
    }
}
