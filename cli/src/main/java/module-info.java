// SPDX-License-Identifier: Apache-2.0
/** The command line. */
module io.perilune.cli {
    requires io.perilune.server;
    requires io.perilune.ngx.http;
    requires io.perilune.lua;
    requires jdk.unsupported;
    requires org.jline;
}
