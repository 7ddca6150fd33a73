// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import io.perilune.lua.compiler.emit.ChunkDefiner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What string.dump gives: the function's text behind a header like LuaJIT's, with chunk name, first
 * line and names of upvalues. Immutable.
 *
 * <p>Only this compiler can load it. A loaded function has fresh upvalues, all nil, as in Lua.
 */
record DumpedFunction(
        String chunkName, int line, boolean isMain, List<String> upvalues, byte[] text) {
    private static final byte[] HEADER = {0x1b, 'L', 'J', (byte) 0xff, 1};
    private static final String STRIPPED_NAME = "=?";

    static boolean isBinary(byte[] source) {
        return source.length > 0 && source[0] == HEADER[0];
    }

    static byte[] encode(ChunkDefiner.FunctionText function, boolean strip) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HEADER);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, strip ? STRIPPED_NAME : function.chunkName().toLatin1());
            out.writeInt(function.line());
            out.writeBoolean(function.isMain());
            out.writeInt(function.upvalues().size());
            for (String name : function.upvalues()) {
                write(out, name);
            }
            out.write(function.text());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String latin1) throws IOException {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** A stripped function is called what the one says who loads it. */
    String nameOr(String given) {
        return chunkName.equals(STRIPPED_NAME) ? given : chunkName;
    }

    /** Null when it is no dump of this compiler's. */
    static DumpedFunction decode(byte[] source) {
        boolean isOurs =
                source.length >= HEADER.length
                        && Arrays.equals(source, 0, HEADER.length, HEADER, 0, HEADER.length);
        if (!isOurs) {
            return null;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(source))) {
            in.skipNBytes(HEADER.length);
            String chunkName = read(in);
            int line = in.readInt();
            boolean isMain = in.readBoolean();
            int count = in.readInt();
            List<String> upvalues = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                upvalues.add(read(in));
            }
            return new DumpedFunction(chunkName, line, isMain, upvalues, in.readAllBytes());
        } catch (IOException truncated) {
            return null;
        }
    }

    private static String read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("truncated");
        }
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    /** A text whose main chunk is the function, or returns it with fresh upvalues. */
    byte[] chunk() {
        if (isMain) {
            return text;
        }
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        if (!upvalues.isEmpty()) {
            // Assigned once more, so that they are variables and not copies of nil.
            String names = String.join(",", upvalues);
            String line = "local " + names + " " + names + "=nil ";
            chunk.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
        }
        chunk.writeBytes("return function".getBytes(StandardCharsets.ISO_8859_1));
        chunk.writeBytes(text);
        return chunk.toByteArray();
    }
}
