// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

/** The version of nginx whose behaviour this is. */
public final class Version {

    /** {@code $nginx_version}. */
    public static final String NGINX = "1.29.7";

    /** nginx's number: major times 1,000,000, minor times 1,000, patch. */
    public static final int NUMBER = 1_029_007;

    /** What the Server line and error pages show. */
    public static final String PRODUCT = "nginx/" + NGINX;

    /** The same under {@code server_tokens build}. */
    public static final String PRODUCT_BUILD = PRODUCT + " (perilune)";

    private Version() {}
}
