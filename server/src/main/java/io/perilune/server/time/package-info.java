// SPDX-License-Identifier: Apache-2.0
/** A worker's clock and timers. */
package io.perilune.server.time;
