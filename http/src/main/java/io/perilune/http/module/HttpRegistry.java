// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.module;

import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.PhaseHandler;
import io.perilune.http.filter.BodyFilter;
import io.perilune.http.filter.HeaderFilter;
import io.perilune.http.phase.Phase;
import io.perilune.http.variable.VariableTable;

/**
 * Where modules add what requests run through. As in nginx, within a phase and among filters the
 * module installed last comes first. Used by one thread while the configuration is read.
 */
public interface HttpRegistry {

    VariableTable variables();

    /** A record of the main level. */
    <T> T main(ModuleKey<T> key);

    /** Adds a handler to a phase, before those already there. */
    void handler(Phase phase, PhaseHandler handler);

    /** Adds a handler to a phase, behind all others. */
    void lastHandler(Phase phase, PhaseHandler handler);

    /** Adds a filter for response heads, before those already there. */
    void headerFilter(HeaderFilter filter);

    /** Adds a filter for response bodies, before those already there. */
    void bodyFilter(BodyFilter filter);
}
