// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The system's libpcre2-8, to compare answers with. Confined to one thread. */
final class Pcre2 implements AutoCloseable {

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/libpcre2-8.so.0");
    static final int CASELESS = 8;
    static final int DUPNAMES = 0x40;
    static final int EXTENDED = 0x80;
    static final int MULTILINE = 0x400;
    static final int DOTALL = 0x20;
    static final int UTF = 0x80000;
    static final int ANCHORED = 0x80000000;
    static final int ALLOW_EMPTY_CLASS = 1;
    static final int ALT_BSUX = 2;
    static final int MATCH_UNSET_BACKREF = 0x200;
    static final int NO_START_OPTIMIZE = 0x10000;
    static final int NO_UTF_CHECK = 0x40000000;
    static final int NO_AUTO_POSSESS = 0x4000;
    static final int NO_DOTSTAR_ANCHOR = 0x8000;
    static final int UNGREEDY = 0x40000;
    static final int UCP = 0x20000;

    private final Arena arena = Arena.ofConfined();
    private final SymbolLookup symbols = SymbolLookup.libraryLookup(LIBRARY, arena);
    private final MethodHandle compile =
            handle(
                    "pcre2_compile_8",
                    FunctionDescriptor.of(
                            ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private final MethodHandle free =
            handle("pcre2_code_free_8", FunctionDescriptor.ofVoid(ADDRESS));
    private final MethodHandle match =
            handle(
                    "pcre2_match_8",
                    FunctionDescriptor.of(
                            JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS,
                            ADDRESS));
    private final MethodHandle jitCompile =
            handle("pcre2_jit_compile_8", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private final MethodHandle dfaMatch =
            handle(
                    "pcre2_dfa_match_8",
                    FunctionDescriptor.of(
                            JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS,
                            ADDRESS, ADDRESS, JAVA_LONG));
    private final MethodHandle message =
            handle(
                    "pcre2_get_error_message_8",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MemorySegment error = arena.allocate(JAVA_INT);
    private final MemorySegment offset = arena.allocate(JAVA_LONG);
    private final MemorySegment pattern = arena.allocate(1 << 20);
    private final MemorySegment subject = arena.allocate(1 << 23);
    private final MemorySegment data;
    private final MemorySegment vector;
    private final MemorySegment context;
    private final MemorySegment workspace = arena.allocate(4 * 10000);
    private MemorySegment code = MemorySegment.NULL;

    Pcre2() {
        try {
            data =
                    (MemorySegment)
                            handle(
                                            "pcre2_match_data_create_8",
                                            FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS))
                                    .invoke(1000, MemorySegment.NULL);
            vector =
                    ((MemorySegment)
                                    handle(
                                                    "pcre2_get_ovector_pointer_8",
                                                    FunctionDescriptor.of(ADDRESS, ADDRESS))
                                            .invoke(data))
                            .reinterpret(16000);
            context =
                    (MemorySegment)
                            handle(
                                            "pcre2_match_context_create_8",
                                            FunctionDescriptor.of(ADDRESS, ADDRESS))
                                    .invoke(MemorySegment.NULL);
            int set =
                    (int)
                            handle(
                                            "pcre2_set_match_limit_8",
                                            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT))
                                    .invoke(context, 30_000);
            assert set == 0;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static boolean isInstalled() {
        return Files.exists(LIBRARY);
    }

    private MethodHandle handle(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.find(name).orElseThrow(), type);
    }

    /** Null if the pattern compiles, else the message, " at " and the offset. */
    String compile(byte[] bytes, int options) {
        try {
            release();
            MemorySegment.copy(bytes, 0, pattern, ValueLayout.JAVA_BYTE, 0, bytes.length);
            code =
                    (MemorySegment)
                            compile.invoke(
                                    pattern,
                                    (long) bytes.length,
                                    options,
                                    error,
                                    offset,
                                    MemorySegment.NULL);
            if (code.address() != 0) {
                return null;
            }
            MemorySegment buffer = subject.asSlice(0, 256);
            int length = (int) message.invoke(error.get(JAVA_INT, 0), buffer, 256L);
            return new String(
                            buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE),
                            StandardCharsets.ISO_8859_1)
                    + " at "
                    + offset.get(JAVA_LONG, 0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Lets the pattern's matches run as machine code; false if PCRE2 cannot. */
    boolean useJit() {
        try {
            return (int) jitCompile.invoke(code, 1) == 0;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Bounds of all matches in a long subject, which is not checked and must match somewhere. */
    List<int[]> all(byte[] bytes) {
        try {
            MemorySegment.copy(bytes, 0, subject, ValueLayout.JAVA_BYTE, 0, bytes.length);
            List<int[]> found = new ArrayList<>();
            long length = bytes.length;
            long from = 0;
            while (true) {
                int rc =
                        (int)
                                match.invoke(
                                        code, subject, length, from, NO_UTF_CHECK, data, context);
                if (rc < 0) {
                    return found;
                }
                from = vector.get(JAVA_LONG, 8);
                found.add(new int[] {(int) vector.get(JAVA_LONG, 0), (int) from});
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Bounds of the groups, or one negative error number. */
    int[] match(byte[] bytes, int from, int groups, boolean dfa) {
        try {
            MemorySegment.copy(bytes, 0, subject, ValueLayout.JAVA_BYTE, 0, bytes.length);
            int rc =
                    dfa
                            ? (int)
                                    dfaMatch.invoke(
                                            code,
                                            subject,
                                            (long) bytes.length,
                                            (long) from,
                                            0,
                                            data,
                                            context,
                                            workspace,
                                            10000L)
                            : (int)
                                    match.invoke(
                                            code,
                                            subject,
                                            (long) bytes.length,
                                            (long) from,
                                            0,
                                            data,
                                            context);
            if (rc < 0) {
                return new int[] {rc};
            }
            int[] bounds = new int[2 * groups + 2];
            Arrays.fill(bounds, -1);
            for (int i = 0; i < (dfa ? 2 : bounds.length); i++) {
                bounds[i] = (int) vector.get(JAVA_LONG, 8L * i);
            }
            return bounds;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private void release() throws Throwable {
        if (code.address() != 0) {
            free.invoke(code);
            code = MemorySegment.NULL;
        }
    }

    @Override
    public void close() {
        try {
            release();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        arena.close();
    }
}
