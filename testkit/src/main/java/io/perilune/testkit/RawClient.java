// SPDX-License-Identifier: Apache-2.0
package io.perilune.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A TCP connection that sends and shows bytes as they are. Single use, confined to one thread.
 *
 * <p>A read that gets nothing for the given time ends in {@link java.net.SocketTimeoutException},
 * so that a hung server fails a test and does not stop it.
 */
public final class RawClient implements AutoCloseable {

    private static final int SECONDS = 1000;

    private final Socket socket;
    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Connects to the loopback address. */
    public static RawClient connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
        socket.setSoTimeout(10 * SECONDS);
        socket.setTcpNoDelay(true);
        return new RawClient(socket);
    }

    /** How long a read may get nothing, in milliseconds. */
    public RawClient timeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
        return this;
    }

    /** Sends a text of one char per byte. */
    public RawClient send(String bytes) throws IOException {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Says that nothing more will be sent; reading goes on. */
    public RawClient shutdownOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** All that comes until the server closes. */
    public String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /**
     * One response of a connection that stays open.
     *
     * @param toHead whether it answers a HEAD request and so has no body
     */
    public RawResponse readResponse(boolean toHead) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            head.append((char) readByte());
        }
        RawResponse parsed = RawResponse.parse(head.toString());
        if (toHead || parsed.hasNoBody()) {
            return parsed;
        }
        if (parsed.isChunked()) {
            return parsed.withBody(readChunks());
        }
        String length = parsed.header("Content-Length");
        return parsed.withBody(
                length == null ? readToEnd() : readExactly(Integer.parseInt(length)));
    }

    public RawResponse readResponse() throws IOException {
        return readResponse(false);
    }

    private String readChunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(readLine(), 16);
            body.append(readExactly(size));
            readLine();
            if (size == 0) {
                return body.toString();
            }
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = readByte(); c != '\n'; c = readByte()) {
            line.append((char) c);
        }
        return line.substring(0, line.length() - 1);
    }

    private String readExactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("closed after " + bytes.length + " of " + length + " bytes");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private int readByte() throws IOException {
        int c = in.read();
        if (c < 0) {
            throw new EOFException("closed within a response");
        }
        return c;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
