// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.tree;

import java.util.Locale;

/**
 * What a user's configuration has wrong, in nginx's words. Carries no stack trace: it names a place
 * in the configuration, not one in the program. Immutable.
 */
public final class ConfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How nginx marks the complaint; start fails in either case. */
    public enum Level {
        EMERG,
        CRIT;

        /** As it stands between the brackets of a log line. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Level level;
    private final String problem;
    private final transient ConfPosition position;

    public ConfException(Level level, String problem, ConfPosition position) {
        super(position == null ? problem : problem + position.suffix(), null, false, false);
        this.level = level;
        this.problem = problem;
        this.position = position;
    }

    /**
     * @param position null when nginx names no place
     */
    public ConfException(String problem, ConfPosition position) {
        this(Level.EMERG, problem, position);
    }

    public Level level() {
        return level;
    }

    /** The message without its place. */
    public String problem() {
        return problem;
    }

    /** Null when the complaint is about no place in a file. */
    public ConfPosition position() {
        return position;
    }
}
