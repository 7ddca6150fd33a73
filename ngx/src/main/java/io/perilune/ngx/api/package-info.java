// SPDX-License-Identifier: Apache-2.0
/**
 * OpenResty's functions, one class for each noun, each with a table of its functions and where they
 * may be called.
 */
package io.perilune.ngx.api;
