// SPDX-License-Identifier: Apache-2.0
/** The phases as flat arrays, and the loop that walks a request through them. */
package io.perilune.http.phase;
