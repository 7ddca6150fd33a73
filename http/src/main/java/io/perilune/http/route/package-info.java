// SPDX-License-Identifier: Apache-2.0
/** Which server and which location a request belongs to. */
package io.perilune.http.route;
