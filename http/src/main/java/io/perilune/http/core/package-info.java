// SPDX-License-Identifier: Apache-2.0
/** nginx's core module: its directives and variables, servers and locations, how heads are sent. */
package io.perilune.http.core;
