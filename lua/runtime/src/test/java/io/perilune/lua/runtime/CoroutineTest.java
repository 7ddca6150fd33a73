// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CoroutineTest {
    private final LuaVm vm = new LuaVm();
    private final List<Object> log = new ArrayList<>();

    private LuaFunction function(Function<Object[], Object> body) {
        return new LuaFunction() {
            @Override
            public Object callN(LuaVm machine, Object[] arguments) {
                return machine.unbox(body.apply(arguments));
            }
        };
    }

    @Test
    void passesValuesBothWays() {
        Coroutine coroutine =
                Coroutine.create(
                        vm,
                        function(
                                first -> {
                                    log.add(first[0]);
                                    log.add(Coroutine.yield(vm, 2.0)[0]);
                                    log.add(Coroutine.yield(vm)[0]);
                                    return 6.0;
                                }));
        assertThat(coroutine.resume(1.0)).containsExactly(2.0);
        assertThat(coroutine.status()).isEqualTo(Coroutine.Status.SUSPENDED);
        assertThat(coroutine.resume(3.0)).isEmpty();
        assertThat(coroutine.resume(4.0)).containsExactly(6.0);
        assertThat(coroutine.status()).isEqualTo(Coroutine.Status.DEAD);
        assertThat(log).containsExactly(1.0, 3.0, 4.0);
        assertThatThrownBy(coroutine::resume).hasMessage("cannot resume dead coroutine");
    }

    @Test
    void knowsWhoRuns() {
        Coroutine[] inner = new Coroutine[1];
        Coroutine outer =
                Coroutine.create(
                        vm,
                        function(
                                none -> {
                                    Coroutine me = vm.running();
                                    inner[0] =
                                            Coroutine.create(
                                                    vm,
                                                    function(
                                                            ignored -> {
                                                                log.add(me.status());
                                                                assertThatThrownBy(me::resume)
                                                                        .hasMessage(
                                                                                "cannot resume non-suspended coroutine");
                                                                assertThatThrownBy(inner[0]::resume)
                                                                        .hasMessage(
                                                                                "cannot resume running coroutine");
                                                                return null;
                                                            }));
                                    inner[0].resume();
                                    log.add(me.status());
                                    return me == vm.running();
                                }));
        assertThat(outer.resume()).containsExactly(true);
        assertThat(log).containsExactly(Coroutine.Status.NORMAL, Coroutine.Status.RUNNING);
        assertThat(vm.running()).isNull();
        assertThatThrownBy(() -> Coroutine.yield(vm))
                .hasMessage("attempt to yield across C-call boundary");
    }

    @Test
    void errorEndsItAndReachesTheResumer() {
        Coroutine coroutine =
                Coroutine.create(
                        vm,
                        function(
                                none -> {
                                    throw new LuaError("broken");
                                }));
        assertThatThrownBy(coroutine::resume).isInstanceOf(LuaError.class).hasMessage("broken");
        assertThat(coroutine.status()).isEqualTo(Coroutine.Status.DEAD);
        assertThat(vm.running()).isNull();
    }

    @Test
    void endlessRecursionInsideIsAnErrorAndTheMachineGoesOn() {
        for (int i = 0; i < 3; i++) {
            Coroutine coroutine = Coroutine.create(vm, function(none -> recurse(1)));
            assertThatThrownBy(coroutine::resume)
                    .isInstanceOf(LuaError.class)
                    .hasMessage("stack overflow");
        }
        assertThat(Coroutine.create(vm, function(none -> 1.0)).resume()).containsExactly(1.0);
    }

    private Object recurse(int depth) {
        return depth < 0 ? null : 1.0 + (Double) recurse(depth + 1);
    }

    @Test
    void fiberSuspendsFromDeepInsideCoroutines() {
        Fiber fiber =
                Fiber.create(
                        vm,
                        () -> {
                            Coroutine outer =
                                    Coroutine.create(
                                            vm,
                                            function(
                                                    none -> {
                                                        Coroutine inner =
                                                                Coroutine.create(
                                                                        vm,
                                                                        function(
                                                                                ignored -> {
                                                                                    Coroutine me =
                                                                                            vm
                                                                                                    .running();
                                                                                    log.add(
                                                                                            "before");
                                                                                    Fiber.suspend(
                                                                                            vm);
                                                                                    assertThat(
                                                                                                    vm
                                                                                                            .running())
                                                                                            .isSameAs(
                                                                                                    me);
                                                                                    log.add(
                                                                                            "after");
                                                                                    Coroutine.yield(
                                                                                            vm,
                                                                                            1.0);
                                                                                    Fiber.suspend(
                                                                                            vm);
                                                                                    return 2.0;
                                                                                }));
                                                        Object first = inner.resume()[0];
                                                        Coroutine.yield(vm, first);
                                                        return inner.resume()[0];
                                                    }));
                            log.add(outer.resume()[0]);
                            log.add(outer.resume()[0]);
                        });
        assertThat(fiber.run()).isFalse();
        assertThat(vm.running()).isNull();
        assertThat(Fiber.running(vm)).isNull();
        log.add("outside");
        assertThat(fiber.run()).isFalse();
        assertThat(fiber.run()).isTrue();
        assertThat(log).containsExactly("before", "outside", "after", 1.0, 2.0);
    }

    @Test
    void fibersInterleave() {
        List<Fiber> fibers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            fibers.add(
                    Fiber.create(
                            vm,
                            () -> {
                                for (int step = 0; step < 3; step++) {
                                    log.add(number * 10 + step);
                                    Fiber.suspend(vm);
                                }
                            }));
        }
        boolean busy = true;
        while (busy) {
            busy = false;
            for (Fiber fiber : fibers) {
                busy |= !fiber.isDone() && !fiber.run();
            }
        }
        assertThat(log).containsExactly(0, 10, 20, 1, 11, 21, 2, 12, 22);
    }

    @Test
    void fiberRunInsideAFiberIsItsOwn() {
        Fiber outer =
                Fiber.create(
                        vm,
                        () -> {
                            Fiber inner =
                                    Fiber.create(
                                            vm,
                                            () -> {
                                                log.add("inner 1");
                                                Fiber.suspend(vm);
                                                log.add("inner 2");
                                            });
                            inner.run();
                            Fiber.suspend(vm);
                            inner.run();
                            log.add("outer");
                        });
        outer.run();
        log.add("suspended");
        outer.run();
        assertThat(log).containsExactly("inner 1", "suspended", "inner 2", "outer");
    }

    @Test
    void whatAFiberThrowsComesOutOfRun() {
        Fiber fiber =
                Fiber.create(
                        vm,
                        () -> {
                            Fiber.suspend(vm);
                            throw new LuaError("late");
                        });
        assertThat(fiber.run()).isFalse();
        assertThatThrownBy(fiber::run).hasMessage("late");
        assertThat(fiber.isDone()).isTrue();
        assertThat(Fiber.running(vm)).isNull();
    }

    @Test
    void pendingTailCallsRunInsideTheCoroutine() {
        LuaFunction last = function(values -> Coroutine.yield(vm, values)[0]);
        LuaFunction first =
                new LuaFunction() {
                    @Override
                    public Object callN(LuaVm machine, Object[] arguments) {
                        return machine.tailCall(last, arguments);
                    }
                };
        Coroutine coroutine = Coroutine.create(vm, first);
        assertThat(coroutine.resume(5.0)).containsExactly(5.0);
        assertThat(coroutine.resume(7.0)).containsExactly(7.0);
    }
}
