// SPDX-License-Identifier: Apache-2.0
/** What ngx.re adds to the regex engine: options, a cache, replacement templates. */
package io.perilune.ngx.regex;
