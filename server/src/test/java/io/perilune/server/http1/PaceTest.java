// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code limit_rate}, on a clock that moves when told. */
class PaceTest {

    private final ManualWorker worker = new ManualWorker();
    private EmbeddedChannel channel;
    private ConnectionOutput output;

    @BeforeEach
    void open() {
        channel =
                new EmbeddedChannel(
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void handlerAdded(ChannelHandlerContext ctx) {
                                output = new ConnectionOutput(ctx);
                            }
                        });
    }

    @AfterEach
    void close() {
        output.close();
        channel.finishAndReleaseAll();
        assertThat(worker.timers()).isZero();
    }

    private static ByteBuf bytes(int count) {
        return Unpooled.buffer(count).writeZero(count);
    }

    /** How many bytes have gone out since the last call. */
    private int sent() {
        channel.runPendingTasks();
        int count = 0;
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            count += out.readableBytes();
            out.release();
        }
        return count;
    }

    @Test
    void sendsASecondsWorthAtOnceAndWaitsThen() {
        output.pace(worker, 1000, 0, worker.nowMillis());
        output.write(bytes(2500));
        output.flush();
        assertThat(sent()).isEqualTo(1000);
        worker.pass(999);
        assertThat(sent()).isZero();
        worker.pass(1);
        assertThat(sent()).isEqualTo(1000);
        worker.pass(1000);
        assertThat(sent()).isEqualTo(500);
        assertThat(output.pending()).isZero();
    }

    @Test
    void whatIsFreeGoesOutBefore() {
        output.pace(worker, 1000, 2000, worker.nowMillis());
        output.write(bytes(3500));
        output.flush();
        assertThat(sent()).isEqualTo(3000);
        worker.pass(1000);
        assertThat(sent()).isEqualTo(500);
    }

    @Test
    void unusedTimeMayBeUsedUp() {
        output.pace(worker, 1000, 0, worker.nowMillis() - 5000);
        output.write(bytes(7000));
        output.flush();
        assertThat(sent()).isEqualTo(6000);
    }

    @Test
    void aProducerWaitsAndGoesOn() {
        StringBuilder told = new StringBuilder();
        output.pace(worker, 50_000, 0, worker.nowMillis());
        output.write(bytes(120_000));
        output.flush();
        assertThat(output.isWritable()).isFalse();
        output.onWritable(() -> told.append("writable "));
        output.onDrained(() -> told.append("drained "));
        worker.pass(1000);
        channel.runPendingTasks();
        assertThat(told).hasToString("writable ");
        worker.pass(1000);
        sent();
        assertThat(told).hasToString("writable drained ");
    }

    @Test
    void theLimitMayBeLifted() {
        output.pace(worker, 10, 0, worker.nowMillis());
        output.write(bytes(100));
        output.flush();
        output.pace(worker, 0, 0, 0);
        worker.pass(1000);
        assertThat(sent()).isEqualTo(100);
    }

    @Test
    void theEndOfTheConnectionTellsWhoWaits() {
        StringBuilder told = new StringBuilder();
        output.pace(worker, 10, 0, worker.nowMillis());
        ByteBuf large = bytes(100);
        output.write(large);
        output.flush();
        output.onDrained(() -> told.append("drained"));
        output.close();
        sent();
        assertThat(told).hasToString("drained");
        assertThat(large.refCnt()).isZero();
    }
}
