// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.perilune.http.io.Timer;
import io.perilune.server.listen.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerHeapTest {

    private final EventLoopGroup group = Transport.best().newLoop(Thread::new);
    private final EventLoop loop = group.next();
    private final TimerHeap timers = new TimerHeap(loop, () -> {});
    private final List<Integer> ran = new ArrayList<>();

    @AfterEach
    void stop() {
        group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    private void onLoop(Runnable action) {
        loop.submit(action).syncUninterruptibly();
    }

    private void awaitLast(long delay) throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        onLoop(() -> timers.schedule(delay, last::countDown));
        assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void timers_run_in_the_order_of_their_deadlines_and_then_of_their_making()
            throws InterruptedException {
        onLoop(
                () -> {
                    for (int delay : new int[] {30, 10, 20, 10, 0}) {
                        int number = ran.size() + timers.size();
                        timers.schedule(delay, () -> ran.add(number));
                    }
                });
        awaitLast(60);
        assertThat(ran).containsExactly(4, 1, 3, 2, 0);
    }

    @Test
    void a_cancelled_timer_does_not_run_and_is_forgotten() throws InterruptedException {
        onLoop(
                () -> {
                    Timer first = timers.schedule(5, () -> ran.add(1));
                    timers.schedule(5, () -> ran.add(2));
                    first.cancel();
                    first.cancel();
                    assertThat(timers.size()).isEqualTo(1);
                });
        awaitLast(20);
        assertThat(ran).containsExactly(2);
    }

    @Test
    void a_timer_made_by_a_timer_runs_in_a_later_round() throws InterruptedException {
        onLoop(
                () ->
                        timers.schedule(
                                0,
                                () -> {
                                    timers.schedule(0, () -> ran.add(2));
                                    ran.add(1);
                                }));
        awaitLast(20);
        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void many_timers_made_and_cancelled_at_random_all_keep_their_promise()
            throws InterruptedException {
        Random random = new Random(7);
        List<Integer> expected = new ArrayList<>();
        onLoop(
                () -> {
                    List<Timer> made = new ArrayList<>();
                    for (int i = 0; i < 5000; i++) {
                        int number = i;
                        made.add(timers.schedule(random.nextInt(50), () -> ran.add(number)));
                    }
                    for (int i = 0; i < 5000; i++) {
                        if (random.nextBoolean()) {
                            made.get(i).cancel();
                        } else {
                            expected.add(i);
                        }
                    }
                });
        awaitLast(100);
        assertThat(ran).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(timers.size()).isZero();
    }
}
