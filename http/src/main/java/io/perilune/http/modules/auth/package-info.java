// SPDX-License-Identifier: Apache-2.0
/** Basic authentication and the kinds of password hashes that user files have. */
package io.perilune.http.modules.auth;
