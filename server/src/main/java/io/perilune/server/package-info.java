// SPDX-License-Identifier: Apache-2.0
/** The server: workers, their event loops, starting, reloading and stopping. */
package io.perilune.server;
