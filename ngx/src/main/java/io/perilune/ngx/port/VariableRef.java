// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.port;

/** One variable of the configuration, resolved once by name; the request comes with each access. */
public interface VariableRef {
    /** What an assignment came to. */
    enum Assignment {
        DONE,
        NOT_CHANGEABLE,
        NOT_ASSIGNABLE,
        NOT_FOUND
    }

    /** The value, or null when the request has none ("not found"). */
    String get(RequestPort request);

    /** Assigns; null makes it "not found". */
    Assignment set(RequestPort request, String value);
}
