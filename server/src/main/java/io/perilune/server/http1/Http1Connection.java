// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.perilune.http.io.BodySink;
import io.perilune.http.io.Ending;
import io.perilune.http.io.IoEvents;
import io.perilune.http.io.LogLevel;
import io.perilune.http.message.RequestHead;

/**
 * One HTTP/1 connection, from accept to close, and the {@link ExchangeIo} of its requests, one
 * after the other.
 *
 * <p>The connection is always in one {@link Stage}. Bytes that arrive are kept in {@link #in}; what
 * takes them depends on the stage: the head's reader, the request's body sink, or nobody, and then
 * reading from the socket stops at {@link #READ_AHEAD} bytes. Pipelined requests are read from what
 * is kept when the one before is over; their answers are flushed together.
 *
 * <p>The client may close its side for writing and still wait for the answer, so the end of input
 * is only a note ({@link #inputClosed}) unless something waits for input or asked to be told.
 *
 * <p>Confined to its worker.
 */
public final class Http1Connection extends ConnectionTerms {

    private enum Stage {
        /** No byte of a request has come; nothing is owed. */
        IDLE,
        /** A head is being read. */
        HEAD,
        /** A request runs. */
        REQUEST,
        /** A request is over, its answer is being sent; the next one has to wait. */
        SENDING,
        /** Everything is queued; closes when it is sent. */
        CLOSING,
        /** Everything is sent and closed for writing; input is dropped for a while. */
        LINGERING,
        CLOSED
    }

    /** How much is read that nobody has asked for yet. */
    private static final int READ_AHEAD = 32 * 1024;

    /** Answers of pipelined requests are held back up to so many bytes. */
    private static final int FLUSH_AT = 16 * 1024;

    private final String socket;
    private Site site;
    private Stage stage = Stage.IDLE;
    private ByteBuf in;
    private HeadReader reader;
    private final Deadline deadline = new Deadline(this);
    private boolean inputClosed;
    private boolean advancing;
    private boolean flushOwed;
    private long lingerUntil;

    /** When the last request ended, as {@link ConnectionHost#tick}. */
    private long idleSince;

    private IoEvents events;
    private BodySink sink;
    private boolean delivering;
    private boolean watched;
    private Throwable failure;

    /** Neighbours in the host's list of connections; for the host alone. */
    public Http1Connection previous;

    public Http1Connection next;

    /**
     * @param id serial number over all workers
     * @param socket the address the listening socket is bound to, as {@code listen} has it
     * @param host where it lives first
     */
    public Http1Connection(long id, String socket, ConnectionHost host) {
        super(id, host);
        this.socket = socket;
    }

    // what the channel tells

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        output = new ConnectionOutput(ctx);
        peer = Peer.of(channel);
        host.renewClocks();
        host = host.successor();
        host.joined(this);
        enterSite();
        if (site == null || host.closing()) {
            close();
            return;
        }
        deadline.set(site.settings().clientHeaderTimeout());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        host.renewClocks();
        ByteBuf bytes = (ByteBuf) message;
        switch (stage) {
            case IDLE, HEAD -> {
                keep(bytes);
                advance();
            }
            case REQUEST, SENDING -> {
                keep(bytes);
                if (sink != null) {
                    deliver();
                } else if (in.readableBytes() >= READ_AHEAD) {
                    channel.config().setAutoRead(false);
                }
            }
            case LINGERING -> {
                bytes.release();
                lingerOn();
            }
            default -> bytes.release();
        }
    }

    private void keep(ByteBuf bytes) {
        if (in == null) {
            in = bytes;
            return;
        }
        ByteBuf joined = channel.alloc().buffer(in.readableBytes() + bytes.readableBytes());
        joined.writeBytes(in).writeBytes(bytes);
        in.release();
        bytes.release();
        in = joined;
    }

    private void dropInput() {
        if (in != null) {
            in.release();
            in = null;
        }
    }

    private void dropIfEmpty() {
        if (in != null && !in.isReadable()) {
            dropInput();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !inputClosed) {
            host.renewClocks();
            inputEnded(null);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof java.io.IOException) {
            failure = cause;
            ctx.close();
            return;
        }
        worker().log().log(LogLevel.ALERT, id, "unexpected failure: " + StackText.of(cause));
        ctx.close();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        host.renewClocks();
        output.writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        host.renewClocks();
        if (stage == Stage.CLOSED) {
            return;
        }
        output.close();
        inputEnded(failure);
        if (stage != Stage.REQUEST) {
            over();
        }
    }

    /** The client will send no more, orderly or not. */
    private void inputEnded(Throwable reason) {
        boolean first = !inputClosed;
        inputClosed = true;
        switch (stage) {
            case IDLE -> {
                if (requests == 0) {
                    logWithClient(
                            LogLevel.INFO, "client closed connection while waiting for request");
                } else {
                    log(LogLevel.INFO, "client " + peer.remote() + " closed keepalive connection");
                }
                close();
            }
            case HEAD -> {
                // Nothing more is sent, even if the client could still read it
                output.close();
                refuseInterrupted(400, "client prematurely closed connection");
            }
            case REQUEST -> {
                if (sink != null && !delivering) {
                    BodySink waiting = sink;
                    sink = null;
                    waiting.onEnd(reason);
                } else if (watched && first && events != null) {
                    events.clientClosed(reason);
                }
            }
            case LINGERING -> close();
            default -> {}
        }
    }

    // requests, one after the other

    /** Reads heads and starts requests as long as there are bytes and nothing runs. */
    private void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        while (in != null && (stage == Stage.IDLE || stage == Stage.HEAD)) {
            if (stage == Stage.IDLE) {
                beginHead();
            }
            HeadReader.Outcome outcome = reader.read(in);
            dropIfEmpty();
            if (outcome == HeadReader.Outcome.INCOMPLETE) {
                break;
            }
            startRequest(outcome);
        }
        advancing = false;
        if (flushOwed) {
            flushOwed = false;
            output.flush();
            if (stage == Stage.IDLE && output.pending() > 0) {
                waitUntilSent();
            }
        }
        if (inputClosed && stage == Stage.IDLE) {
            close();
        }
    }

    private void beginHead() {
        stage = Stage.HEAD;
        reader = HeadReader.begin(host, site.settings(), this::ignoredHeader);
        if (requests > 0) {
            deadline.set(site.settings().clientHeaderTimeout());
        }
    }

    private void ignoredHeader(String message) {
        RequestHead head = reader.head();
        String host = head.headers.get("Host");
        log(
                LogLevel.INFO,
                message
                        + ", client: "
                        + peer.remote()
                        + ", server: "
                        + site.serverName()
                        + ", request: \""
                        + head.requestLine
                        + '"'
                        + (host == null ? "" : ", host: \"" + host + '"'));
    }

    private void startRequest(HeadReader.Outcome outcome) {
        RequestHead head = reader.head();
        String problem = outcome.problem(reader);
        releaseReader();
        deadline.clear();
        stage = Stage.REQUEST;
        requests++;
        if (outcome == HeadReader.Outcome.COMPLETE) {
            site.start(this, head);
        } else {
            site.refuse(this, head, outcome.status(), problem);
        }
    }

    private void refuseInterrupted(int status, String problem) {
        RequestHead head = reader.interrupted();
        String action = reader.action();
        releaseReader();
        deadline.clear();
        stage = Stage.REQUEST;
        requests++;
        site.refuse(this, head, status, problem + action);
    }

    private void releaseReader() {
        reader.end(host);
        reader = null;
    }

    void timedOut() {
        host.renewClocks();
        switch (stage) {
            case IDLE -> {
                if (requests == 0) {
                    logWithClient(
                            LogLevel.INFO,
                            "client timed out (110: Connection timed out) while waiting for request");
                }
                close();
            }
            case HEAD -> {
                refuseInterrupted(408, "client timed out (110: Connection timed out)");
            }
            case REQUEST, SENDING -> sendTimeout();
            case CLOSING, LINGERING -> close();
            default -> {}
        }
    }

    private void sendTimeout() {
        if (output.pending() == 0) {
            return;
        }
        if (output.hasProgressed()) {
            deadline.set(sendTimeout);
        } else if (events != null) {
            events.sendTimedOut();
        } else {
            close();
        }
    }

    private void log(LogLevel level, String message) {
        site.log(level, id, message);
    }

    private void logWithClient(LogLevel level, String message) {
        log(level, message + ", client: " + peer.remote() + ", server: " + socket);
    }

    // ends

    @Override
    public void finish(Ending ending) {
        if (stage != Stage.REQUEST) {
            return;
        }
        events = null;
        sink = null;
        watched = false;
        deadline.clear();
        output.pace(worker(), 0, 0, 0);
        if (!channel.isActive()) {
            over();
            return;
        }
        switch (ending) {
            case KEEP_ALIVE -> keepAlive();
            case CLOSE -> closeWhenSent();
            case LINGER -> linger();
            case RESET -> {
                resetOnClose();
                close();
            }
            case ABORT -> close();
        }
    }

    private void keepAlive() {
        if (host.successor() != host) {
            moveOn();
        }
        if (site == null || host.closing()) {
            closeWhenSent();
        } else if (!flushOwed && output.pending() > 0) {
            waitUntilSent();
        } else {
            awaitNext();
        }
    }

    private void waitUntilSent() {
        stage = Stage.SENDING;
        output.hasProgressed();
        deadline.set(sendTimeout);
        output.onDrained(this::sent);
    }

    private void sent() {
        if (stage == Stage.SENDING) {
            deadline.clear();
            awaitNext();
        }
    }

    private void awaitNext() {
        stage = Stage.IDLE;
        if (site == null || host.closing() || (in == null && inputClosed)) {
            closeWhenSent();
            return;
        }
        if (in == null) {
            idleSince = host.tick();
            deadline.set(keepaliveTimeout);
        } else if (!advancing) {
            // Not from here: whoever ends a request may be deep in its own work.
            worker().execute(this::advance);
        }
        resumeReading();
    }

    private void moveOn() {
        deadline.end();
        host.left(this);
        host = host.successor();
        host.joined(this);
        enterSite();
    }

    private void enterSite() {
        site = host.site(socket, peer.local());
        ConnectionSettings settings = site == null ? ConnectionSettings.DEFAULT : site.settings();
        timeouts(
                settings.sendTimeout(),
                settings.keepaliveTimeout(),
                settings.lingeringTimeout(),
                settings.lingeringTime(),
                0);
    }

    /** The host has a successor, or closes: a connection between two requests follows it. */
    public void hostChanged() {
        if (stage != Stage.IDLE || in != null) {
            return;
        }
        if (host.successor() != host) {
            moveOn();
        }
        if (site == null) {
            close();
        } else if (host.closing()) {
            closeAfterMinimum();
        } else {
            deadline.set(keepaliveTimeout);
        }
    }

    /** The server ends; {@code keepalive_min_timeout} may give the client some time more. */
    private void closeAfterMinimum() {
        long left = requests == 0 ? 0 : idleSince + keepaliveAtLeast - host.tick();
        if (left <= 0) {
            close();
        } else {
            deadline.set(left);
        }
    }

    private void closeWhenSent() {
        stage = Stage.CLOSING;
        dropInput();
        output.flush();
        if (output.pending() == 0) {
            close();
            return;
        }
        output.hasProgressed();
        deadline.set(sendTimeout);
        output.onDrained(this::close);
    }

    private void linger() {
        stage = Stage.CLOSING;
        dropInput();
        output.onDrained(this::shutdownOutput);
        deadline.set(sendTimeout);
    }

    private void shutdownOutput() {
        if (stage != Stage.CLOSING) {
            return;
        }
        stage = Stage.LINGERING;
        if (inputClosed) {
            close();
            return;
        }
        ((DuplexChannel) channel).shutdownOutput();
        lingerUntil = host.tick() + lingeringInAll;
        resumeReading();
        lingerOn();
    }

    private void lingerOn() {
        long left = lingerUntil - host.tick();
        if (left <= 0) {
            close();
            return;
        }
        deadline.set(Math.min(left, lingeringTimeout));
    }

    /** Closes at once. */
    private void close() {
        if (stage != Stage.CLOSED) {
            over();
            channel.close();
        }
    }

    /** The connection's end: gives everything back. */
    private void over() {
        if (stage == Stage.CLOSED) {
            return;
        }
        stage = Stage.CLOSED;
        deadline.end();
        dropInput();
        if (reader != null) {
            releaseReader();
        }
        output.close();
        host.left(this);
    }

    /** The time for a graceful end is over: closes whatever runs. */
    public void abort() {
        IoEvents told = events;
        if (stage == Stage.REQUEST && told != null) {
            output.close();
            told.clientClosed(null);
        }
        close();
    }

    // ExchangeIo

    @Override
    public void attach(IoEvents newEvents) {
        events = newEvents;
    }

    @Override
    public void write(ByteBuf bytes) {
        output.write(bytes);
    }

    @Override
    public void flush() {
        if (advancing && in != null && output.pending() < FLUSH_AT) {
            flushOwed = true;
            return;
        }
        flushOwed = false;
        output.flush();
        if (stage == Stage.REQUEST && output.pending() > 0) {
            output.hasProgressed();
            deadline.set(sendTimeout);
        }
    }

    @Override
    public long pendingBytes() {
        return output.pending();
    }

    @Override
    public boolean isWritable() {
        return output.isWritable();
    }

    @Override
    public void onWritable(Runnable action) {
        output.flush();
        output.onWritable(action);
    }

    @Override
    public void onDrained(Runnable action) {
        output.onDrained(action);
    }

    @Override
    public void readBody(BodySink newSink) {
        sink = newSink;
        resumeReading();
        if (in != null) {
            deliver();
        }
        if (inputClosed && sink != null && !delivering) {
            sink = null;
            newSink.onEnd(failure);
        }
    }

    private void deliver() {
        delivering = true;
        while (in != null && in.isReadable() && sink != null) {
            BodySink current = sink;
            if (!current.onBytes(in)) {
                if (sink == current) {
                    sink = null;
                }
                break;
            }
        }
        delivering = false;
        dropIfEmpty();
    }

    @Override
    public void stopReading() {
        sink = null;
    }

    private void resumeReading() {
        if (!channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public boolean hasReadAhead() {
        return in != null && in.isReadable();
    }

    @Override
    public boolean mayKeepAlive() {
        return !host.successor().closing();
    }

    @Override
    public boolean isOpen() {
        return stage != Stage.CLOSED && channel.isActive();
    }

    @Override
    public void watchForClose(boolean watch) {
        watched = watch;
        if (watch && inputClosed && events != null) {
            worker().execute(this::tellClosed);
        }
    }

    private void tellClosed() {
        if (watched && stage == Stage.REQUEST && events != null) {
            events.clientClosed(failure);
        }
    }
}
