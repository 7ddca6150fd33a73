// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.io.Timer;
import io.perilune.http.io.WorkerScope;
import io.perilune.http.variable.Variable;
import io.perilune.http.variable.VariableTable;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.TimerPort;
import io.perilune.ngx.port.VariableRef;
import io.perilune.ngx.port.WorkerPort;

/** A worker as the Lua API sees it. Confined to its worker. */
final class WorkerScopePort implements WorkerPort, TimerPort {

    private final WorkerScope scope;
    private final VariableTable variables;
    private final LogPort log;
    private final boolean single;

    /**
     * @param single whether master and worker are one process ({@code master_process off})
     */
    WorkerScopePort(WorkerScope scope, VariableTable variables, boolean single) {
        this.scope = scope;
        this.variables = variables;
        this.log = new WorkerLogPort(scope.log());
        this.single = single;
    }

    @Override
    public TimerPort timers() {
        return this;
    }

    @Override
    public LogPort log() {
        return log;
    }

    @Override
    public int id() {
        return scope.id();
    }

    @Override
    public int count() {
        return scope.count();
    }

    @Override
    public long pid() {
        return scope.pid();
    }

    /** All workers live in one process. */
    @Override
    public long[] pids() {
        long[] pids = new long[scope.count()];
        java.util.Arrays.fill(pids, scope.pid());
        return pids;
    }

    @Override
    public long masterPid() {
        return scope.pid();
    }

    @Override
    public String processType() {
        return single ? "single" : "worker";
    }

    @Override
    public boolean exiting() {
        return scope.exiting();
    }

    @Override
    public void exitGracefully() {
        throw new UnsupportedOperationException(
                "a worker cannot end alone: master and workers are one process");
    }

    @Override
    public VariableRef variable(String name) {
        Variable variable = variables.find(name);
        return variable == null
                ? null
                : new ExchangeVariablePort(variable, variables.isDefined(name));
    }

    @Override
    public ValueFunction setVarDirective(String name) {
        return SetVarDirectives.find(name);
    }

    // --- time -----------------------------------------------------------------------------------

    @Override
    public long nowMillis() {
        return scope.nowMillis();
    }

    @Override
    public void updateTime() {
        scope.updateTime();
    }

    @Override
    public Pending schedule(long delayMillis, Runnable action) {
        Timer timer = scope.schedule(delayMillis, action);
        return timer::cancel;
    }
}
