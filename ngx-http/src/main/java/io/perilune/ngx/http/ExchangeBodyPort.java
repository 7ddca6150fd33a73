// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.perilune.conf.value.FileName;
import io.perilune.http.exchange.BodyDone;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.RequestBody;
import io.perilune.ngx.port.BodyPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** An exchange's request body. Confined to its worker. */
final class ExchangeBodyPort implements BodyPort {

    private final Exchange exchange;

    ExchangeBodyPort(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public State state() {
        return switch (exchange.body().state()) {
            case UNREAD, READING -> State.UNREAD;
            case READ, FAILED -> State.READ;
            case DISCARDING, DISCARDED -> State.DISCARDED;
        };
    }

    @Override
    public int read(IntConsumer whenDone) {
        if (exchange.body().isRead()) {
            return 0;
        }
        Reading reading = new Reading(whenDone);
        exchange.body().read(reading);
        return reading.started();
    }

    /** Tells an end that comes while {@code read} runs from a later one. Single use. */
    private static final class Reading implements BodyDone {

        private final IntConsumer whenDone;
        private boolean starting = true;
        private int status = PENDING;

        Reading(IntConsumer whenDone) {
            this.whenDone = whenDone;
        }

        int started() {
            starting = false;
            return status;
        }

        @Override
        public void bodyDone(int result) {
            status = result;
            if (!starting) {
                whenDone.accept(result);
            }
        }
    }

    @Override
    public boolean discard() {
        exchange.body().discard();
        return true;
    }

    @Override
    public byte[] bytes() {
        ByteBuf bytes = exchange.body().bytes();
        return bytes == null || !bytes.isReadable() ? null : ByteBufUtil.getBytes(bytes);
    }

    @Override
    public String file() {
        Path file = exchange.body().file();
        return file == null ? null : FileName.text(file);
    }

    @Override
    public void replace(byte[] bytes, int length) {
        exchange.body().replace(Unpooled.wrappedBuffer(bytes, 0, length));
        exchange.request().headers().set("Content-Length", Integer.toString(length));
        exchange.request().headers().remove("Transfer-Encoding");
    }

    @Override
    public void replace(String file, boolean delete) {
        RequestBody body = exchange.body();
        Path path = FileName.path(file);
        try {
            long length = Files.size(path);
            body.replace(path, length, delete);
            exchange.request().headers().set("Content-Length", Long.toString(length));
            exchange.request().headers().remove("Transfer-Encoding");
        } catch (IOException e) {
            throw new UncheckedIOException(FileName.problem(e, file), e);
        }
    }
}
