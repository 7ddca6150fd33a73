// SPDX-License-Identifier: Apache-2.0
/** Ports: what the outside (a server, a test) implements for HTTP to happen. */
package io.perilune.http.io;
