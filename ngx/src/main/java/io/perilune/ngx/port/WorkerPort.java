// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.port;

/**
 * The worker process that a Lua machine lives in; for the machine of the configuration phase, the
 * master.
 */
public interface WorkerPort {
    TimerPort timers();

    /** The log without a request's context. */
    LogPort log();

    /** From 0; -1 in the master. */
    int id();

    /** `worker_processes`. */
    int count();

    long pid();

    /** Process ids of all workers, or null before they are known. */
    long[] pids();

    long masterPid();

    /** `single`, `master`, `worker`, …, as ngx.process.type() tells it. */
    String processType();

    /** Whether a graceful exit has begun. */
    boolean exiting();

    /** Begins a graceful exit of this worker. */
    void exitGracefully();

    /**
     * A variable of nginx by its name in small letters, or null when no request can ever have one
     * of that name. What it returns is kept: for prefixes such as `arg_` a new one each time is
     * fine.
     */
    VariableRef variable(String name);

    /** What `ndk.set_var.NAME` calls: a directive's value function, or null when there is none. */
    ValueFunction setVarDirective(String name);

    /** A directive such as `set_escape_uri` as a function. */
    @FunctionalInterface
    interface ValueFunction {
        /**
         * @return the value, or null when the directive failed
         */
        String apply(RequestPort request, String argument);
    }
}
