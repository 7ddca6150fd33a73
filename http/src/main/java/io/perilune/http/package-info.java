// SPDX-License-Identifier: Apache-2.0
/** From a configuration's tree to a frozen configuration that serves requests. */
package io.perilune.http;
