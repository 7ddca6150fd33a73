// SPDX-License-Identifier: Apache-2.0
/** The HTTP server on Netty. */
module io.perilune.server {
    requires transitive io.perilune.http;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;

    exports io.perilune.server;
    exports io.perilune.server.listen;
    exports io.perilune.server.log;
}
