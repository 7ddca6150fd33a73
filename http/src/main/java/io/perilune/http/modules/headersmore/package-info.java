// SPDX-License-Identifier: Apache-2.0
/**
 * The headers-more module that OpenResty bundles: sets and clears header lines of requests and
 * responses.
 */
package io.perilune.http.modules.headersmore;
