// SPDX-License-Identifier: Apache-2.0
/** OpenResty's engine and API for a host: {@link io.perilune.ngx.Ngx} is the way in. */
package io.perilune.ngx;
