// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.perilune.http.core.CoreLocationConfig;
import io.perilune.http.core.CoreModule;
import io.perilune.http.exchange.Exchange;

/** What "alias" does to a request's path. Stateless. */
final class RequestPath {

    private RequestPath() {}

    /**
     * How much of the path "alias" replaces.
     *
     * @return 0: there is no "alias"; -1: the whole path, in a location of a pattern
     */
    static int aliasLength(Exchange x) {
        CoreLocationConfig location = CoreModule.location(x);
        if (!location.aliased) {
            return 0;
        }
        return location.aliasByRegex ? -1 : location.name.length();
    }
}
