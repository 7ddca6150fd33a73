// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

/**
 * What a phase handler answers; the cases are those of {@link Kind}. Immutable, never allocated on
 * the way.
 */
public final class Verdict {

    /** The meanings of a verdict. */
    public enum Kind {
        /** Not mine, or nothing to say: go on with the next handler (nginx: DECLINED). */
        NEXT,
        /** Done with this phase: go on with the next one (nginx: OK; in access: allowed). */
        NEXT_PHASE,
        /**
         * Waiting: the engine returns, and {@link Exchange#resume} goes on. Also the right answer
         * after a call of {@code internalRedirect}, {@code namedLocation} or {@code
         * finalizeRequest}, which have already decided how to go on.
         */
        SUSPENDED,
        /** The response is made: complete it and end the request. */
        FINISHED,
        /** End the request with a status, by an error page where one is due. */
        RESPOND
    }

    public static final Verdict NEXT = new Verdict(Kind.NEXT, 0);
    public static final Verdict NEXT_PHASE = new Verdict(Kind.NEXT_PHASE, 0);
    public static final Verdict SUSPENDED = new Verdict(Kind.SUSPENDED, 0);
    public static final Verdict FINISHED = new Verdict(Kind.FINISHED, 0);

    /** The connection is of no more use (nginx: ERROR): end without an answer. */
    public static final Verdict BROKEN = new Verdict(Kind.RESPOND, Exchange.ERROR);

    private static final Verdict[] RESPOND = new Verdict[1000];

    static {
        for (int status = 0; status < RESPOND.length; status++) {
            RESPOND[status] = new Verdict(Kind.RESPOND, status);
        }
    }

    private final Kind kind;
    private final int status;

    private Verdict(Kind kind, int status) {
        this.kind = kind;
        this.status = status;
    }

    /** The verdict to end the request with this status (0 to 999). */
    public static Verdict respond(int status) {
        return status == Exchange.ERROR ? BROKEN : RESPOND[status];
    }

    public Kind kind() {
        return kind;
    }

    /** The status to respond with; 0 unless {@link Kind#RESPOND}. */
    public int status() {
        return status;
    }

    @Override
    public String toString() {
        return kind == Kind.RESPOND ? "RESPOND(" + status + ")" : kind.name();
    }
}
