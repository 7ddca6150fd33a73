// SPDX-License-Identifier: Apache-2.0
/** The directives of the set-misc module that OpenResty bundles: {@code set} with functions. */
package io.perilune.http.modules.setmisc;
