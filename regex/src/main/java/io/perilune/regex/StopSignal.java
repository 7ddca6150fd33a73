// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/**
 * Asked now and then during a match whether it shall be given up. Must be cheap and thread-safe.
 */
@FunctionalInterface
public interface StopSignal {

    /** Lets every match come to its own end. */
    StopSignal NEVER = () -> false;

    boolean isSet();
}
