// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.io.LogLevel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the directives outside {@code http} say about the process. Set while the configuration is
 * read, read-only afterwards.
 */
public final class CoreConfig {

    /** Number of workers; 0: as many as processors ({@code auto}). */
    public int workerProcesses = 1;

    /** Number of workers that run. */
    public int workerCount() {
        return workerProcesses > 0 ? workerProcesses : Runtime.getRuntime().availableProcessors();
    }

    public boolean daemon = true;
    public boolean masterProcess = true;

    /** Absolute path of the pid file. */
    public String pidFile;

    public String user;
    public String group;

    /** {@code NAME} or {@code NAME=value}. */
    public final List<String> env = new ArrayList<>();

    /** The {@code error_log} directives outside {@code http}. */
    public final List<ErrorLog> errorLogs = new ArrayList<>();

    public int workerConnections = 512;
    public boolean multiAccept;
    public boolean acceptMutex;

    /** {@code worker_shutdown_timeout} in milliseconds; 0: none. */
    public long workerShutdownTimeout;

    public long timerResolution;

    /** -1: not set. */
    public long workerRlimitNofile = -1;

    /** -1: not set. */
    public long workerRlimitCore = -1;

    /** {@code worker_priority}; 0: as it is. */
    public int workerPriority;

    /** For each worker the processors it may run on, the last for all further ones; empty: all. */
    public final List<BitSet> workerCpus = new ArrayList<>();

    /** Whether further workers begin again with the first of {@link #workerCpus}. */
    public boolean workerCpusInTurn;

    /** {@code thread_pool}: name to number of threads. */
    public final Map<String, Integer> threadPools = new LinkedHashMap<>();

    /** Whether there is an {@code events} block: nginx insists on one. */
    public boolean eventsSeen;

    public boolean httpSeen;

    /** Directives that were set. */
    final Set<String> seen = new HashSet<>();

    /** One {@code error_log}: an absolute path or {@code stderr}, and the least level. */
    public record ErrorLog(String path, LogLevel level) {}
}
