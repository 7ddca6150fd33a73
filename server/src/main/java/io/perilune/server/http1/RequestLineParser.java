// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

/**
 * The request line, as nginx reads it: empty lines may come first, a bare LF ends it, a version may
 * be missing (HTTP/0.9), spaces between the parts may be many; any other control character, a bare
 * CR, an unknown form of the target are refused when they are seen, not at the end of the line.
 *
 * <p>What was found is kept as offsets; strings are cut when asked for. Confined to its worker.
 */
final class RequestLineParser {

    private enum State {
        START,
        METHOD,
        BEFORE_URI,
        SCHEME,
        SCHEME_SLASH,
        SCHEME_SLASH_SLASH,
        HOST_START,
        HOST,
        HOST_END,
        IP_LITERAL,
        PORT,
        TARGET,
        AFTER_URI,
        PROTOCOL,
        MAJOR,
        MAJOR_OR_DOT,
        MINOR,
        MINOR_OR_END,
        AFTER_VERSION,
        LINE_FEED
    }

    private static final byte[] HTTP = {'H', 'T', 'T', 'P', '/'};

    private final HeadBytes head;
    private State state;
    private int start;
    private int methodEnd;
    private int schemeStart;
    private int hostStart;
    private int hostEnd;
    private int uriStart;
    private int uriEnd;
    private int requestEnd;
    private int major;
    private int minor;
    private int matched;
    private boolean connect;

    RequestLineParser(HeadBytes head) {
        this.head = head;
    }

    void reset() {
        state = State.START;
        start = methodEnd = 0;
        schemeStart = hostStart = hostEnd = -1;
        uriStart = uriEnd = requestEnd = -1;
        major = 0;
        minor = 9;
        matched = 0;
        connect = false;
    }

    /** Whether nothing but empty lines has come. */
    boolean atStart() {
        return state == State.START;
    }

    int start() {
        return start;
    }

    HeadEvent next() {
        while (head.hasMore()) {
            HeadEvent event =
                    switch (state) {
                        case START -> emptyLines();
                        case METHOD -> readMethod();
                        case BEFORE_URI -> beforeUri();
                        case SCHEME, SCHEME_SLASH, SCHEME_SLASH_SLASH -> readScheme();
                        case HOST_START, HOST, HOST_END, IP_LITERAL, PORT -> readAuthority();
                        case TARGET -> readTarget();
                        case AFTER_URI, PROTOCOL -> readProtocol();
                        case MAJOR, MAJOR_OR_DOT, MINOR, MINOR_OR_END, AFTER_VERSION ->
                                readVersion();
                        default -> lineFeed();
                    };
            if (event != null) {
                return event == HeadEvent.REQUEST_LINE ? requestLineDone() : event;
            }
        }
        return state == State.START || head.fits(head.pos - start + 1)
                ? HeadEvent.INCOMPLETE
                : HeadEvent.LINE_TOO_LONG;
    }

    private HeadEvent emptyLines() {
        byte b = head.current();
        if (b == '\r' || b == '\n') {
            head.pos++;
            if (head.pos == head.limit) {
                head.pos = head.limit = 0;
            }
        } else {
            state = State.METHOD;
        }
        start = head.pos;
        return null;
    }

    private HeadEvent readMethod() {
        int p = head.endOf(HeadBytes.METHOD_CHAR);
        head.pos = p;
        if (p == head.limit) {
            return null;
        }
        if (head.bytes[p] != ' ' || p == start) {
            return HeadEvent.BAD_METHOD;
        }
        methodEnd = p;
        connect = p - start == 7 && head.matches(start, p, "connect");
        state = State.BEFORE_URI;
        head.pos = p + 1;
        return null;
    }

    private HeadEvent beforeUri() {
        byte b = head.current();
        if (connect && b != ' ') {
            state = State.HOST_START;
            return null;
        }
        if (b == '/') {
            startTarget(head.pos);
            return null;
        }
        if (HeadBytes.isLetter(b)) {
            schemeStart = head.pos;
            state = State.SCHEME;
        } else if (b != ' ') {
            return HeadEvent.BAD_REQUEST_LINE;
        }
        head.pos++;
        return null;
    }

    private HeadEvent readScheme() {
        byte b = head.current();
        if (state == State.SCHEME) {
            if (b == ':') {
                state = State.SCHEME_SLASH;
            } else if (!HeadBytes.isLetter(b)
                    && !HeadBytes.isDigit(b)
                    && b != '+'
                    && b != '-'
                    && b != '.') {
                return HeadEvent.BAD_REQUEST_LINE;
            }
        } else if (b != '/') {
            return HeadEvent.BAD_REQUEST_LINE;
        } else {
            state = state == State.SCHEME_SLASH ? State.SCHEME_SLASH_SLASH : State.HOST_START;
        }
        head.pos++;
        return null;
    }

    private HeadEvent readAuthority() {
        byte b = head.current();
        switch (state) {
            case HOST_START -> {
                hostStart = head.pos;
                state = b == '[' ? State.IP_LITERAL : State.HOST;
                head.pos += b == '[' ? 1 : 0;
                return null;
            }
            case IP_LITERAL -> {
                if (b == ']') {
                    state = State.HOST_END;
                } else if (!HeadBytes.is(HeadBytes.LITERAL_CHAR, b)) {
                    return HeadEvent.BAD_REQUEST_LINE;
                }
            }
            case HOST -> {
                if (!HeadBytes.is(HeadBytes.HOST_CHAR, b)) {
                    return authorityEnd(b);
                }
            }
            case PORT -> {
                if (!HeadBytes.isDigit(b)) {
                    return b == ':' ? HeadEvent.BAD_REQUEST_LINE : authorityEnd(b);
                }
            }
            default -> {
                return authorityEnd(b);
            }
        }
        head.pos++;
        return null;
    }

    private HeadEvent authorityEnd(byte b) {
        if (b == ':') {
            state = State.PORT;
            head.pos++;
            return null;
        }
        hostEnd = head.pos;
        boolean port = state == State.PORT && HeadBytes.isDigit(head.bytes[head.pos - 1]);
        if (connect && !(port && b == ' ')) {
            return HeadEvent.BAD_REQUEST_LINE;
        }
        switch (b) {
            case '/', '?' -> startTarget(head.pos);
            case ' ' -> {
                state = State.AFTER_URI;
                head.pos++;
            }
            default -> {
                return HeadEvent.BAD_REQUEST_LINE;
            }
        }
        return null;
    }

    private void startTarget(int from) {
        uriStart = from;
        head.pos++;
        state = State.TARGET;
    }

    private HeadEvent readTarget() {
        int p = head.endOf(HeadBytes.TARGET_CHAR);
        head.pos = p;
        if (p == head.limit) {
            return null;
        }
        uriEnd = p;
        state = State.AFTER_URI;
        byte b = head.bytes[p];
        return b == ' ' || b == '\r' || b == '\n' ? null : HeadEvent.BAD_REQUEST_LINE;
    }

    private HeadEvent readProtocol() {
        byte b = head.current();
        if (state == State.PROTOCOL) {
            if (b != HTTP[matched]) {
                return HeadEvent.BAD_REQUEST_LINE;
            }
            state = ++matched == HTTP.length ? State.MAJOR : State.PROTOCOL;
        } else if (b == 'H') {
            matched = 1;
            state = State.PROTOCOL;
        } else if (b != ' ') {
            return lineEnd(b);
        }
        head.pos++;
        return null;
    }

    private HeadEvent readVersion() {
        byte b = head.current();
        switch (state) {
            case MAJOR -> {
                if (b < '1' || b > '9') {
                    return HeadEvent.BAD_REQUEST_LINE;
                }
                major = b - '0';
                state = State.MAJOR_OR_DOT;
            }
            case MAJOR_OR_DOT -> {
                if (b == '.') {
                    state = State.MINOR;
                } else if (!HeadBytes.isDigit(b)) {
                    return HeadEvent.BAD_REQUEST_LINE;
                } else {
                    major = major * 10 + b - '0';
                }
            }
            case MINOR -> {
                if (!HeadBytes.isDigit(b)) {
                    return HeadEvent.BAD_REQUEST_LINE;
                }
                minor = b - '0';
                state = State.MINOR_OR_END;
            }
            case MINOR_OR_END -> {
                if (b == ' ') {
                    state = State.AFTER_VERSION;
                } else if (!HeadBytes.isDigit(b)) {
                    return lineEnd(b);
                } else if (minor > 99) {
                    return HeadEvent.BAD_REQUEST_LINE;
                } else {
                    minor = minor * 10 + b - '0';
                }
            }
            default -> {
                if (b != ' ') {
                    return lineEnd(b);
                }
            }
        }
        head.pos++;
        return major > 1 ? HeadEvent.BAD_VERSION : null;
    }

    private HeadEvent lineEnd(byte b) {
        if (b == '\r') {
            requestEnd = head.pos++;
            state = State.LINE_FEED;
            return null;
        }
        return b == '\n' ? lineFeed() : HeadEvent.BAD_REQUEST_LINE;
    }

    private HeadEvent lineFeed() {
        if (head.current() != '\n') {
            return HeadEvent.BAD_REQUEST_LINE;
        }
        if (requestEnd < 0) {
            requestEnd = head.pos;
        }
        head.pos++;
        return HeadEvent.REQUEST_LINE;
    }

    private HeadEvent requestLineDone() {
        if (!head.take(head.pos - start)) {
            return HeadEvent.LINE_TOO_LONG;
        }
        return isVersion09() && !method().equals("GET")
                ? HeadEvent.BAD_09_METHOD
                : HeadEvent.REQUEST_LINE;
    }

    String method() {
        return head.text(start, methodEnd);
    }

    /**
     * The request line without its end; when it is incomplete or wrong, what has come up to a CR or
     * LF.
     */
    String text() {
        int end = requestEnd;
        if (end < 0) {
            for (end = start;
                    end < head.limit && head.bytes[end] != '\r' && head.bytes[end] != '\n'; ) {
                end++;
            }
        }
        return head.text(start, end);
    }

    /**
     * The target as it was sent: path and arguments, an absolute URI, or host and port after
     * CONNECT.
     */
    String target() {
        return head.text(
                schemeStart >= 0 ? schemeStart : hostStart >= 0 ? hostStart : uriStart,
                uriEnd >= 0 ? uriEnd : hostEnd);
    }

    /** Major version times 1000 plus the minor one: 9, 1000, 1001 … */
    int version() {
        return major * 1000 + minor;
    }

    /** Whether the request line has no version. */
    boolean isVersion09() {
        return version() == 9;
    }
}
