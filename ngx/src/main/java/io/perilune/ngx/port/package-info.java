// SPDX-License-Identifier: Apache-2.0
/**
 * What a host must offer so that OpenResty's API can run in it. A host implements these; nobody
 * else does.
 *
 * <p>Everything is called on the worker's own thread. Texts are strings of one char a byte
 * (Latin-1).
 */
package io.perilune.ngx.port;
