// SPDX-License-Identifier: Apache-2.0
/** The access log: formats, where lines go, and the handler of the log phase. */
package io.perilune.http.modules.log;
