// SPDX-License-Identifier: Apache-2.0
/** The whole pipeline without a socket: configuration and request as text in, response text out. */
package io.perilune.http.direct;
