// SPDX-License-Identifier: Apache-2.0
/** Limits on requests a second and on connections, counted for all workers together. */
package io.perilune.http.modules.limit;
