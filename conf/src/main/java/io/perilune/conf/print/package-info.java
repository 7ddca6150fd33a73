// SPDX-License-Identifier: Apache-2.0
/** The configuration as text again, for {@code -T}. */
package io.perilune.conf.print;
