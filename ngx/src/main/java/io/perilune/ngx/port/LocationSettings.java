// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.port;

/**
 * The `lua_*` directives of a location that the API heeds while it runs. Immutable; one a location.
 *
 * @param transformUnderscores `lua_transform_underscores_in_response_headers`
 * @param http10Buffering `lua_http10_buffering`
 * @param useDefaultType `lua_use_default_type`
 * @param checkClientAbort `lua_check_client_abort`
 * @param logSocketErrors `lua_socket_log_errors`
 * @param connectTimeout `lua_socket_connect_timeout`, milliseconds
 * @param sendTimeout `lua_socket_send_timeout`
 * @param readTimeout `lua_socket_read_timeout`
 */
public record LocationSettings(
        boolean transformUnderscores,
        boolean http10Buffering,
        boolean useDefaultType,
        boolean checkClientAbort,
        boolean logSocketErrors,
        int connectTimeout,
        int sendTimeout,
        int readTimeout) {

    public static final LocationSettings DEFAULTS =
            new LocationSettings(true, true, true, false, true, 60_000, 60_000, 60_000);
}
