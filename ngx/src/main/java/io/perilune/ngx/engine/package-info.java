// SPDX-License-Identifier: Apache-2.0
/** Runs Lua handlers of requests and timers: machines, code, light threads, results. */
package io.perilune.ngx.engine;
