// SPDX-License-Identifier: Apache-2.0
/** HTTP/1 on one connection: reading heads, one request after the other, writing, closing. */
package io.perilune.server.http1;
