// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

/** How a location is matched. */
enum LocationKind {
    /** None: the server itself, {@code if} or {@code limit_except}. */
    SERVER,
    EXACT,
    PREFIX,
    /** A prefix that stops the search for regular expressions. */
    PREFIX_FIRST,
    REGEX,
    NAMED
}
