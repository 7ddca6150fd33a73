// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaVm;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How long one call from Java may run. Confined to its machine, but for the timer.
 *
 * <p>When the time is over the script gets a Lua error, which it may catch to clean up. If it still
 * runs after {@link #PATIENCE_MILLIS}, it is ended by what no pcall catches.
 */
final class TimeLimit implements AutoCloseable {
    static final String MESSAGE = "time limit exceeded";
    private static final long PATIENCE_MILLIS = 50;

    private final LuaVm vm;
    private final Optional<Duration> limit;
    private ScheduledExecutorService timer;
    private int depth;

    TimeLimit(LuaVm vm, Optional<Duration> limit) {
        this.vm = vm;
        this.limit = limit;
    }

    /** Runs under the limit; a call inside a call is under the outer one's. */
    <T> T guard(Supplier<T> call) {
        if (limit.isEmpty() || depth > 0) {
            return call.get();
        }
        long millis = limit.get().toMillis();
        ScheduledFuture<?> warning =
                timer().schedule(() -> vm.interrupt().stop(MESSAGE), millis, TimeUnit.MILLISECONDS);
        ScheduledFuture<?> end =
                timer().scheduleAtFixedRate(
                                () -> vm.interrupt().request(TimeLimit::end),
                                millis + PATIENCE_MILLIS,
                                PATIENCE_MILLIS,
                                TimeUnit.MILLISECONDS);
        depth++;
        try {
            return call.get();
        } catch (Ended ended) {
            throw new LuaError(MESSAGE);
        } finally {
            depth--;
            warning.cancel(false);
            end.cancel(false);
            vm.interrupt().cancel();
        }
    }

    private static void end(LuaVm vm) {
        throw new Ended();
    }

    /** Control flow, no error: pcall lets it pass. */
    private static final class Ended extends RuntimeException {
        Ended() {
            super(null, null, false, false);
        }
    }

    private ScheduledExecutorService timer() {
        if (timer == null) {
            timer =
                    Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().daemon().name("lua-time-limit").factory());
        }
        return timer;
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
