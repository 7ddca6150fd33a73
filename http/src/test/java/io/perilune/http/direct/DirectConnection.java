// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.direct;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.http.HttpConfig;
import io.perilune.http.io.BodySink;
import io.perilune.http.io.Ending;
import io.perilune.http.io.ExchangeIo;
import io.perilune.http.io.IoEvents;
import io.perilune.http.io.WorkerScope;
import io.perilune.http.message.HttpVersion;
import io.perilune.http.message.RequestHead;
import java.nio.charset.StandardCharsets;

/** One connection without a socket. Heads must be well formed: no parser is tested here. */
public final class DirectConnection implements ExchangeIo {

    private final DirectWorker worker;
    private final HttpConfig config;
    private final ByteBuf in = Unpooled.buffer();
    private final ByteBuf out = Unpooled.buffer();
    private int writes;
    private int requests;
    private boolean running;
    private boolean open = true;
    private boolean inputEnded;
    private Ending ending;
    private BodySink sink;
    private IoEvents events;
    private ByteBuf held;
    private Runnable whenDrained;
    private Runnable whenWritable;
    private boolean blocked;

    DirectConnection(HttpConfig config, DirectWorker worker) {
        this.config = config;
        this.worker = worker;
    }

    /** The client sends bytes. */
    public DirectConnection send(String text) {
        in.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        if (running) {
            deliver();
        }
        advance();
        return this;
    }

    /** The client closes its side. */
    public DirectConnection end() {
        inputEnded = true;
        if (sink != null) {
            BodySink waiting = sink;
            sink = null;
            waiting.onEnd(null);
        } else if (events != null) {
            events.clientClosed(null);
        }
        advance();
        return this;
    }

    /** From now on output stays pending until {@link #unblock}. */
    public DirectConnection block() {
        blocked = true;
        return this;
    }

    public void unblock() {
        blocked = false;
        flush();
        advance();
    }

    /** Output made no progress for too long. */
    public void sendTimesOut() {
        events.sendTimedOut();
    }

    /** All that was received so far. */
    public String received() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /** How many writes reached the socket. */
    public int writes() {
        return writes;
    }

    /** How the last request ended; null while one runs or none came. */
    public Ending ending() {
        return ending;
    }

    private void advance() {
        worker.runActions();
        while (!running && open && in.isReadable()) {
            RequestHead head = readHead();
            if (head == null) {
                return;
            }
            running = true;
            ending = null;
            requests++;
            config.admission().admit(this, head, config.listens().get(0));
            worker.runActions();
        }
    }

    private RequestHead readHead() {
        String text = in.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return null;
        }
        in.skipBytes(end + 4);
        String[] lines = text.substring(0, end).split("\r\n");
        RequestHead head = new RequestHead();
        String[] words = lines[0].split(" ");
        head.requestLine = lines[0];
        head.method = words[0];
        head.target = words[1];
        head.version =
                words.length < 3
                        ? HttpVersion.HTTP_0_9
                        : words[2].equals("HTTP/1.0") ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            head.headers.add(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
        }
        head.raw = text.substring(0, end + 4);
        head.length = end + 4;
        head.startMillis = worker.nowMillis();
        return head;
    }

    private void deliver() {
        while (sink != null && in.isReadable()) {
            if (!sink.onBytes(in)) {
                sink = null;
            }
        }
    }

    @Override
    public WorkerScope worker() {
        return worker;
    }

    @Override
    public long connectionId() {
        return 1;
    }

    @Override
    public int requestNumber() {
        return requests;
    }

    @Override
    public long connectedAtMillis() {
        return worker.nowMillis();
    }

    @Override
    public String remoteAddress() {
        return "127.0.0.1";
    }

    @Override
    public int remotePort() {
        return 50_000;
    }

    @Override
    public String binaryRemoteAddress() {
        return "\u007f\0\0\1";
    }

    @Override
    public String localAddress() {
        return "127.0.0.1";
    }

    @Override
    public int localPort() {
        return 8080;
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public void attach(IoEvents newEvents) {
        events = newEvents;
    }

    @Override
    public void write(ByteBuf bytes) {
        writes++;
        if (held == null) {
            held = Unpooled.buffer();
        }
        if (open) {
            held.writeBytes(bytes);
        }
        bytes.release();
    }

    @Override
    public void flush() {
        if (blocked || held == null) {
            return;
        }
        out.writeBytes(held);
        held = null;
        Runnable drained = whenDrained;
        Runnable writable = whenWritable;
        whenDrained = null;
        whenWritable = null;
        if (drained != null) {
            drained.run();
        }
        if (writable != null) {
            writable.run();
        }
    }

    @Override
    public long pendingBytes() {
        return held == null ? 0 : held.readableBytes();
    }

    @Override
    public boolean isWritable() {
        return pendingBytes() < 65_536;
    }

    @Override
    public void onWritable(Runnable action) {
        whenWritable = action;
    }

    @Override
    public void onDrained(Runnable action) {
        whenDrained = action;
    }

    @Override
    public void readBody(BodySink newSink) {
        sink = newSink;
        deliver();
        if (sink != null && inputEnded) {
            sink = null;
            newSink.onEnd(null);
        }
    }

    @Override
    public void stopReading() {
        sink = null;
    }

    @Override
    public boolean hasReadAhead() {
        return in.isReadable();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void finish(Ending how) {
        ending = how;
        running = false;
        events = null;
        sink = null;
        open = how == Ending.KEEP_ALIVE;
    }

    @Override
    public void watchForClose(boolean watch) {
        // the test says when the client closes
    }
}
