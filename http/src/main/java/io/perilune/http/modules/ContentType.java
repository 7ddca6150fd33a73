// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.perilune.http.core.CoreLocationConfig;
import io.perilune.http.core.CoreModule;
import io.perilune.http.exchange.Exchange;
import java.util.Locale;

/** The type that the file extension of a path stands for. Stateless. */
public final class ContentType {

    private ContentType() {
    }

    /** Sets the response's type by "types" and "default_type", unless it has one. */
    public static void set(Exchange x) {
        if (x.response().contentType == null) {
            x.response().contentType = of(x);
        }
    }

    private static String of(Exchange x) {
        CoreLocationConfig location = x.conf(CoreModule.LOCATION);
        String extension = x.request().extension;
        if (!extension.isEmpty()) {
            String type = location.types.get(extension);
            if (type == null) {
                type = location.types.get(extension.toLowerCase(Locale.ROOT));
            }
            if (type != null) {
                return type;
            }
        }
        return location.defaultType;
    }
}
