// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.variable.VariableTable;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.TimerPort;
import io.perilune.ngx.port.VariableRef;
import io.perilune.ngx.port.WorkerPort;

/**
 * The process before there are workers, in which init_by_lua runs. Used by the thread that starts
 * them.
 *
 * @param variables those of the configuration
 */
record MasterPort(LogPort log, VariableTable variables) implements WorkerPort, TimerPort {

    @Override
    public TimerPort timers() {
        return this;
    }

    @Override
    public int id() {
        return -1;
    }

    @Override
    public int count() {
        return 0;
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public long[] pids() {
        return null;
    }

    @Override
    public long masterPid() {
        return pid();
    }

    @Override
    public String processType() {
        return "master";
    }

    @Override
    public boolean exiting() {
        return false;
    }

    @Override
    public void exitGracefully() {
        throw new UnsupportedOperationException("no worker runs yet");
    }

    @Override
    public VariableRef variable(String name) {
        return null;
    }

    @Override
    public ValueFunction setVarDirective(String name) {
        return SetVarDirectives.find(name);
    }

    @Override
    public long nowMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public void updateTime() {
        // read anew at each call
    }

    /** The API refuses timers in init_by_lua. */
    @Override
    public Pending schedule(long delayMillis, Runnable action) {
        throw new UnsupportedOperationException("no worker runs yet");
    }
}
