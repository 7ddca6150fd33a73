// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.headersmore;

import io.perilune.http.exchange.Request;
import io.perilune.http.message.Headers;
import java.util.Locale;

/**
 * Changes header lines of a request, and with them what nginx keeps of such lines apart. Stateless.
 */
public final class RequestHeaders {

    private RequestHeaders() {}

    /** Replaces all lines of the name by these values in order; none removes them. */
    public static void set(Request request, String name, String... values) {
        Headers headers = request.headers();
        if (values.length == 0) {
            headers.remove(name);
            changed(request, name, null);
            return;
        }
        headers.set(name, values[0]);
        for (int i = 1; i < values.length; i++) {
            headers.add(name, values[i]);
        }
        changed(request, name, values[values.length - 1]);
    }

    /** Adds one more line. */
    public static void add(Request request, String name, String value) {
        request.headers().add(name, value);
        changed(request, name, value);
    }

    private static void changed(Request request, String name, String value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "host" -> request.host = value;
            case "content-length" -> request.contentLength = value == null ? -1 : length(value);
            default -> {}
        }
    }

    private static long length(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException notALength) {
            return -1;
        }
    }
}
