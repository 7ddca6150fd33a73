// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
import java.io.IOException;

/**
 * An open file with its buffers, as C's stdio sees it. Confined to its machine.
 *
 * <p>Of the two buffers at most one holds something: writing drops what was read ahead (and moves
 * back), reading writes first.
 */
final class LuaFile {
    enum Kind {
        REGULAR,
        PIPE,
        STANDARD
    }

    enum Buffering {
        FULL,
        LINE,
        NONE
    }

    private static final int BUFFER_SIZE = 8192;
    private static final int END = -1;

    private final ByteDevice device;
    private final Kind kind;
    private Buffering buffering;
    private boolean open = true;

    private final byte[] ahead = new byte[BUFFER_SIZE];
    private int next;
    private int limit;

    private final ByteText pending = new ByteText();

    LuaFile(ByteDevice device, Kind kind, Buffering buffering) {
        this.device = device;
        this.kind = kind;
        this.buffering = buffering;
    }

    Kind kind() {
        return kind;
    }

    boolean isOpen() {
        return open;
    }

    // --- writing
    // ---------------------------------------------------------------------------------------

    void write(LuaString text) throws IOException {
        if (!device.isWritable()) {
            throw new IOException(FileErrors.BAD_DESCRIPTOR.text());
        }
        dropReadAhead();
        if (buffering == Buffering.NONE) {
            device.write(text.bytes(), 0, text.length());
            return;
        }
        pending.put(text);
        boolean lineEnds = buffering == Buffering.LINE && text.length() > 0 && hasNewline(text);
        if (lineEnds || pending.length() >= BUFFER_SIZE) {
            writePending();
        }
    }

    private static boolean hasNewline(LuaString text) {
        byte[] bytes = text.bytes();
        for (int i = text.length() - 1; i >= 0; i--) {
            if (bytes[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    private void writePending() throws IOException {
        if (pending.length() > 0) {
            int count = pending.length();
            pending.truncate(0);
            device.write(pending.bytes(), 0, count);
        }
    }

    void flush() throws IOException {
        writePending();
        device.flush();
    }

    void buffering(Buffering mode) throws IOException {
        writePending();
        buffering = mode;
    }

    private void dropReadAhead() throws IOException {
        int left = limit - next;
        next = 0;
        limit = 0;
        if (left > 0) {
            device.seek(-left, 1);
        }
    }

    /** Moves and answers the new place; {@code from} as {@link ByteDevice#seek} has it. */
    long seek(long offset, int from) throws IOException {
        writePending();
        dropReadAhead();
        return device.seek(offset, from);
    }

    /** The exit status of a command, 0 for all else. */
    int close() throws IOException {
        open = false;
        try {
            flush();
        } finally {
            limit = 0;
            next = 0;
        }
        return device.close();
    }

    // --- reading
    // ---------------------------------------------------------------------------------------

    /** The next byte without taking it, or -1 at the end. */
    private int peek() throws IOException {
        if (next == limit && !fill()) {
            return END;
        }
        return ahead[next] & 0xff;
    }

    private boolean fill() throws IOException {
        writePending();
        next = 0;
        limit = 0;
        int count = device.read(ahead, 0, BUFFER_SIZE);
        limit = Math.max(count, 0);
        return count > 0;
    }

    boolean atEnd() throws IOException {
        return peek() == END;
    }

    /** A line, or null at the end. */
    LuaString line(boolean withNewline) throws IOException {
        if (atEnd()) {
            return null;
        }
        ByteText line = null;
        while (true) {
            int i = next;
            while (i < limit && ahead[i] != '\n') {
                i++;
            }
            boolean ended = i < limit;
            int stop = ended && withNewline ? i + 1 : i;
            int start = next;
            next = ended ? i + 1 : i;
            if (line == null && ended) {
                return LuaString.of(ahead, start, stop - start);
            }
            line = line == null ? new ByteText(2 * (stop - start)) : line;
            line.put(ahead, start, stop - start);
            if (ended || !fill()) {
                return line.toLuaString();
            }
        }
    }

    /** Up to so many bytes, or null at the end. */
    LuaString bytes(int count) throws IOException {
        if (count == 0) {
            return atEnd() ? null : LuaString.EMPTY;
        }
        LuaString read = upTo(count < 0 ? Integer.MAX_VALUE : count);
        return read.length() == 0 ? null : read;
    }

    LuaString all() throws IOException {
        return upTo(Integer.MAX_VALUE);
    }

    private LuaString upTo(int count) throws IOException {
        ByteText text = new ByteText(Math.min(count, BUFFER_SIZE));
        while (text.length() < count && !atEnd()) {
            int part = Math.min(limit - next, count - text.length());
            text.put(ahead, next, part);
            next += part;
        }
        return text.toLuaString();
    }

    /**
     * The longest beginning that can be a number, after blanks, as scanf takes it; may be no number
     * at all.
     */
    String numeral() throws IOException {
        while (peek() == ' ' || peek() >= 9 && peek() <= 13) {
            next++;
        }
        StringBuilder text = new StringBuilder();
        takeOneOf(text, "+-");
        boolean hexadecimal = false;
        int digits = takeDigits(text, false);
        if (digits == 1 && text.charAt(text.length() - 1) == '0' && takeOneOf(text, "xX")) {
            hexadecimal = true;
            digits = takeDigits(text, true);
        }
        if (takeOneOf(text, ".")) {
            digits += takeDigits(text, hexadecimal);
        }
        if (digits > 0 && takeOneOf(text, hexadecimal ? "pP" : "eE")) {
            takeOneOf(text, "+-");
            takeDigits(text, false);
        }
        return text.toString();
    }

    private boolean takeOneOf(StringBuilder text, String allowed) throws IOException {
        int c = peek();
        if (c == END || allowed.indexOf(c) < 0) {
            return false;
        }
        text.append((char) c);
        next++;
        return true;
    }

    private int takeDigits(StringBuilder text, boolean hexadecimal) throws IOException {
        int count = 0;
        while (peek() != END
                && CharClass.contains(hexadecimal ? CharClass.XDIGIT : CharClass.DIGIT, peek())) {
            text.append((char) peek());
            next++;
            count++;
        }
        return count;
    }
}
