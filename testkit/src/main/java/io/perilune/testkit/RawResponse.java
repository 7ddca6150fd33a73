// SPDX-License-Identifier: Apache-2.0
package io.perilune.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * A response as it came, with its body decoded. Immutable.
 *
 * @param raw all bytes, as a text of one char per byte
 * @param statusLine without its line end; empty when the first line is none (HTTP/0.9)
 * @param headerLines as they came, without line ends
 * @param body what remained after the head, chunks put together
 */
public record RawResponse(String raw, String statusLine, List<String> headerLines, String body) {

    /** Takes all that a server sent until it closed. */
    public static RawResponse parse(String raw) {
        int end = raw.indexOf("\r\n\r\n");
        if (!raw.startsWith("HTTP/") || end < 0) {
            return new RawResponse(raw, "", List.of(), raw);
        }
        List<String> lines = List.of(raw.substring(0, end).split("\r\n"));
        RawResponse head =
                new RawResponse(raw, lines.getFirst(), lines.subList(1, lines.size()), "");
        String rest = raw.substring(end + 4);
        return head.withBody(head.isChunked() ? unchunk(rest) : rest);
    }

    RawResponse withBody(String text) {
        return new RawResponse(raw, statusLine, headerLines, text);
    }

    /** The status, or 0 without status line. */
    public int status() {
        return statusLine.isEmpty() ? 0 : Integer.parseInt(statusLine.split(" ")[1]);
    }

    /** All values of a header, in order. */
    public List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        for (String line : headerLines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
                values.add(line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    /** All values joined with ", ", or null when there is none. */
    public String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : String.join(", ", values);
    }

    boolean isChunked() {
        String coding = header("Transfer-Encoding");
        return coding != null && coding.equalsIgnoreCase("chunked");
    }

    boolean hasNoBody() {
        int status = status();
        return status < 200 || status == 204 || status == 304;
    }

    private static String unchunk(String text) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int end = text.indexOf("\r\n", at);
            if (end < 0) {
                return body + "[chunked body cut off]";
            }
            int size = Integer.parseInt(text.substring(at, end).strip(), 16);
            if (size == 0) {
                return body.toString();
            }
            int stop = Math.min(text.length(), end + 2 + size);
            body.append(text, end + 2, stop);
            at = stop + 2;
        }
    }
}
