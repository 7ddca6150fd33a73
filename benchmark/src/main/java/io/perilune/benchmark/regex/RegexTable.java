// SPDX-License-Identifier: Apache-2.0
package io.perilune.benchmark.regex;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;

/**
 * Prints how much processor time each task takes in each engine, taking turns, best of several
 * rounds. Arguments: milliseconds a round, then parts of the names of the tasks wanted (none: all).
 */
public final class RegexTable {

    private static final List<String> ENGINES = List.of("perilune", "jdk", "joni", "pcre2");
    private static final int ROUNDS = 6;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private RegexTable() {}

    public static void main(String[] arguments) {
        long round = 1_000_000L * (arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60);
        System.out.printf("%-18s", "ns per task");
        ENGINES.forEach(engine -> System.out.printf("%12s", engine));
        System.out.printf("%12s%n", "/ pcre2");
        double product = 0;
        int count = 0;
        for (RegexTask task : RegexTask.all()) {
            if (isWanted(task, arguments)) {
                product += Math.log(row(task, round));
                count++;
            }
        }
        System.out.printf(Locale.ROOT, "geometric mean %.2f%n", Math.exp(product / count));
    }

    private static boolean isWanted(RegexTask task, String[] arguments) {
        for (int i = 1; i < arguments.length; i++) {
            if (task.name().contains(arguments[i])) {
                return true;
            }
        }
        return arguments.length < 2;
    }

    private static double row(RegexTask task, long round) {
        RegexFinder[] finders =
                ENGINES.stream()
                        .map(engine -> RegexFinder.of(engine, task))
                        .toArray(RegexFinder[]::new);
        double[] best = new double[finders.length];
        long[] sums = new long[finders.length];
        for (int turn = 0; turn < ROUNDS; turn++) {
            for (int i = 0; i < finders.length; i++) {
                sums[i] = finders[i].run();
                double time = time(finders[i], turn == 0 ? 4 * round : round);
                best[i] = turn < 2 ? time : Math.min(best[i], time);
            }
        }
        System.out.printf("%-18s", task.name());
        for (double time : best) {
            System.out.printf(Locale.ROOT, "%12.0f", time);
        }
        System.out.printf(Locale.ROOT, "%12.2f", best[0] / best[3]);
        for (int i = 1; i < sums.length; i++) {
            System.out.print(sums[i] == sums[0] ? "" : "  " + ENGINES.get(i) + " differs");
        }
        System.out.println();
        return best[0] / best[3];
    }

    private static double time(RegexFinder finder, long nanos) {
        long start = THREADS.getCurrentThreadCpuTime();
        long runs = 0;
        long batch = 1;
        long elapsed;
        do {
            for (long i = 0; i < batch; i++) {
                finder.run();
            }
            runs += batch;
            batch = Math.min(batch * 2, 1024);
            elapsed = THREADS.getCurrentThreadCpuTime() - start;
        } while (elapsed < nanos);
        return (double) elapsed / runs;
    }
}
