// SPDX-License-Identifier: Apache-2.0
/**
 * What the tests of all modules share: cases as text files, raw clients, the assembled server.
 *
 * <p>Texts of requests and responses hold one char per byte (Latin-1), as in the server itself.
 */
package io.perilune.testkit;
