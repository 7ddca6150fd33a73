// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.json;

/**
 * A text that is no JSON, or a value that has none. Has no stack trace; its message is lua-cjson's.
 */
final class JsonError extends RuntimeException {
    JsonError(String message) {
        super(message, null, false, false);
    }
}
