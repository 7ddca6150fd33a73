// SPDX-License-Identifier: Apache-2.0
/**
 * Regular expressions on texts that hold one char per byte.
 *
 * <p>{@link io.perilune.regex.Regex} is the seam behind which the engine lives; callers never see
 * which one it is.
 */
package io.perilune.regex;
