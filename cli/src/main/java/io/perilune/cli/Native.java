// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The few calls of the C library that Java has nothing for: waiting for signals, sending them, and
 * where standard error goes. Linux. Thread-safe.
 */
final class Native {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final int O_WRONLY_CREAT_APPEND = 0x441;
    private static final int STDERR = 2;
    private static final int SIGSET_BYTES = 128;
    private static final int SIGINFO_BYTES = 128;
    private static final int SIGINFO_PID = 16;

    private Native() {}

    private static MethodHandle function(
            String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }

    /** A signal that has come: its number and the process that sent it (0: the system). */
    record Arrival(int signal, int sender) {}

    /**
     * Waits for one of a set of signals, which must be blocked in all threads. Confined to one
     * thread.
     */
    static final class SignalWait {

        private final MethodHandle wait =
                function("sigwaitinfo", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
        private final MemorySegment set;
        private final MemorySegment info;

        SignalWait(int... signals) {
            Arena arena = Arena.global();
            set = arena.allocate(SIGSET_BYTES, 8);
            info = arena.allocate(SIGINFO_BYTES, 8);
            for (int signal : signals) {
                int bit = signal - 1;
                long at = bit / 8;
                set.set(JAVA_BYTE, at, (byte) (set.get(JAVA_BYTE, at) | 1 << bit % 8));
            }
        }

        /** The next signal. */
        Arrival next() {
            try {
                int signal;
                do {
                    signal = (int) wait.invokeExact(set, info);
                } while (signal < 0);
                return new Arrival(signal, info.get(JAVA_INT, SIGINFO_PID));
            } catch (Throwable failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    /** Sends a signal; false if there is no such process or it may not be sent to. */
    static boolean kill(long pid, int signal) {
        try {
            return (int)
                            function("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT))
                                    .invokeExact((int) pid, signal)
                    == 0;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Lets standard error, ours and that of processes we start, go to the end of a file. */
    static void redirectStderr(String path) {
        try (Arena arena = Arena.ofConfined()) {
            int fd =
                    (int)
                            function(
                                            "open",
                                            FunctionDescriptor.of(
                                                    JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                                            Linker.Option.firstVariadicArg(2))
                                    .invokeExact(
                                            arena.allocateFrom(path), O_WRONLY_CREAT_APPEND, 0644);
            if (fd < 0) {
                return;
            }
            int ignored =
                    (int)
                            function("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT))
                                    .invokeExact(fd, STDERR);
            int closed =
                    (int)
                            function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT))
                                    .invokeExact(fd);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
