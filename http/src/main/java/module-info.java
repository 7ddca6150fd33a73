// SPDX-License-Identifier: Apache-2.0
/** nginx's HTTP behaviour, without sockets. */
module io.perilune.http {
    requires transitive io.perilune.conf;
    requires transitive io.perilune.regex;
    requires transitive io.netty.buffer;

    exports io.perilune.http;
    exports io.perilune.http.message;
    exports io.perilune.http.io;
    exports io.perilune.http.exchange;
    exports io.perilune.http.variable;
    exports io.perilune.http.phase;
    exports io.perilune.http.filter;
    exports io.perilune.http.route;
    exports io.perilune.http.module;
    exports io.perilune.http.core;
    exports io.perilune.http.modules;
    exports io.perilune.http.modules.echo;
    exports io.perilune.http.modules.headersmore;
    exports io.perilune.http.modules.rewrite;
    exports io.perilune.http.modules.setmisc;
}
