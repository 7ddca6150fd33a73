// SPDX-License-Identifier: Apache-2.0
/** Sockets that are listened on, and the choice between epoll and the JDK's selectors. */
package io.perilune.server.listen;
