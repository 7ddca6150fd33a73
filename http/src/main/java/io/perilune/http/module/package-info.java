// SPDX-License-Identifier: Apache-2.0
/** What a module of the HTTP server is: directives, configuration records, handlers, filters. */
package io.perilune.http.module;
