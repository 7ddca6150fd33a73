// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Arrays;

/** Calls that have begun and can still be resumed. Confined to its matcher. */
final class Frames {

    private static final int MAX_FRAMES = 200_000;

    int count;
    int[] parent = new int[8];
    int[] group = new int[8];
    int[] position = new int[8];
    int[] returnTo = new int[8];
    int[] height = new int[8];
    int[][] saved = new int[8][];

    int push(int parentFrame, int groupNumber, int at, int back, int stackHeight, int[] slots) {
        if (count == parent.length) {
            grow();
        }
        int frame = count++;
        parent[frame] = parentFrame;
        group[frame] = groupNumber;
        position[frame] = at;
        returnTo[frame] = back;
        height[frame] = stackHeight;
        if (saved[frame] == null) {
            saved[frame] = new int[slots.length];
        }
        System.arraycopy(slots, 0, saved[frame], 0, slots.length);
        return frame;
    }

    private void grow() {
        if (count >= MAX_FRAMES) {
            throw new RegexLimitException(RegexLimitException.HEAP_LIMIT, "heap limit exceeded");
        }
        int size = 2 * count;
        parent = Arrays.copyOf(parent, size);
        group = Arrays.copyOf(group, size);
        position = Arrays.copyOf(position, size);
        returnTo = Arrays.copyOf(returnTo, size);
        height = Arrays.copyOf(height, size);
        saved = Arrays.copyOf(saved, size);
    }

    /** Whether the innermost call of a group around the present frame is at the same position. */
    boolean isLoop(int current, int groupNumber, int at) {
        for (int f = current; f >= 0; f = parent[f]) {
            if (group[f] == groupNumber) {
                return position[f] == at;
            }
        }
        return false;
    }
}
