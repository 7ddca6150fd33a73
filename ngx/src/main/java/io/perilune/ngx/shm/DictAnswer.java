// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.shm;

/**
 * What a dictionary's method answers beside its result; belongs to the caller and is used again and
 * again.
 */
public final class DictAnswer {
    /** In Lua's two-slot convention, with the number in {@link #number}. */
    public Object value;

    public double number;
    public int flags;
    public boolean stale;

    /** Whether items that had not expired had to go. */
    public boolean forcible;

    /** Null when all went well. */
    public String error;

    void clear() {
        value = null;
        flags = 0;
        stale = false;
        forcible = false;
        error = null;
    }
}
