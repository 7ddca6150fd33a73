// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

/**
 * What we are and what we are compatible with. Immutable; {@code bin/perilune} prints the same
 * without Java.
 */
final class Version {

    /** Ours. */
    static final String PERILUNE = "0.1.0";

    /** The nginx whose behaviour we follow. */
    static final String NGINX = "1.29.7";

    static final int NGINX_NUMBER = 1_029_007;

    /** The lua-nginx-module whose behaviour we follow, as a number: 0.10.29. */
    static final int LUA_MODULE_NUMBER = 10_029;

    static final String CONFIGURE =
            " --with-pcre-jit --with-debug --without-http_fastcgi_module"
                    + " --without-http_scgi_module --without-http_uwsgi_module";

    /** {@code nginx/1.29.7 (perilune 0.1.0)}. */
    static final String PRODUCT = "nginx/" + NGINX + " (perilune " + PERILUNE + ")";

    private Version() {}

    static String shortText() {
        return "nginx version: " + PRODUCT + "\n";
    }

    static String longText() {
        return shortText()
                + "compatible with OpenResty 1.29.x and lua-nginx-module 0.10.29\n"
                + "running on Java "
                + Runtime.version()
                + "\n"
                + "configure arguments:"
                + CONFIGURE
                + "\n";
    }
}
