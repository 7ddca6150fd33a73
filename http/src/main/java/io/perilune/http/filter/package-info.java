// SPDX-License-Identifier: Apache-2.0
/** What responses pass on their way out, linked once when the configuration is read. */
package io.perilune.http.filter;
