// SPDX-License-Identifier: Apache-2.0
package io.perilune.benchmark.regex;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** A task in the system's libpcre2-8, compiled by its JIT. Subjects stay on the Java heap. */
final class Pcre2Finder implements RegexFinder {

    private static final SymbolLookup LIBRARY =
            SymbolLookup.libraryLookup("libpcre2-8.so.0", Arena.global());
    private static final MethodHandle COMPILE =
            handle(
                    "pcre2_compile_8",
                    FunctionDescriptor.of(
                            ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle JIT =
            handle("pcre2_jit_compile_8", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle DATA =
            handle(
                    "pcre2_match_data_create_from_pattern_8",
                    FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle VECTOR =
            handle("pcre2_get_ovector_pointer_8", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle MATCH =
            handle(
                    "pcre2_jit_match_8",
                    FunctionDescriptor.of(
                            JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS,
                            ADDRESS),
                    Linker.Option.critical(true));

    private static final int CASELESS = 8;
    private static final int JIT_COMPLETE = 1;

    private final MemorySegment code;
    private final MemorySegment data;
    private final MemorySegment vector;
    private final MemorySegment[] subjects;
    private final boolean every;
    private final int groups;

    Pcre2Finder(RegexTask task) {
        byte[][] bytes = task.bytes();
        subjects = new MemorySegment[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            subjects[i] = MemorySegment.ofArray(bytes[i]);
        }
        every = task.every();
        groups = java.util.regex.Pattern.compile(task.pattern()).matcher("").groupCount();
        Arena arena = Arena.global();
        byte[] pattern = task.pattern().getBytes(StandardCharsets.ISO_8859_1);
        try {
            code =
                    (MemorySegment)
                            COMPILE.invoke(
                                    arena.allocateFrom(task.pattern()),
                                    (long) pattern.length,
                                    task.caseless() ? CASELESS : 0,
                                    arena.allocate(JAVA_INT),
                                    arena.allocate(JAVA_LONG),
                                    MemorySegment.NULL);
            int error = (int) JIT.invoke(code, JIT_COMPLETE);
            if (error != 0) {
                throw new IllegalStateException("pcre2_jit_compile: " + error);
            }
            data = (MemorySegment) DATA.invoke(code, MemorySegment.NULL);
            vector = ((MemorySegment) VECTOR.invoke(data)).reinterpret(16L * (groups + 1));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle handle(
            String name, FunctionDescriptor type, Linker.Option... options) {
        return Linker.nativeLinker()
                .downcallHandle(LIBRARY.find(name).orElseThrow(), type, options);
    }

    private int match(MemorySegment subject, long from) {
        try {
            return (int)
                    MATCH.invokeExact(
                            code, subject, subject.byteSize(), from, 0, data, MemorySegment.NULL);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long run() {
        long sum = 0;
        for (MemorySegment subject : subjects) {
            long at = 0;
            while (at <= subject.byteSize()) {
                int count = match(subject, at);
                if (count < 0) {
                    break;
                }
                for (int i = 0; i < 2 * groups + 2; i++) {
                    sum += i < 2 * count ? vector.getAtIndex(JAVA_LONG, i) : -1;
                }
                long begin = vector.getAtIndex(JAVA_LONG, 0);
                long end = vector.getAtIndex(JAVA_LONG, 1);
                at = end > begin ? end : end + 1;
                if (!every) {
                    break;
                }
            }
        }
        return sum;
    }
}
