// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** A heap has something that cannot be copied; the message names it, as in "a coroutine". */
public final class UncopyableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UncopyableException(String what) {
        super(what);
    }
}
