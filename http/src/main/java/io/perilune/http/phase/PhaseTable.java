// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.phase;

import io.perilune.http.exchange.PhaseHandler;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All handlers of all phases as flat arrays: the handler, what its verdicts mean, and where the
 * next phase begins. A request holds an index into them. Immutable.
 */
public final class PhaseTable {

    /** What a handler's verdicts mean, by its phase. */
    enum Meaning {
        GENERIC,
        ACCESS,
        CONTENT
    }

    final PhaseHandler[] handlers;
    final Meaning[] meanings;
    final int[] nextPhase;
    final PhaseHandler[] logHandlers;
    private final Map<Phase, Integer> starts = new EnumMap<>(Phase.class);

    private PhaseTable(
            List<PhaseHandler> handlers,
            List<Meaning> meanings,
            List<Integer> next,
            List<PhaseHandler> logHandlers) {
        this.handlers = handlers.toArray(PhaseHandler[]::new);
        this.meanings = meanings.toArray(Meaning[]::new);
        this.nextPhase = next.stream().mapToInt(Integer::intValue).toArray();
        this.logHandlers = logHandlers.toArray(PhaseHandler[]::new);
    }

    /**
     * Lays out the phases' handlers in the order of {@link Phase}. The last handler of the content
     * phase must not answer NEXT.
     */
    public static PhaseTable of(Map<Phase, List<PhaseHandler>> byPhase) {
        List<PhaseHandler> handlers = new ArrayList<>();
        List<Meaning> meanings = new ArrayList<>();
        List<Integer> next = new ArrayList<>();
        Map<Phase, Integer> starts = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            starts.put(phase, handlers.size());
            if (phase != Phase.LOG) {
                List<PhaseHandler> added = byPhase.getOrDefault(phase, List.of());
                int end = handlers.size() + added.size();
                for (PhaseHandler handler : added) {
                    handlers.add(handler);
                    meanings.add(meaning(phase));
                    next.add(end);
                }
            }
        }
        PhaseTable table =
                new PhaseTable(
                        handlers, meanings, next, byPhase.getOrDefault(Phase.LOG, List.of()));
        table.starts.putAll(starts);
        return table;
    }

    private static Meaning meaning(Phase phase) {
        return switch (phase) {
            case ACCESS -> Meaning.ACCESS;
            case CONTENT -> Meaning.CONTENT;
            case POST_READ,
                    SERVER_REWRITE,
                    FIND_CONFIG,
                    REWRITE,
                    POST_REWRITE,
                    PREACCESS,
                    POST_ACCESS,
                    PRECONTENT,
                    LOG ->
                    Meaning.GENERIC;
        };
    }

    /** Index of a phase's first handler (of the next phase's, if it has none). */
    public int start(Phase phase) {
        return starts.get(phase);
    }
}
