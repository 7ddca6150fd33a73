// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.variable.NamedCaptures;

/**
 * One argument of {@code server_name}. Immutable.
 *
 * @param text in lower case, {@code $hostname} resolved
 * @param regex the compiled pattern when the text began with '~'; else null
 */
record ServerName(String text, NamedCaptures regex) {

    /** As {@code $server_name} shows it: {@code .example.com} without its dot. */
    String shown() {
        return text.startsWith(".") ? text.substring(1) : text;
    }
}
