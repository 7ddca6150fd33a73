// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.exchange.Exchange;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** {@code $request_id}: sixteen random bytes in hexadecimal. Stateless. */
final class RequestIds {

    private RequestIds() {}

    static String next(Exchange x) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
