// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.message;

/** A protocol version: nginx's number for it and its text. */
public enum HttpVersion {
    HTTP_0_9(9, "HTTP/0.9"),
    HTTP_1_0(1000, "HTTP/1.0"),
    HTTP_1_1(1001, "HTTP/1.1"),
    HTTP_2(2000, "HTTP/2.0"),
    HTTP_3(3000, "HTTP/3.0");

    private final int number;
    private final String text;

    HttpVersion(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** Major version times 1000 plus minor version. */
    public int number() {
        return number;
    }

    public String text() {
        return text;
    }

    public boolean atLeast(HttpVersion other) {
        return number >= other.number;
    }
}
