// SPDX-License-Identifier: Apache-2.0
/**
 * Where OpenResty's Lua API meets the HTTP engine: the {@code *_by_lua*} and {@code lua_*}
 * directives as an HTTP module, and the ports of {@code io.perilune.ngx} on an exchange. Logic
 * belongs left or right of here.
 */
package io.perilune.ngx.http;
