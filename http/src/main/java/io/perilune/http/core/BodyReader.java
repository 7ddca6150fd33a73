// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.conf.value.FileName;
import io.perilune.http.core.CoreLocationConfig.InFileOnly;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Request;
import io.perilune.http.io.BodySink;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.Timer;
import io.perilune.http.message.HttpStatus;
import io.perilune.http.message.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads one request's body: in memory up to {@code client_body_buffer_size}, beyond it into a
 * temporary file. {@code client_body_timeout} is the longest pause. Single use, confined to its
 * worker.
 */
final class BodyReader implements BodySink {

    private static final byte[] CONTINUE =
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final Exchange x;
    private final CoreLocationConfig location;
    private final ChunkedReader chunks;

    /** Bytes up to which the body stays in memory. */
    private final long memoryLimit;

    private long left;
    private long length;
    private ByteBuf memory;
    private TempFile file;
    private Timer timer;
    private boolean timing;
    private boolean ended;
    private long lastProgress;

    /** The buffer being taken from, while it is, and up to where it was counted. */
    private ByteBuf source;

    private int counted;

    private BodyReader(Exchange x) {
        this.x = x;
        this.location = CoreModule.location(x);
        Request request = x.request();
        this.chunks = request.chunked ? new ChunkedReader() : null;
        this.left = request.chunked ? 0 : Math.max(0, request.contentLength);
        // as nginx: a body only a little larger than the buffer gets a buffer of its size
        long buffer = location.clientBodyBufferSize;
        this.memoryLimit = !request.chunked && left < buffer + (buffer >> 2) ? left : buffer;
    }

    /** Starts reading; {@code RequestBody} is told the end, perhaps before this returns. */
    static void start(Exchange x) {
        Request request = x.request();
        if (!request.chunked && request.contentLength <= 0) {
            x.body().complete(null, null, false, 0);
            return;
        }
        sendContinue(x);
        new BodyReader(x).read();
    }

    /** Answers {@code Expect: 100-continue}, once. */
    static void sendContinue(Exchange x) {
        if (x.progress().expectTested) {
            return;
        }
        x.progress().expectTested = true;
        String expect = x.request().header("Expect");
        if (expect != null
                && x.request().version() == HttpVersion.HTTP_1_1
                && expect.equalsIgnoreCase("100-continue")) {
            x.io().write(Unpooled.wrappedBuffer(CONTINUE));
            x.io().flush();
        }
    }

    private void read() {
        lastProgress = x.worker().nowMillis();
        x.io().readBody(this);
        if (!ended) {
            timing = true;
            x.onCleanup(this::abandon);
            armTimer(location.clientBodyTimeout);
        }
    }

    private void armTimer(long delay) {
        timer = x.worker().schedule(delay, this::checkTime);
    }

    private void checkTime() {
        timer = null;
        if (ended) {
            return;
        }
        long idle = x.worker().nowMillis() - lastProgress;
        if (idle < location.clientBodyTimeout) {
            armTimer(location.clientBodyTimeout - idle);
            return;
        }
        // nginx says nothing about it: the access log has the 408
        x.io().stopReading();
        x.progress().keepAlive = false;
        fail(HttpStatus.REQUEST_TIME_OUT);
    }

    @Override
    public boolean onBytes(ByteBuf in) {
        lastProgress = timing ? x.worker().nowMillis() : lastProgress;
        source = in;
        counted = in.readerIndex();
        try {
            return chunks == null ? takePlain(in) : takeChunks(in);
        } catch (IOException e) {
            x.log(
                    LogLevel.CRIT,
                    "writing a client request body to \""
                            + location.clientBodyTempPath.path()
                            + "\" failed ("
                            + FileName.error(e)
                            + ')');
            fail(HttpStatus.INTERNAL_SERVER_ERROR);
            return false;
        } finally {
            count();
            source = null;
        }
    }

    /** Reports what was taken so far; before anybody is told that reading has ended. */
    private void count() {
        if (source != null) {
            x.body().countReceived(source.readerIndex() - counted);
            counted = source.readerIndex();
        }
    }

    private boolean takePlain(ByteBuf in) throws IOException {
        int bytes = (int) Math.min(left, in.readableBytes());
        store(in, bytes);
        left -= bytes;
        if (left > 0) {
            return true;
        }
        complete();
        return false;
    }

    private boolean takeChunks(ByteBuf in) throws IOException {
        while (true) {
            long next = chunks.next(in);
            if (next > 0) {
                if (location.clientMaxBodySize != 0
                        && length + chunks.left() > location.clientMaxBodySize) {
                    return tooLarge();
                }
                store(in, (int) next);
                chunks.taken(next);
            } else if (next == ChunkedReader.MORE) {
                return true;
            } else if (next == ChunkedReader.END) {
                complete();
                return false;
            } else {
                x.log(LogLevel.ERROR, "client sent invalid chunked body");
                fail(HttpStatus.BAD_REQUEST);
                return false;
            }
        }
    }

    private boolean tooLarge() {
        x.log(
                LogLevel.ERROR,
                "client intended to send too large chunked body: "
                        + length
                        + "+"
                        + chunks.left()
                        + " bytes");
        x.progress().keepAlive = false;
        fail(HttpStatus.REQUEST_ENTITY_TOO_LARGE);
        return false;
    }

    private void store(ByteBuf in, int bytes) throws IOException {
        length += bytes;
        if (file == null
                && (length > memoryLimit || location.clientBodyInFileOnly != InFileOnly.OFF)) {
            openFile();
        }
        if (file != null) {
            file.write(in, bytes);
            return;
        }
        if (memory == null) {
            long known = chunks == null ? left : bytes;
            memory = x.worker().allocator().buffer((int) Math.min(known, memoryLimit));
        }
        memory.writeBytes(in, bytes);
    }

    private void openFile() throws IOException {
        file = TempFile.create(location.clientBodyTempPath);
        x.log(
                LogLevel.WARN,
                "a client request body is buffered to a temporary file "
                        + FileName.text(file.path()));
        if (memory != null) {
            file.write(memory, memory.readableBytes());
            memory.release();
            memory = null;
        }
    }

    private void complete() throws IOException {
        end();
        if (file == null) {
            ByteBuf bytes = memory;
            memory = null;
            finished(() -> x.body().complete(bytes, null, false, length));
            return;
        }
        file.close();
        boolean delete = location.clientBodyInFileOnly != InFileOnly.ON;
        finished(() -> x.body().complete(null, file.path(), delete, length));
    }

    /**
     * Content-Length stands for the body from now on, whatever its framing was; nobody reads the
     * body twice.
     */
    private void finished(Runnable tell) {
        x.request().contentLength = length;
        tell.run();
    }

    private void end() {
        ended = true;
        count();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void fail(int status) {
        if (ended) {
            return;
        }
        end();
        if (memory != null) {
            memory.release();
            memory = null;
        }
        if (file != null) {
            file.path().toFile().delete();
        }
        x.progress().linger = true;
        x.body().fail(status);
    }

    /** The request is over before its body is complete. */
    private void abandon() {
        fail(HttpStatus.CLIENT_CLOSED_REQUEST);
    }

    @Override
    public void onEnd(Throwable reason) {
        if (ended) {
            return;
        }
        String text = "client prematurely closed connection";
        if (reason != null) {
            text = "recv() failed (" + reason.getMessage() + ')';
        }
        x.log(LogLevel.INFO, text);
        x.progress().keepAlive = false;
        fail(HttpStatus.BAD_REQUEST);
    }
}
