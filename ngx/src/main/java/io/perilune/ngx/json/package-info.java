// SPDX-License-Identifier: Apache-2.0
/** The modules cjson and cjson.safe: JSON as lua-cjson reads and writes it. */
package io.perilune.ngx.json;
