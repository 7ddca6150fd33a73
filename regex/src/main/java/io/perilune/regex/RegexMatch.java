// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Arrays;

/** One successful match: the subject and the bounds of its groups. Immutable. */
public final class RegexMatch {

    private final String subject;

    /** Start and end of group i at 2i and 2i+1; -1 for a group that took no part. */
    private final int[] bounds;

    public RegexMatch(String subject, int[] bounds) {
        this.subject = subject;
        this.bounds = bounds;
    }

    /** Number of groups, without group 0. */
    public int groupCount() {
        return bounds.length / 2 - 1;
    }

    public String subject() {
        return subject;
    }

    /** Start of a group, or -1 if it took no part in the match or does not exist. */
    public int start(int group) {
        return 2 * group < bounds.length ? bounds[2 * group] : -1;
    }

    /** End (exclusive) of a group, or -1 if it took no part in the match or does not exist. */
    public int end(int group) {
        return 2 * group < bounds.length ? bounds[2 * group + 1] : -1;
    }

    /** Text of a group, or null if it took no part in the match or does not exist. */
    public String group(int group) {
        int start = start(group);
        return start < 0 ? null : subject.substring(start, end(group));
    }

    @Override
    public String toString() {
        return "RegexMatch" + Arrays.toString(bounds);
    }
}
