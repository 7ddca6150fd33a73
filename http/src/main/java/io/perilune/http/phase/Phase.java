// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.phase;

/** The phases of a request, in nginx's order. */
public enum Phase {
    POST_READ,
    SERVER_REWRITE,
    FIND_CONFIG,
    REWRITE,
    POST_REWRITE,
    PREACCESS,
    ACCESS,
    POST_ACCESS,
    PRECONTENT,
    CONTENT,
    LOG
}
