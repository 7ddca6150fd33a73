// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

/** A place in a method's code, to jump to. Confined to its {@link Code}. */
final class Label {
    /** In bytes from the begin; -1 while it is ahead. */
    int place = -1;

    /** What is there when the code comes to it; null while nobody does. */
    State state;

    boolean isTarget;

    /** Places of jumps that wait for it. */
    int[] jumps = {};

    int jumpCount;
}
