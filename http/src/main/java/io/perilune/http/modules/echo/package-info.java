// SPDX-License-Identifier: Apache-2.0
/** The echo module that OpenResty bundles: a location's answer as a list of commands. */
package io.perilune.http.modules.echo;
