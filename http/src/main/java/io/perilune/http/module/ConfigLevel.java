// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.module;

/** Where a configuration record lives: once, once a server, or once a location. */
public enum ConfigLevel {
    MAIN,
    SERVER,
    LOCATION
}
