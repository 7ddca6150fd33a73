// SPDX-License-Identifier: Apache-2.0
/** The assembled server without sockets: bytes in, bytes out. */
package io.perilune.conformance.direct;
