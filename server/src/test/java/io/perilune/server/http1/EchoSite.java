// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.http.io.BodySink;
import io.perilune.http.io.Ending;
import io.perilune.http.io.ExchangeIo;
import io.perilune.http.io.IoEvents;
import io.perilune.http.io.LogLevel;
import io.perilune.http.message.RequestHead;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers with the request's method and target, then its body of Content-Length bytes. What else it
 * does the target says: {@code /wait} answers after 50 ms, {@code /big} with a megabyte, {@code
 * /watch} not before the client leaves, {@code /linger} and {@code /close} end the connection so.
 */
final class EchoSite implements Site {

    final List<String> events = new CopyOnWriteArrayList<>();
    private final TestHost host;
    private final ConnectionSettings settings;

    EchoSite(TestHost host, ConnectionSettings settings) {
        this.host = host;
        this.settings = settings;
    }

    @Override
    public ConnectionSettings settings() {
        return settings;
    }

    @Override
    public String serverName() {
        return "echo";
    }

    @Override
    public void start(ExchangeIo io, RequestHead head) {
        events.add("start " + head.target);
        io.attach(
                new IoEvents() {
                    @Override
                    public void clientClosed(Throwable reason) {
                        events.add("closed " + head.target);
                        io.finish(Ending.ABORT);
                    }

                    @Override
                    public void sendTimedOut() {
                        events.add("send timed out");
                        io.finish(Ending.ABORT);
                    }
                });
        String length = head.headers.get("Content-Length");
        if (length != null) {
            readBody(io, head, Integer.parseInt(length));
        } else if (head.target.equals("/wait")) {
            host.schedule(50, () -> answer(io, head, ""));
        } else if (head.target.equals("/watch")) {
            io.watchForClose(true);
        } else {
            answer(io, head, head.target.equals("/big") ? "x".repeat(1 << 20) : "");
        }
    }

    private void readBody(ExchangeIo io, RequestHead head, int length) {
        StringBuilder body = new StringBuilder();
        io.readBody(
                new BodySink() {
                    @Override
                    public boolean onBytes(ByteBuf in) {
                        int n = Math.min(in.readableBytes(), length - body.length());
                        body.append(in.readCharSequence(n, ISO_8859_1));
                        if (body.length() < length) {
                            return true;
                        }
                        answer(io, head, body.toString());
                        return false;
                    }

                    @Override
                    public void onEnd(Throwable reason) {
                        events.add("body ended early");
                        io.finish(Ending.ABORT);
                    }
                });
    }

    private void answer(ExchangeIo io, RequestHead head, String body) {
        String text = head.method + " " + head.target + "\n" + body;
        io.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n"));
        io.write(bytes(text));
        io.flush();
        io.finish(
                switch (head.target) {
                    case "/close" -> Ending.CLOSE;
                    case "/linger" -> Ending.LINGER;
                    default -> Ending.KEEP_ALIVE;
                });
    }

    private ByteBuf bytes(String text) {
        return host.allocator()
                .buffer()
                .writeBytes(Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1)));
    }

    @Override
    public void refuse(ExchangeIo io, RequestHead head, int status, String message) {
        events.add(
                "refused " + status + ": " + message + ", request: \"" + head.requestLine + "\"");
        io.write(bytes("HTTP/1.1 " + status + " \r\n\r\n"));
        io.flush();
        io.finish(Ending.CLOSE);
    }

    @Override
    public void log(LogLevel level, long connection, String message) {
        events.add("[" + level.text() + "] *" + connection + " " + message);
    }
}
