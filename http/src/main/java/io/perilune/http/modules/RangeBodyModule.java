// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.http.exchange.ContextKey;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.filter.BodyChain;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;

/**
 * The body's part of byte ranges: cuts what {@link RangeHeaderModule} promised out of the whole
 * body. Immutable.
 *
 * <p>One range is cut while the body passes. Several are cut when the body is complete, for they
 * may come in any order; a file, which would be worth more care, makes its parts itself.
 */
public final class RangeBodyModule implements HttpModule {

    private static final ContextKey<CompositeByteBuf> COLLECTED = ContextKey.of("range.collected");

    @Override
    public String name() {
        return "range_body";
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.bodyFilter(RangeBodyModule::onBody);
    }

    private static int onBody(Exchange x, ByteBuf data, int flags, BodyChain next) {
        RangeContext context = x.context(RangeContext.KEY);
        if (context == null || context.madeAtSource) {
            return next.send(x, data, flags);
        }
        return context.isMultipart()
                ? collect(x, context, data, flags, next)
                : cut(x, context, data, flags, next);
    }

    private static int cut(
            Exchange x, RangeContext context, ByteBuf data, int flags, BodyChain next) {
        ByteRange range = context.ranges.getFirst();
        long begin = context.offset;
        context.offset += data.readableBytes();
        int from = Math.clamp(range.start() - begin, 0, data.readableBytes());
        int to = Math.clamp(range.end() - begin, from, data.readableBytes());
        int start = data.readerIndex();
        data.readerIndex(start + from);
        data.writerIndex(start + to);
        return next.send(x, data, flags);
    }

    private static int collect(
            Exchange x, RangeContext context, ByteBuf data, int flags, BodyChain next) {
        CompositeByteBuf whole = x.context(COLLECTED);
        if (whole == null) {
            whole = x.worker().allocator().compositeBuffer(Integer.MAX_VALUE);
            x.setContext(COLLECTED, whole);
            x.onCleanup(whole::release);
        }
        whole.addComponent(true, data);
        if ((flags & Exchange.LAST) == 0) {
            return Exchange.OK;
        }
        for (ByteRange range : context.ranges) {
            next.send(x, Unpooled.wrappedBuffer(context.partHeader(range)), 0);
            next.send(x, whole.retainedSlice((int) range.start(), (int) range.length()), 0);
        }
        return next.send(x, Unpooled.wrappedBuffer(context.closing()), flags);
    }
}
