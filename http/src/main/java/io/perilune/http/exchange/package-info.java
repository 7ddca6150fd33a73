// SPDX-License-Identifier: Apache-2.0
/**
 * One request and its answer: what handlers, filters and variables work on.
 *
 * <p>An {@link io.perilune.http.exchange.Exchange} knows its parts and, through {@link
 * io.perilune.http.exchange.Pipeline}, how to have itself carried on; phases and filters are built
 * above it.
 */
package io.perilune.http.exchange;
