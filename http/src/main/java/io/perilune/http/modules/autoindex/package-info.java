// SPDX-License-Identifier: Apache-2.0
/** Listings of folders, as HTML, JSON or XML. */
package io.perilune.http.modules.autoindex;
