// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.filter;

import java.util.List;

/** All filters of a configuration, first to last. Immutable. */
public record FilterChain(HeaderChain header, BodyChain body) {

    /** Links filters in the order in which they shall run; the last ones write. */
    public static FilterChain of(List<HeaderFilter> headers, List<BodyFilter> bodies) {
        HeaderChain header = null;
        for (int i = headers.size() - 1; i >= 0; i--) {
            header = new HeaderChain(headers.get(i), header);
        }
        BodyChain body = null;
        for (int i = bodies.size() - 1; i >= 0; i--) {
            body = new BodyChain(bodies.get(i), body);
        }
        return new FilterChain(header, body);
    }
}
