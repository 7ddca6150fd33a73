// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

/**
 * Header lines, as nginx reads them: a bare LF ends a line, a line without a colon is a name with
 * an empty value, names with unusual characters are told apart ({@code ignore_invalid_headers});
 * white space in or before a name (so a folded line too), NUL, a bare CR are refused when they are
 * seen.
 *
 * <p>What was found is kept as offsets. Confined to its worker.
 */
final class HeaderLineParser {

    private enum State {
        LINE_START,
        NAME,
        BEFORE_VALUE,
        VALUE,
        AFTER_VALUE,
        LINE_FEED,
        LAST_LINE_FEED
    }

    private final HeadBytes head;
    private State state;
    private boolean underscores;
    private int lineStart;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;
    private int headers;
    private boolean invalidName;

    HeaderLineParser(HeadBytes head) {
        this.head = head;
    }

    void reset() {
        state = State.LINE_START;
        lineStart = nameEnd = valueStart = valueEnd = -1;
        headers = 0;
        underscores = invalidName = false;
    }

    /** Whether '_' is an ordinary character of a name ({@code underscores_in_headers}). */
    void allowUnderscores(boolean allowed) {
        underscores = allowed;
    }

    HeadEvent next() {
        while (head.hasMore()) {
            HeadEvent event =
                    switch (state) {
                        case LINE_START -> headerStart();
                        case NAME -> readName();
                        case BEFORE_VALUE, AFTER_VALUE -> spaces();
                        case VALUE -> readValue();
                        case LINE_FEED -> headerLineFeed();
                        default -> lastLineFeed();
                    };
            if (event != null) {
                return event == HeadEvent.BAD_HEADER ? event : lineDone(event);
            }
        }
        int partial = state == State.LINE_START ? 0 : head.pos - lineStart;
        return head.fits(partial + 1) ? HeadEvent.INCOMPLETE : HeadEvent.HEADERS_TOO_LARGE;
    }

    private HeadEvent headerStart() {
        lineStart = head.pos;
        invalidName = false;
        byte b = head.current();
        if (b == '\r') {
            state = State.LAST_LINE_FEED;
            head.pos++;
            return null;
        }
        if (b == '\n') {
            head.pos++;
            return HeadEvent.END;
        }
        if (b == ':') {
            return HeadEvent.BAD_HEADER;
        }
        state = State.NAME;
        return null;
    }

    private HeadEvent readName() {
        int p = head.endOf(HeadBytes.NAME_CHAR);
        head.pos = p;
        if (p == head.limit) {
            return null;
        }
        byte b = head.bytes[p];
        switch (b) {
            case ':' -> {
                nameEnd = p;
                state = State.BEFORE_VALUE;
            }
            case '_' -> invalidName |= !underscores;
            case '\r', '\n' -> {
                nameEnd = valueStart = valueEnd = p;
                state = State.LINE_FEED;
                return null;
            }
            default -> {
                if ((b & 0xff) <= 0x20 || b == 0x7f) {
                    return HeadEvent.BAD_HEADER;
                }
                invalidName = true;
            }
        }
        head.pos = p + 1;
        return null;
    }

    private HeadEvent spaces() {
        int p = head.pos;
        while (p < head.limit && head.bytes[p] == ' ') {
            p++;
        }
        head.pos = p;
        if (p == head.limit) {
            return null;
        }
        boolean before = state == State.BEFORE_VALUE;
        switch (head.bytes[p]) {
            case '\r', '\n' -> {
                if (before) {
                    valueStart = valueEnd = p;
                }
                state = State.LINE_FEED;
            }
            case 0 -> {
                return HeadEvent.BAD_HEADER;
            }
            default -> {
                if (before) {
                    valueStart = p;
                }
                state = State.VALUE;
            }
        }
        return null;
    }

    private HeadEvent readValue() {
        int p = head.endOf(HeadBytes.VALUE_CHAR);
        head.pos = p;
        if (p == head.limit) {
            return null;
        }
        if (head.bytes[p] == 0) {
            return HeadEvent.BAD_HEADER;
        }
        valueEnd = p;
        state = head.bytes[p] == ' ' ? State.AFTER_VALUE : State.LINE_FEED;
        return null;
    }

    /** Any number of CR, then LF. */
    private HeadEvent headerLineFeed() {
        byte b = head.current();
        if (b == '\r') {
            head.pos++;
            return null;
        }
        if (b != '\n') {
            return HeadEvent.BAD_HEADER;
        }
        head.pos++;
        return invalidName ? HeadEvent.INVALID_HEADER : HeadEvent.HEADER;
    }

    private HeadEvent lastLineFeed() {
        if (head.current() != '\n') {
            return HeadEvent.BAD_HEADER;
        }
        head.pos++;
        return HeadEvent.END;
    }

    private HeadEvent lineDone(HeadEvent event) {
        if (!head.take(head.pos - lineStart)) {
            return HeadEvent.HEADERS_TOO_LARGE;
        }
        headers += event == HeadEvent.END ? 0 : 1;
        state = State.LINE_START;
        return event;
    }

    String name() {
        return head.text(lineStart, nameEnd);
    }

    /** Whether the name is {@code lowerCase}, but for the case of letters. */
    boolean nameIs(String lowerCase) {
        return head.matches(lineStart, nameEnd, lowerCase);
    }

    /** The value without spaces around it. */
    String value() {
        return head.text(valueStart, valueEnd);
    }

    /** How many header lines were complete, ignored ones among them. */
    int headerCount() {
        return headers;
    }

    /** The current header line up to where it is wrong or ends. */
    String text() {
        return lineStart < 0 ? "" : head.text(lineStart, badEnd());
    }

    /** After {@link HeadEvent#BAD_HEADER}: the byte that was refused, 0 to 255. */
    int badByte() {
        return head.bytes[badEnd()] & 0xff;
    }

    private int badEnd() {
        return switch (state) {
            case LINE_FEED -> valueEnd;
            case LAST_LINE_FEED -> lineStart;
            case LINE_START -> valueEnd >= lineStart ? valueEnd : head.pos;
            default -> head.pos;
        };
    }

    /** Whether a header line has been begun since the request line. */
    boolean inHeaders() {
        return lineStart >= 0;
    }
}
