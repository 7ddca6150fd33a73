// SPDX-License-Identifier: Apache-2.0
/** Runs the cases of this module's folders. */
package io.perilune.conformance;
