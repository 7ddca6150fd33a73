// SPDX-License-Identifier: Apache-2.0
package io.perilune.server;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.perilune.http.core.CoreConfig;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;

/**
 * {@code worker_rlimit_nofile}, {@code worker_rlimit_core}, {@code worker_priority} and {@code
 * worker_cpu_affinity}, by calls of the C library. A limit holds for the whole process, priority
 * and processors for the calling thread, which on Linux has them of its own. Stateless.
 */
final class SystemLimits {

    private static final int RLIMIT_CORE = 4;
    private static final int RLIMIT_NOFILE = 7;
    private static final int PRIO_PROCESS = 0;
    private static final int CPU_SET_BYTES = 128;

    private SystemLimits() {}

    /** The process's limits; what fails is logged, as nginx does, and changes nothing. */
    static void applyToProcess(CoreConfig core, LogSink log) {
        limit(RLIMIT_NOFILE, "RLIMIT_NOFILE", core.workerRlimitNofile, log);
        limit(RLIMIT_CORE, "RLIMIT_CORE", core.workerRlimitCore, log);
    }

    private static void limit(int resource, String name, long value, LogSink log) {
        if (value < 0) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment both = arena.allocateFrom(JAVA_LONG, value, value);
            FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS);
            if (invoke("setrlimit", type, resource, both) != 0) {
                log.log(LogLevel.ALERT, "setrlimit(" + name + ", " + value + ") failed");
            }
        }
    }

    /** The calling worker's priority and processors. */
    static void applyToWorker(CoreConfig core, int worker, LogSink log) {
        int priority = core.workerPriority;
        if (priority != 0 && setPriority(priority) != 0) {
            log.log(LogLevel.ALERT, "setpriority(" + priority + ") failed");
        }
        List<BitSet> masks = core.workerCpus;
        if (!masks.isEmpty()) {
            int last = masks.size() - 1;
            bind(
                    masks.get(core.workerCpusInTurn ? worker % (last + 1) : Math.min(worker, last)),
                    log);
        }
    }

    private static int setPriority(int priority) {
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
        return invoke("setpriority", type, PRIO_PROCESS, 0, priority);
    }

    private static void bind(BitSet cpus, LogSink log) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocate(CPU_SET_BYTES, 8);
            byte[] bits = cpus.toByteArray();
            MemorySegment.copy(bits, 0, set, JAVA_BYTE, 0, bits.length);
            FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
            if (invoke("sched_setaffinity", type, 0, (long) CPU_SET_BYTES, set) != 0) {
                log.log(LogLevel.ALERT, "sched_setaffinity() failed");
            }
        }
    }

    private static int invoke(String name, FunctionDescriptor type, Object... arguments) {
        Linker linker = Linker.nativeLinker();
        try {
            return (int)
                    linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type)
                            .invokeWithArguments(arguments);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
