// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import io.netty.buffer.ByteBuf;
import io.perilune.http.message.HttpVersion;
import io.perilune.http.message.RequestHead;
import java.util.function.Consumer;

/**
 * Makes a {@link RequestHead} of what a {@link HeadParser} finds, and words for what it refuses.
 * Single use, confined to its worker.
 */
final class HeadReader {

    /** How reading a head ended. */
    enum Outcome {
        INCOMPLETE(0, null),
        COMPLETE(0, null),
        BAD_METHOD(400, "client sent invalid method"),
        BAD_REQUEST_LINE(400, "client sent invalid request"),
        BAD_VERSION(505, "client sent invalid version"),
        BAD_09_METHOD(400, "client sent invalid method in HTTP/0.9 request"),
        BAD_HEADER(400, "client sent invalid header line: "),
        LINE_TOO_LONG(414, "client sent too long URI"),
        HEADERS_TOO_LARGE(494, "client sent too long header line: ");

        private final int status;
        private final String problem;

        Outcome(int status, String problem) {
            this.status = status;
            this.problem = problem;
        }

        /** Status to answer with. */
        int status() {
            return status;
        }

        /** Message for the error log, or null. */
        String problem(HeadReader reader) {
            return reader.problem(this);
        }
    }

    /** nginx's NGX_MAX_ERROR_STR less what stands around the line. */
    private static final int SHOWN = 4096 - 300;

    private final HeadParser parser;
    private final Consumer<String> ignored;
    private final boolean ignoreInvalid;
    private final RequestHead head = new RequestHead();
    private boolean lineRead;

    private HeadReader(HeadParser parser, ConnectionSettings settings, Consumer<String> ignored) {
        this.parser = parser;
        this.ignored = ignored;
        this.ignoreInvalid = settings.ignoreInvalidHeaders();
        parser.reset(
                settings.headerBufferSize(),
                settings.largeHeaderBuffers(),
                settings.largeHeaderBufferSize());
        parser.allowUnderscores(settings.underscoresInHeaders());
    }

    /**
     * Begins a head with a borrowed parser.
     *
     * @param ignored is told about header lines that are left out, in nginx's words
     */
    static HeadReader begin(
            ConnectionHost host, ConnectionSettings settings, Consumer<String> ignored) {
        HeadReader reader = new HeadReader(host.borrowParser(), settings, ignored);
        reader.head.startMillis = host.worker().nowMillis();
        return reader;
    }

    /** Gives the parser back. */
    void end(ConnectionHost host) {
        host.giveBack(parser);
    }

    /** Takes bytes of the head from {@code in}; what is behind the head stays there. */
    Outcome read(ByteBuf in) {
        while (true) {
            HeadEvent event = parser.next();
            switch (event) {
                case INCOMPLETE -> {
                    if (!in.isReadable()) {
                        return Outcome.INCOMPLETE;
                    }
                    parser.feed(in);
                }
                case REQUEST_LINE -> {
                    requestLine();
                    if (parser.line().isVersion09()) {
                        return complete(in);
                    }
                }
                case HEADER -> header();
                case INVALID_HEADER -> invalidHeader();
                case END -> {
                    return complete(in);
                }
                default -> {
                    return failed(event, in);
                }
            }
        }
    }

    private void requestLine() {
        RequestLineParser line = parser.line();
        lineRead = true;
        head.method = line.method();
        head.target = line.target();
        head.version = version(line.version());
        head.requestLine = line.text();
    }

    private static HttpVersion version(int number) {
        if (number >= HttpVersion.HTTP_1_1.number()) {
            return HttpVersion.HTTP_1_1;
        }
        return number == 9 ? HttpVersion.HTTP_0_9 : HttpVersion.HTTP_1_0;
    }

    private void header() {
        HeaderLineParser header = parser.header();
        head.headers.add(header.name(), header.value());
    }

    private void invalidHeader() {
        if (ignoreInvalid) {
            ignored.accept(
                    "client sent invalid header line: \""
                            + parser.header().text()
                            + "\""
                            + action());
        } else {
            header();
        }
    }

    private Outcome complete(ByteBuf in) {
        parser.giveBack(in);
        head.raw = parser.text();
        head.length = parser.length();
        return Outcome.COMPLETE;
    }

    private Outcome failed(HeadEvent event, ByteBuf in) {
        interrupted();
        if (event == HeadEvent.BAD_09_METHOD) {
            head.version = HttpVersion.HTTP_0_9;
        }
        parser.giveBack(in);
        return Outcome.valueOf(event.name());
    }

    /** The head, complete or as far as it was understood. */
    RequestHead head() {
        return head;
    }

    /** The head as far as it was read, as it will not be completed. */
    RequestHead interrupted() {
        if (!lineRead) {
            head.requestLine = parser.line().text();
        }
        head.length = parser.length();
        return head;
    }

    private String problem(Outcome outcome) {
        String text =
                switch (outcome) {
                    case BAD_HEADER -> outcome.problem + badHeader();
                    case HEADERS_TOO_LARGE -> tooLarge(outcome.problem);
                    default -> outcome.problem;
                };
        return text == null ? null : text + action();
    }

    private String badHeader() {
        return String.format("\"%s\\x%02x...\"", parser.header().text(), parser.header().badByte());
    }

    private String tooLarge(String problem) {
        if (!parser.header().inHeaders()) {
            return "client sent too large request";
        }
        String line = parser.header().text();
        return problem + "\"" + line.substring(0, Math.min(line.length(), SHOWN)) + "...\"";
    }

    /** What was being done, as the error log adds it to a message. */
    String action() {
        return lineRead
                ? " while reading client request headers"
                : " while reading client request line";
    }
}
