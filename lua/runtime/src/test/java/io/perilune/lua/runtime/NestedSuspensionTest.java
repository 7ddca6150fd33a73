// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What lies between the one who suspends and what is suspended. */
class NestedSuspensionTest {
    private static final String REFUSED = "attempt to yield across C-call boundary";

    private final LuaVm vm = new LuaVm();
    private final List<Object> log = new ArrayList<>();

    private Coroutine coroutine(Supplier<Object> body) {
        return Coroutine.create(
                vm,
                new LuaFunction() {
                    @Override
                    public Object callN(LuaVm machine, Object[] arguments) {
                        return machine.unbox(body.get());
                    }
                });
    }

    private Object suspendFiber() {
        try {
            Fiber.suspend(vm);
            log.add("back");
        } catch (LuaError e) {
            log.add(e.getMessage());
        }
        return null;
    }

    /** The initialiser of a class is called by the JVM itself: its frame cannot be suspended. */
    private static final class OuterPinned {
        static Runnable task;

        private static final class Initialised {
            static {
                task.run();
            }

            static void touch() {}
        }
    }

    private static final class InnerPinned {
        static Runnable task;

        private static final class Initialised {
            static {
                task.run();
            }

            static void touch() {}
        }
    }

    @Test
    void aNativeFrameInAnOuterCoroutineRefusesWhereTheFiberWasToBeSuspended() {
        Fiber fiber =
                Fiber.create(
                        vm,
                        () -> {
                            OuterPinned.task = () -> coroutine(this::suspendFiber).resume();
                            coroutine(
                                            () -> {
                                                OuterPinned.Initialised.touch();
                                                log.add(vm.running().status());
                                                return suspendFiber();
                                            })
                                    .resume();
                            log.add("end");
                        });
        assertThat(fiber.run()).isFalse();
        assertThat(log).containsExactly(REFUSED, Coroutine.Status.RUNNING);
        assertThat(fiber.run()).isTrue();
        assertThat(log).endsWith("back", "end");
    }

    @Test
    void aNativeFrameInTheCoroutineItselfRefusesToYield() {
        Coroutine coroutine =
                coroutine(
                        () -> {
                            InnerPinned.task =
                                    () -> {
                                        try {
                                            Coroutine.yield(vm, 1.0);
                                        } catch (LuaError e) {
                                            log.add(e.getMessage());
                                        }
                                    };
                            InnerPinned.Initialised.touch();
                            log.add(vm.running().status());
                            return Coroutine.yield(vm, 2.0)[0];
                        });
        assertThat(coroutine.resume()).containsExactly(2.0);
        assertThat(log).containsExactly(REFUSED, Coroutine.Status.RUNNING);
        assertThat(coroutine.resume(3.0)).containsExactly(3.0);
        assertThat(coroutine.status()).isEqualTo(Coroutine.Status.DEAD);
    }

    @Test
    void onAVirtualThreadItsOwnWaitingAndOursDoNotMeet() throws InterruptedException {
        Thread thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    Fiber fiber = Fiber.create(vm, this::waitAndSuspend);
                                    while (!fiber.run()) {
                                        log.add("suspended");
                                    }
                                });
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
        assertThat(log).containsExactly(1.0, "suspended", "back", 2.0);
    }

    private void waitAndSuspend() {
        Coroutine coroutine =
                coroutine(
                        () -> {
                            pause();
                            Coroutine.yield(vm, 1.0);
                            pause();
                            suspendFiber();
                            pause();
                            return 2.0;
                        });
        log.add(coroutine.resume()[0]);
        log.add(coroutine.resume()[0]);
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
