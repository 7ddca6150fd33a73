// SPDX-License-Identifier: Apache-2.0
/** Compressing answers: who may get gzip, and the filter that makes it. */
package io.perilune.http.modules.gzip;
