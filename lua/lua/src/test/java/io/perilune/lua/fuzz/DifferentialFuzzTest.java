// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random programs print the same here as under Debian's luajit, errors included. */
class DifferentialFuzzTest {
    private static final long FIRST_SEED = Long.getLong("perilune.fuzz.seed", 65);
    private static final int PROGRAMS = Integer.getInteger("perilune.fuzz.programs", 64);

    /** Short ones. */
    private static final int TABLES = 8 * PROGRAMS;

    @Test
    @Timeout(300)
    void randomProgramsPrintTheSame() throws IOException {
        compare(PROGRAMS, Programs::write);
    }

    @Test
    @Timeout(300)
    void bordersOfTablesWithHolesAreTheSame() throws IOException {
        compare(TABLES, Borders::write);
    }

    @Test
    @Timeout(300)
    void bordersOfNewTablesAreTheSame() throws IOException {
        compare(TABLES, Borders::writeConstructor);
    }

    private static void compare(int count, LongFunction<String> writer) throws IOException {
        assumeTrue(
                ReferenceLua.isThere(),
                "luajit is not installed: random programs are not compared");
        List<String> found = new ArrayList<>();
        try (Differences differences = new Differences()) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
                Differences.Difference difference = differences.check(seed, writer.apply(seed));
                if (difference != null && !difference.onlyNames()) {
                    found.add(difference.toString());
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
