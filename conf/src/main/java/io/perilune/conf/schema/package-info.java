// SPDX-License-Identifier: Apache-2.0
/**
 * Which directives exist, where they may stand and what they take; the one checker that complains
 * about all else.
 */
package io.perilune.conf.schema;
