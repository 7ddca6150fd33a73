// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.variable.Interpolation;

/**
 * One status of an {@code error_page}. Immutable.
 *
 * @param status the status it is for
 * @param overwrite the status to answer with; -1: the original one; 0: what the page answers
 * @param uri a path, an absolute address, or a named location
 */
record ErrorPage(int status, int overwrite, Interpolation uri) {}
