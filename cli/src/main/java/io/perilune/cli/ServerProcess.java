// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.conf.tree.ConfException;
import io.perilune.http.HttpConfig;
import io.perilune.http.core.CoreConfig;
import io.perilune.http.io.LogLevel;
import io.perilune.server.NettySettings;
import io.perilune.server.Server;
import io.perilune.server.listen.ListenException;
import io.perilune.server.log.LogFileTable;
import java.util.List;

/**
 * The process around the server, from the first configuration to the exit: what nginx's master
 * process does. Used by the main thread, which takes the signals one after the other.
 */
final class ServerProcess {

    private final Assembly assembly;
    private final LogFileTable logFiles;
    private Signals signals;
    private final long pid = ProcessHandle.current().pid();
    private final Server server;
    private HttpConfig config;
    private CycleLog log;
    private PidFile pidFile;

    ServerProcess(Assembly assembly, LogFileTable logFiles, CycleLog log) {
        this.assembly = assembly;
        this.logFiles = logFiles;
        this.log = log;
        NettySettings.apply(log);
        this.server = new Server(pid);
    }

    /**
     * Starts, serves until a signal ends it, and cleans up.
     *
     * @return the exit status
     */
    int run(HttpConfig first) {
        config = first;
        try {
            start();
        } catch (ListenException said) {
            return 1;
        }
        try {
            serve();
        } catch (InterruptedException asked) {
            server.stop();
        }
        log.log(LogLevel.NOTICE, "exit");
        pidFile.remove();
        return 0;
    }

    private void start() {
        config.startMaster();
        log.log(LogLevel.NOTICE, "using the \"" + server.transport().method() + "\" event method");
        log.log(LogLevel.NOTICE, Version.PRODUCT);
        log.log(
                LogLevel.NOTICE,
                "OS: " + System.getProperty("os.name") + " " + System.getProperty("os.version"));
        server.start(config, log);
        pidFile = PidFile.write(config.core().pidFile, pid);
        if (config.core().masterProcess) {
            log.log(LogLevel.NOTICE, "start worker processes");
        }
        greet();
        Launch.current().ready(config.core().daemon);
        log.leaveTerminal();
        signals = Signals.take(this::redirectStderr);
    }

    private void greet() {
        String name = System.getProperty("perilune.greet");
        if (name != null) {
            Terminal.out(
                    name.replace(
                            "@",
                            config.listens().isEmpty() ? "" : config.listens().getFirst().text));
        }
    }

    /**
     * Children of Lua programs and the JVM itself write to standard error: let it be the error log.
     */
    private void redirectStderr() {
        List<CoreConfig.ErrorLog> logs = config.core().errorLogs;
        if (!logs.isEmpty() && !logs.getFirst().path().equals("stderr")) {
            Native.redirectStderr(logs.getFirst().path());
        }
    }

    private void serve() throws InterruptedException {
        while (true) {
            Signals.Arrival arrival = signals.next();
            log.log(LogLevel.NOTICE, arrival.signal().report(arrival.sender()));
            switch (arrival.signal()) {
                case RELOAD -> reload();
                case REOPEN -> reopen();
                case UPGRADE ->
                        log.log(
                                LogLevel.ERROR,
                                "changing the binary on the fly is not supported:"
                                        + " start the new version and quit this one");
                case WIND_DOWN -> windDown();
                case QUIT -> {
                    quit();
                    return;
                }
                case STOP, INTERRUPT -> {
                    log.log(LogLevel.NOTICE, "exiting");
                    server.stop();
                    return;
                }
            }
        }
    }

    /**
     * Waits for the requests that run; signals that end the process at once are obeyed meanwhile.
     */
    private void quit() throws InterruptedException {
        log.log(LogLevel.NOTICE, "gracefully shutting down");
        server.quit(signals::wake);
        while (true) {
            Signals.Arrival arrival = signals.next();
            if (arrival == Signals.WOKEN) {
                log.log(LogLevel.NOTICE, "exiting");
                return;
            }
            log.log(LogLevel.NOTICE, arrival.signal().report(arrival.sender()));
            if (arrival.signal() == ProcessSignal.STOP
                    || arrival.signal() == ProcessSignal.INTERRUPT) {
                log.log(LogLevel.NOTICE, "exiting");
                server.stop();
                return;
            }
            if (arrival.signal() == ProcessSignal.REOPEN) {
                reopen();
            }
        }
    }

    /** WINCH: the workers of a daemon end, the process stays for HUP or the end. */
    private void windDown() {
        if (config.core().daemon) {
            log.log(LogLevel.NOTICE, "gracefully shutting down");
            server.quit(() -> {});
        }
    }

    private void reopen() {
        log.log(LogLevel.NOTICE, "reopening logs");
        logFiles.reopen(log);
        redirectStderr();
    }

    /** Builds everything anew first; what fails leaves the old configuration in force. */
    private void reload() {
        log.log(LogLevel.NOTICE, "reconfiguring");
        try {
            CycleLog nextLog = new CycleLog(log.file(), false);
            HttpConfig next = assembly.configure(assembly.parse(), nextLog);
            next.startMaster();
            server.reload(next, nextLog);
            config = next;
            log = nextLog;
            if (!pidFile.isAt(next.core().pidFile)) {
                PidFile old = pidFile;
                pidFile = PidFile.write(next.core().pidFile, pid);
                old.remove();
            }
            redirectStderr();
        } catch (ConfException complaint) {
            log.log(LogLevel.valueOf(complaint.level().name()), complaint.getMessage());
        } catch (StartException failed) {
            log.log(LogLevel.EMERG, failed.getMessage());
        } catch (ListenException said) {
            // Already in the log, once for each try
            return;
        }
    }
}
