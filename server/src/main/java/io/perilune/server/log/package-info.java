// SPDX-License-Identifier: Apache-2.0
/** Log files: error logs in nginx's format, access logs, reopening. */
package io.perilune.server.log;
