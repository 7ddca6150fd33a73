// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import io.perilune.ngx.engine.LuaCode;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.engine.WorkerOptions;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.Outcome;
import io.perilune.ngx.port.RequestPort;
import io.perilune.ngx.port.TimerPort;
import io.perilune.ngx.port.VariableRef;
import io.perilune.ngx.port.WorkerPort;
import io.perilune.ngx.shm.DictZones;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A host without a server: a clock that jumps to the next timer, a log in memory, variables in a
 * map.
 */
final class TestHost implements WorkerPort, TimerPort, LogPort {
    final List<String> log = new ArrayList<>();
    final Map<String, String> variables = new HashMap<>();
    final LuaWorker worker;
    int logLevel = LogPort.INFO;
    boolean exiting;
    private long now = 1_700_000_000_123L;
    private long serial;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();

    TestHost() {
        this(options());
    }

    TestHost(WorkerOptions options) {
        worker = Ngx.worker(options, this);
        worker.adopt(this);
    }

    /** A host of this machine from now on. */
    TestHost(LuaWorker machine) {
        worker = machine;
        worker.adopt(this);
    }

    static WorkerOptions options() {
        DictZones zones = new DictZones();
        zones.add("dogs", 1 << 20, null);
        zones.add("small", 16 * 1024, null);
        return WorkerOptions.defaults("/tmp/prefix/").withZones(zones);
    }

    private final class Task implements Comparable<Task>, Pending {
        private final long due;
        private final long number = serial++;
        private final Runnable action;

        Task(long due, Runnable action) {
            this.due = due;
            this.action = action;
        }

        @Override
        public int compareTo(Task other) {
            return due != other.due
                    ? Long.compare(due, other.due)
                    : Long.compare(number, other.number);
        }

        @Override
        public void cancel() {
            tasks.remove(this);
        }
    }

    /** Runs timers until there are none. */
    void runTimers() {
        while (!tasks.isEmpty()) {
            Task task = tasks.poll();
            now = Math.max(now, task.due);
            task.action.run();
        }
    }

    // --- runs
    // -------------------------------------------------------------------------------------

    /** A request whose content handler is this code, run to its end. */
    TestRequest content(String code) {
        return run(new TestRequest(this), LuaPhase.CONTENT, code);
    }

    /** What the code prints. */
    String say(String code) {
        return content(code).text();
    }

    TestRequest run(TestRequest request, LuaPhase phase, String code) {
        RequestState state = worker.request(request);
        request.outcome = state.run(phase, inline(phase, code));
        if (request.outcome == Outcome.Plain.SUSPENDED) {
            runTimers();
        }
        state.close();
        return request;
    }

    static LuaCode inline(LuaPhase phase, String code) {
        String tag = phase.errorName().replace("*", "");
        return new LuaCode.Inline(tag, code, tag + "(nginx.conf:40)");
    }

    // --- ports
    // ------------------------------------------------------------------------------------

    @Override
    public TimerPort timers() {
        return this;
    }

    @Override
    public LogPort log() {
        return this;
    }

    @Override
    public int level() {
        return logLevel;
    }

    @Override
    public void log(int level, String text) {
        if (level <= logLevel) {
            log.add(level + " " + text);
        }
    }

    @Override
    public long nowMillis() {
        return now;
    }

    @Override
    public void updateTime() {
        now++;
    }

    @Override
    public Pending schedule(long delayMillis, Runnable action) {
        Task task = new Task(now + delayMillis, action);
        tasks.add(task);
        return task;
    }

    @Override
    public int id() {
        return 0;
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public long pid() {
        return 4711;
    }

    @Override
    public long[] pids() {
        return new long[] {4711};
    }

    @Override
    public long masterPid() {
        return 4710;
    }

    @Override
    public String processType() {
        return "worker";
    }

    @Override
    public boolean exiting() {
        return exiting;
    }

    @Override
    public void exitGracefully() {
        exiting = true;
    }

    @Override
    public VariableRef variable(String name) {
        return new VariableRef() {
            @Override
            public String get(RequestPort request) {
                return variables.get(name);
            }

            @Override
            public Assignment set(RequestPort request, String value) {
                if (name.equals("uri")) {
                    return Assignment.NOT_CHANGEABLE;
                }
                if (!variables.containsKey(name)) {
                    return Assignment.NOT_FOUND;
                }
                variables.put(name, value);
                return Assignment.DONE;
            }
        };
    }

    @Override
    public ValueFunction setVarDirective(String name) {
        return name.equals("set_double") ? (request, argument) -> argument + argument : null;
    }
}
