// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.port.LocationSettings;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.Outcome;
import org.junit.jupiter.api.Test;

/** Runs of handlers: results, errors, globals, light threads, timers. */
class EngineTest {
    private final TestHost host = new TestHost();

    @Test
    void aHandlerAnswers() {
        TestRequest request = host.content("ngx.say('hello')");
        assertThat(request.text()).isEqualTo("hello\n");
        assertThat(request.response.status).isEqualTo(200);
        assertThat(request.response.finished).isTrue();
        assertThat(request.outcome).isEqualTo(Outcome.Plain.OK);
    }

    @Test
    void globalsEndWithTheRequest() {
        assertThat(host.say("x = 1 ngx.say(x, _G.x, rawget(_G, 'x'))")).isEqualTo("111\n");
        assertThat(host.say("ngx.say(x)")).isEqualTo("nil\n");
    }

    @Test
    void loadedCodeSeesTheGlobalsOfTheRequest() {
        assertThat(host.say("y = 5 ngx.say(loadstring('z = y + 1 return z')(), z)"))
                .isEqualTo("66\n");
        assertThat(host.say("ngx.say(z)")).isEqualTo("nil\n");
    }

    @Test
    void anErrorIsA500WithATraceback() {
        TestRequest request = host.content("\nlocal function bar() error('foo') end\nbar()");
        assertThat(request.outcome).isEqualTo(new Outcome.Finish(500));
        assertThat(host.log).hasSize(1);
        assertThat(host.log.get(0))
                .isEqualTo(
                        """
                4 lua entry thread aborted: runtime error: content_by_lua(nginx.conf:40):2: foo
                stack traceback:
                coroutine 0:
                \t[C]: in function 'error'
                \tcontent_by_lua(nginx.conf:40):2: in function 'bar'
                \tcontent_by_lua(nginx.conf:40):3: in main chunk""");
    }

    @Test
    void anErrorInACoroutineShowsItsParents() {
        host.content(
                """
                local f = coroutine.wrap(function()
                    error('inner')
                end)
                f()""");
        assertThat(host.log.get(0))
                .isEqualTo(
                        """
                4 lua entry thread aborted: runtime error: content_by_lua(nginx.conf:40):2: inner
                stack traceback:
                coroutine 0:
                \t[C]: in function 'error'
                \tcontent_by_lua(nginx.conf:40):2: in function <content_by_lua(nginx.conf:40):1>
                coroutine 1:
                \t[C]: in function 'f'
                \tcontent_by_lua(nginx.conf:40):4: in main chunk""");
    }

    @Test
    void aSyntaxErrorIsA500() {
        assertThat(host.content("ngx.say('x'").outcome).isEqualTo(new Outcome.Finish(500));
        assertThat(host.log.get(0))
                .startsWith("4 failed to load inlined Lua code: content_by_lua(nginx.conf:40):");
    }

    @Test
    void exitIsNotCaught() {
        TestRequest request = host.content("pcall(function() ngx.exit(404) end) ngx.say('no')");
        assertThat(request.outcome).isEqualTo(new Outcome.Finish(404));
        assertThat(request.text()).isEmpty();
        assertThat(host.log).isEmpty();
    }

    @Test
    void exitLeavesFromACoroutine() {
        TestRequest request =
                host.content("coroutine.wrap(function() ngx.exit(403) end)() ngx.say('no')");
        assertThat(request.outcome).isEqualTo(new Outcome.Finish(403));
    }

    @Test
    void exitWithOkInAccessGoesOn() {
        TestRequest request =
                host.run(new TestRequest(host), LuaPhase.ACCESS, "ngx.exit(ngx.OK) ngx.say('no')");
        assertThat(request.outcome).isEqualTo(Outcome.Plain.OK);
        assertThat(request.response.finished).isFalse();
    }

    @Test
    void outputInAccessEndsTheRequest() {
        TestRequest request = host.run(new TestRequest(host), LuaPhase.ACCESS, "ngx.say('denied')");
        assertThat(request.outcome).isEqualTo(new Outcome.Finish(200));
        assertThat(request.response.finished).isTrue();
    }

    @Test
    void sleepSuspends() {
        long before = host.nowMillis();
        assertThat(host.say("ngx.say('a') ngx.sleep(0.5) ngx.say('b')")).isEqualTo("a\nb\n");
        assertThat(host.nowMillis() - before).isEqualTo(500);
    }

    @Test
    void sleepSuspendsFromInsideACoroutine() {
        assertThat(
                        host.say(
                                """
                local f = coroutine.wrap(function()
                    ngx.sleep(0.01) coroutine.yield(1) ngx.sleep(0.01) return 2
                end)
                ngx.say(f(), f())"""))
                .isEqualTo("12\n");
    }

    @Test
    void lightThreadsRunInOpenRestysOrder() {
        assertThat(
                        host.say(
                                """
                local function f(name)
                    ngx.say(name, ' begins')
                    ngx.sleep(0.1)
                    ngx.say(name, ' ends')
                    return name, 1
                end
                local a = ngx.thread.spawn(f, 'a')
                ngx.say('spawned a ', coroutine.status(a))
                local b = ngx.thread.spawn(f, 'b')
                ngx.say('spawned b')
                ngx.say(ngx.thread.wait(a))
                ngx.say(ngx.thread.wait(b))
                ngx.say(ngx.thread.wait(b))"""))
                .isEqualTo(
                        """
                a begins
                spawned a running
                b begins
                spawned b
                a ends
                trueae1
                b ends
                truebe1
                nilalready waited or killed
                """
                                .replace("ae1", "a1")
                                .replace("be1", "b1"));
    }

    @Test
    void aZombieKeepsItsResults() {
        assertThat(
                        host.say(
                                """
                local t = ngx.thread.spawn(function() return 7 end)
                ngx.say(coroutine.status(t))
                ngx.say(ngx.thread.wait(t))
                ngx.say(coroutine.status(t))"""))
                .isEqualTo("zombie\ntrue7\ndead\n");
    }

    @Test
    void aThreadThatFailsIsLoggedAndAnswersFalse() {
        assertThat(
                        host.say(
                                """
                local t = ngx.thread.spawn(function() ngx.sleep(0.1) error('oops', 0) end)
                ngx.say(ngx.thread.wait(t))"""))
                .isEqualTo("falseoops\n");
        assertThat(host.log.get(0))
                .startsWith("4 lua user thread aborted: runtime error: oops\nstack traceback:\n");
    }

    @Test
    void aKilledThreadDoesNotGoOn() {
        assertThat(
                        host.say(
                                """
                local t = ngx.thread.spawn(function() ngx.sleep(1) ngx.say('no') end)
                ngx.say(ngx.thread.kill(t), ngx.thread.kill(t))"""))
                .isEqualTo("1nilalready waited or killed\n");
    }

    @Test
    void theHandlerEndsWithItsLastThread() {
        TestRequest request =
                host.content(
                        "ngx.thread.spawn(function() ngx.sleep(1) ngx.say('late') end) "
                                + "ngx.say('early')");
        assertThat(request.text()).isEqualTo("early\nlate\n");
        assertThat(request.response.finished).isTrue();
    }

    @Test
    void yieldInLightThreadsTakesTurns() {
        assertThat(
                        host.say(
                                """
                local function f(n) for i = 1, 2 do ngx.print(n, i, ' ') coroutine.yield() end end
                local a, b = ngx.thread.spawn(f, 'a'), ngx.thread.spawn(f, 'b')
                ngx.thread.wait(a) ngx.thread.wait(b)"""))
                .isEqualTo("a1 b1 a2 b2 ");
    }

    @Test
    void timersRunLater() {
        assertThat(
                        host.say(
                                """
                local function f(premature, a, b)
                    print('timer ', premature, a, b, ' ', ngx.get_phase(), ' ', ngx.ctx.x)
                    ngx.sleep(0.1)
                    print('done')
                end
                ngx.ctx.x = 1
                ngx.say(ngx.timer.at(1, f, 2, nil), ngx.timer.pending_count())"""))
                .isEqualTo("11\n");
        host.runTimers();
        assertThat(host.log)
                .containsExactly(
                        "6 [lua] content_by_lua(nginx.conf:40):2: timer false2nil timer nil, context: ngx.timer, "
                                + "client: 127.0.0.1, server: 0.0.0.0:80",
                        "6 [lua] content_by_lua(nginx.conf:40):4: done, context: ngx.timer, client: 127.0.0.1, "
                                + "server: 0.0.0.0:80");
    }

    @Test
    void wrongContextsAreRefused() {
        TestRequest request =
                host.run(
                        new TestRequest(host),
                        LuaPhase.CONTENT,
                        "ngx.timer.at(0, function() print(pcall(ngx.say, 1)) print(pcall(ngx.req.get_headers)) end)");
        host.runTimers();
        assertThat(request.outcome).isEqualTo(Outcome.Plain.OK);
        assertThat(host.log.get(0)).contains("falseAPI disabled in the context of ngx.timer");
        assertThat(host.log.get(1)).contains("falseAPI disabled in the current context");
    }

    @Test
    void aSuspendedHandlerLeavesTheWorkerToOthers() {
        TestRequest first = new TestRequest(host);
        var state = host.worker.request(first);
        first.outcome =
                state.run(
                        LuaPhase.CONTENT,
                        TestHost.inline(LuaPhase.CONTENT, "a = 1 ngx.sleep(1) ngx.say(a, b)"));
        assertThat(first.outcome).isEqualTo(Outcome.Plain.SUSPENDED);
        TestRequest second = new TestRequest(host);
        host.worker
                .request(second)
                .run(LuaPhase.CONTENT, TestHost.inline(LuaPhase.CONTENT, "b = 2 ngx.say(a, b)"));
        assertThat(second.text()).isEqualTo("nil2\n");
        host.runTimers();
        assertThat(first.text()).isEqualTo("1nil\n");
        assertThat(first.outcome).isEqualTo(Outcome.Plain.OK);
    }

    private TestRequest watched(String code) {
        TestRequest request = new TestRequest(host);
        request.settings =
                new LocationSettings(true, true, true, true, true, 60_000, 60_000, 60_000);
        state = host.worker.request(request);
        request.outcome = state.run(LuaPhase.CONTENT, TestHost.inline(LuaPhase.CONTENT, code));
        return request;
    }

    private RequestState state;

    @Test
    void theCallbackOfOnAbortRunsWhenTheClientLeaves() {
        TestRequest request =
                watched(
                        "ngx.say(ngx.on_abort(function() print('gone') ngx.exit(499) end)) ngx.sleep(1) ngx.say('no')");
        state.clientAborted();
        assertThat(request.outcome).isEqualTo(new Outcome.Finish(499));
        assertThat(host.log.get(0)).endsWith("gone");
        host.runTimers();
        assertThat(request.text()).isEqualTo("1\n");
    }

    @Test
    void nobodyWaitsForTheCallbackOfOnAbort() {
        TestRequest request = watched("ngx.on_abort(function() print('gone') end) ngx.say('done')");
        assertThat(request.outcome).isEqualTo(Outcome.Plain.OK);
    }

    @Test
    void withoutACallbackTheHandlerEndsWhenTheClientLeaves() {
        TestRequest request = watched("ngx.sleep(1) ngx.say('no')");
        state.clientAborted();
        assertThat(request.outcome).isEqualTo(new Outcome.Finish(499));
        host.runTimers();
        assertThat(request.text()).isEmpty();
    }

    @Test
    void semaphores() {
        assertThat(
                        host.say(
                                """
                local sem = require('ngx.semaphore').new()
                local t = ngx.thread.spawn(function() ngx.say('waits') ngx.say(sem:wait(1)) end)
                ngx.say('posts ', sem:count())
                sem:post()
                ngx.thread.wait(t)
                ngx.say(sem:wait(0.1))"""))
                .isEqualTo("waits\nposts -1\ntruenil\nfalsetimeout\n");
    }

    @Test
    void filtersRunInsideTheHandlerAndCannotYield() {
        TestRequest request = new TestRequest(host);
        state = host.worker.request(request);
        request.response.beforeHeaders =
                () ->
                        assertThat(
                                        state.headerFilter(
                                                TestHost.inline(
                                                        LuaPhase.HEADER_FILTER,
                                                        "ngx.header.a = ngx.get_phase() print(pcall(coroutine.yield)) "
                                                                + "print(pcall(ngx.sleep, 1))")))
                                .isZero();
        state.run(
                LuaPhase.CONTENT,
                TestHost.inline(LuaPhase.CONTENT, "ngx.say('a') ngx.say(ngx.get_phase())"));
        assertThat(request.response.header("a")).containsExactly("header_filter");
        assertThat(request.text()).isEqualTo("a\ncontent\n");
        assertThat(host.log.get(0)).endsWith("falseattempt to yield across C-call boundary");
        assertThat(host.log.get(1))
                .endsWith("falseAPI disabled in the context of header_filter_by_lua*");
    }

    @Test
    void exitInAHeaderFilterReplacesTheResponse() {
        state = host.worker.request(new TestRequest(host));
        assertThat(state.headerFilter(TestHost.inline(LuaPhase.HEADER_FILTER, "ngx.exit(403)")))
                .isEqualTo(403);
        assertThat(state.headerFilter(TestHost.inline(LuaPhase.HEADER_FILTER, "error('x')")))
                .isEqualTo(-1);
    }

    @Test
    void setReturnsAValue() {
        TestRequest request = new TestRequest(host);
        var state = host.worker.request(request);
        assertThat(
                        state.set(
                                TestHost.inline(LuaPhase.SET, "return ngx.arg[1] .. ngx.arg[2]"),
                                "a",
                                "b"))
                .isEqualTo("ab");
        assertThat(state.set(TestHost.inline(LuaPhase.SET, "error('x')"))).isNull();
        assertThat(host.log.get(0))
                .startsWith(
                        "4 failed to run set_by_lua*: set_by_lua(nginx.conf:40):1: x\n"
                                + "stack traceback:\n\t[C]: in function 'error'\n\tset_by_lua(nginx.conf:40):1: in main chunk");
    }

    @Test
    void debugTexts() {
        host.logLevel = LogPort.DEBUG;
        host.content("ngx.ctx.a = 1 ngx.sleep(0.01)");
        assertThat(String.join("\n", host.log))
                .contains(
                        "lua ready to sleep for 10 ms",
                        "lua release ngx.ctx at ref",
                        "code cache miss (key='content_by_lua_nhli_");
    }
}
