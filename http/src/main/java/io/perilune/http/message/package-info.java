// SPDX-License-Identifier: Apache-2.0
/** What requests and responses are made of. Every text holds one char per byte. */
package io.perilune.http.message;
