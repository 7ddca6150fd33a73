// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.NumberScan;
import io.perilune.lua.runtime.Threshold;
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

    private static final int BUFFER_SIZE = Threshold.of(8192, 2);
    private static final int READ_SIZE = Threshold.of(32 * 1024, 2);
    private static final byte[] NOTHING = {};
    private static final int END = -1;

    private final ByteDevice device;
    private final Kind kind;
    private Buffering buffering;
    private boolean open = true;

    private byte[] ahead = NOTHING;
    private int next;
    private int limit;

    private final ByteText pending = new ByteText();
    private boolean lineEnds;

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

    /** To be called before what is written by one call; {@link #written} follows. */
    void startWriting() throws IOException {
        if (!device.isWritable()) {
            throw new IOException(FileErrors.BAD_DESCRIPTOR.text());
        }
        dropReadAhead();
    }

    void put(LuaString text) throws IOException {
        int length = text.length();
        if (length >= BUFFER_SIZE) {
            writePending();
            device.write(text.bytes(), 0, length);
            return;
        }
        pending.put(text);
        lineEnds |= buffering == Buffering.LINE && hasNewline(text);
        if (pending.length() >= BUFFER_SIZE) {
            writePending();
        }
    }

    /** As tostring shows it. */
    void put(double number) {
        pending.putNumber(number);
    }

    void written() throws IOException {
        if (buffering == Buffering.NONE || lineEnds) {
            writePending();
        }
    }

    private static boolean hasNewline(LuaString text) {
        return ByteSearch.indexOf(text.bytes(), 0, text.length(), '\n') >= 0;
    }

    private void writePending() throws IOException {
        if (pending.length() > 0) {
            int count = pending.length();
            pending.truncate(0);
            lineEnds = false;
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
        if (ahead.length == 0) {
            ahead = new byte[READ_SIZE];
        }
        int count = device.read(ahead, 0, READ_SIZE);
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
            int newline = ByteSearch.indexOf(ahead, next, limit, '\n');
            boolean ended = newline >= 0;
            int i = ended ? newline : limit;
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
     * Reads a number after blanks, as scanf takes the longest beginning that can be one, and an
     * exponent without digits along with it; {@link NumberScan#NONE} when it is none.
     */
    double number() throws IOException {
        while (peek() == ' ' || peek() >= 9 && peek() <= 13) {
            next++;
        }
        ByteText text = new ByteText(24);
        takeOneOf(text, '+', '-');
        boolean hexadecimal = false;
        int digits = takeDigits(text, false);
        if (digits == 1 && text.bytes()[text.length() - 1] == '0' && takeOneOf(text, 'x', 'X')) {
            hexadecimal = true;
            digits = takeDigits(text, true);
        }
        if (takeOneOf(text, '.', '.')) {
            digits += takeDigits(text, hexadecimal);
        }
        int length = text.length();
        boolean hasExponent =
                digits > 0 && (hexadecimal ? takeOneOf(text, 'p', 'P') : takeOneOf(text, 'e', 'E'));
        if (hasExponent && takesExponent(text)) {
            length = text.length();
        }
        return NumberScan.scan(text.bytes(), 0, length);
    }

    private boolean takesExponent(ByteText text) throws IOException {
        takeOneOf(text, '+', '-');
        return takeDigits(text, false) > 0;
    }

    private boolean takeOneOf(ByteText text, int one, int other) throws IOException {
        int c = peek();
        if (c == one || c == other) {
            text.put(c);
            next++;
            return true;
        }
        return false;
    }

    private int takeDigits(ByteText text, boolean hexadecimal) throws IOException {
        long[] set = hexadecimal ? CharClass.XDIGIT : CharClass.DIGIT;
        int count = 0;
        for (int c = peek(); c != END && CharClass.contains(set, c); c = peek()) {
            text.put(c);
            next++;
            count++;
        }
        return count;
    }
}
