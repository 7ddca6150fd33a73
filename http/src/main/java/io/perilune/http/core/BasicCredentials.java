// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.exchange.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** User and password of {@code Authorization: Basic}. Immutable. */
public record BasicCredentials(String user, String password) {

    /** What the request offers, or null if that is nothing usable. */
    public static BasicCredentials of(Exchange x) {
        String header = x.request().header("Authorization");
        if (header == null
                || header.length() < 6
                || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        String text;
        try {
            text =
                    new String(
                            Base64.getDecoder().decode(header.substring(6).strip()),
                            StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return null;
        }
        int colon = text.indexOf(':');
        return colon < 0
                ? null
                : new BasicCredentials(text.substring(0, colon), text.substring(colon + 1));
    }

    /** {@code $remote_user}. */
    static String user(Exchange x) {
        BasicCredentials credentials = of(x);
        return credentials == null ? null : credentials.user;
    }
}
