// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.schema;

/**
 * Where a directive stands. The names are those of nginx's documentation; the comments are its
 * constants.
 */
public enum Context {
    /** NGX_MAIN_CONF. */
    MAIN,
    /** NGX_EVENT_CONF. */
    EVENTS,
    /** NGX_HTTP_MAIN_CONF. */
    HTTP,
    /** NGX_HTTP_SRV_CONF. */
    SERVER,
    /** NGX_HTTP_SIF_CONF: "if" in a server. */
    SERVER_IF,
    /** NGX_HTTP_LOC_CONF. */
    LOCATION,
    /** NGX_HTTP_LIF_CONF: "if" in a location. */
    LOCATION_IF,
    /** NGX_HTTP_LMT_CONF. */
    LIMIT_EXCEPT,
    /** NGX_HTTP_UPS_CONF. */
    UPSTREAM
}
