// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.conf.tree.Directive;
import io.perilune.http.module.ConfScope;
import java.util.BitSet;

/**
 * {@code worker_cpu_affinity}: a mask of processors for each worker, or {@code auto}. Stateless.
 */
final class CpuAffinity {

    private static final int MOST_CPUS = 1024;

    private CpuAffinity() {}

    static void set(ConfScope cf, Directive d) {
        CoreConfig core = ProcessDirectives.process(cf);
        if (!core.seen.add(d.name())) {
            throw d.duplicate();
        }
        if (!d.argument(0).equals("auto")) {
            d.arguments().forEach(text -> core.workerCpus.add(mask(d, text)));
            return;
        }
        if (d.count() > 2) {
            throw d.fail("invalid number of arguments in \"worker_cpu_affinity\" directive");
        }
        BitSet all = new BitSet();
        if (d.count() == 2) {
            all.or(mask(d, d.argument(1)));
        } else {
            all.set(0, Runtime.getRuntime().availableProcessors());
        }
        if (all.isEmpty()) {
            throw d.complain("invalid value");
        }
        all.stream().forEach(cpu -> core.workerCpus.add(only(cpu)));
        core.workerCpusInTurn = true;
    }

    private static BitSet only(int cpu) {
        BitSet one = new BitSet();
        one.set(cpu);
        return one;
    }

    /** The last character is the first processor's. */
    private static BitSet mask(Directive d, String text) {
        BitSet mask = new BitSet();
        int cpu = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            switch (text.charAt(i)) {
                case ' ' -> {}
                case '0' -> cpu++;
                case '1' -> mask.set(cpu++);
                default ->
                        throw d.fail(
                                "invalid character \""
                                        + text.charAt(i)
                                        + "\" in \"worker_cpu_affinity\"");
            }
        }
        if (cpu > MOST_CPUS) {
            throw d.fail("\"worker_cpu_affinity\" supports up to " + MOST_CPUS + " CPUs only");
        }
        return mask;
    }
}
