// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.filter.BodyChain;
import io.perilune.http.filter.BodyFilter;
import io.perilune.http.io.LogLevel;
import io.perilune.ngx.port.ChunkPort;

/**
 * Runs body_filter_by_lua for each piece of the body. Thread-safe: it keeps nothing about a
 * request.
 */
final class LuaBodyFilter implements BodyFilter {

    @Override
    public int onBody(Exchange x, ByteBuf data, int flags, BodyChain next) {
        if (x.logs(LogLevel.DEBUG)) {
            x.log(
                    LogLevel.DEBUG,
                    "lua body filter for user lua code, uri \"" + x.request().uri + '"');
        }
        HandlerCode code = x.conf(LuaLocationConfig.KEY).bodyFilter;
        if (code == null || x.headerOnly()) {
            return next.send(x, data, flags);
        }
        ExchangeRequestPort port = ExchangeRequestPort.of(x);
        if (port.lastFiltered) {
            data.release();
            return Exchange.OK;
        }
        Piece piece = new Piece(data, (flags & Exchange.LAST) != 0);
        if (port.state().bodyFilter(code.code(x), piece) != Exchange.OK) {
            piece.data.release();
            return Exchange.ERROR;
        }
        port.lastFiltered = piece.last;
        return next.send(
                x, piece.data, piece.last ? flags | Exchange.LAST : flags & ~Exchange.LAST);
    }

    /** What is on its way. Single use. */
    private static final class Piece implements ChunkPort {

        private ByteBuf data;
        private boolean last;

        Piece(ByteBuf data, boolean last) {
            this.data = data;
            this.last = last;
        }

        @Override
        public byte[] bytes() {
            return ByteBufUtil.getBytes(data);
        }

        @Override
        public boolean isLast() {
            return last;
        }

        @Override
        public void replace(byte[] bytes) {
            data.release();
            data = bytes == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes);
        }

        @Override
        public void last(boolean value) {
            last = value;
        }
    }
}
