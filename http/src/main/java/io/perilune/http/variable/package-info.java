// SPDX-License-Identifier: Apache-2.0
/** Variables and texts with variables in them, compiled once when the configuration is read. */
package io.perilune.http.variable;
