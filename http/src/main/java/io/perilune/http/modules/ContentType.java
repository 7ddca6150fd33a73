// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.perilune.http.core.FilePath;
import io.perilune.http.exchange.Exchange;

/** The type that the file extension of a path stands for. Stateless. */
public final class ContentType {

    private ContentType() {}

    /** Sets the response's type by "types" and "default_type", unless it has one. */
    public static void set(Exchange x) {
        if (x.response().contentType == null) {
            x.response().contentType = FilePath.contentType(x);
        }
    }
}
