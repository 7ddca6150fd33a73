// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.schema;

/** How far a directive is supported: for documentation. */
public enum Support {
    /** It does what nginx's documentation says. */
    WORKS,
    /** It is read and checked, and changes nothing. */
    HINT,
    /** It is read, and refused unless it says what is done anyway. */
    FIXED,
    /** It is known, and a configuration with it is refused. */
    UNSUPPORTED
}
