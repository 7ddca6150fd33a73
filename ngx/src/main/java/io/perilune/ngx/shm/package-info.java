// SPDX-License-Identifier: Apache-2.0
/** Shared dictionaries. */
package io.perilune.ngx.shm;
