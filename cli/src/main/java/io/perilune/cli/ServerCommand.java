// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.perilune.conf.parse.ParsedConf;
import io.perilune.conf.print.ConfPrinter;
import io.perilune.conf.tree.ConfException;
import io.perilune.conf.value.FileName;
import io.perilune.http.HttpConfig;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.server.log.LogFileTable;
import java.io.IOException;
import java.util.Locale;

/** nginx's command line. Single use. */
final class ServerCommand {

    private final Options options;
    private final Layout layout;
    private final LogFileTable logFiles;
    private final CycleLog log;
    private final Assembly assembly;

    private ServerCommand(Options options) {
        this.options = options;
        this.layout = Layout.of(options);
        this.logFiles = new LogFileTable(ProcessHandle.current().pid());
        this.log = new CycleLog(openLog(), true);
        this.assembly = new Assembly(layout, options.directives, logFiles);
    }

    /**
     * @return the process's exit status
     */
    static int run(String... arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (Options.UsageException wrong) {
            Terminal.error(wrong.getMessage());
            return 1;
        }
        if (options.version) {
            return version(options);
        }
        ServerCommand command = new ServerCommand(options);
        if (options.signal != null) {
            return command.signal();
        }
        return options.test ? command.test() : command.serve();
    }

    private static int version(Options options) {
        Terminal.err(options.configure ? Version.longText() : Version.shortText());
        if (options.help) {
            Terminal.err(Options.usage(Layout.of(options)));
        }
        return 0;
    }

    private LogSink openLog() {
        if (layout.errorLog().equals("stderr")) {
            return null;
        }
        try {
            return logFiles.errorLog(layout.errorLog(), LogLevel.NOTICE);
        } catch (IOException failed) {
            Terminal.error(
                    "[alert] could not open error log file: "
                            + "open() \""
                            + layout.errorLog()
                            + "\" failed ("
                            + failed.getMessage()
                            + ")");
            return null;
        }
    }

    /** {@code -t} and {@code -T}. */
    private int test() {
        try {
            ParsedConf parsed = assembly.parse();
            assembly.configure(parsed, log);
            if (!options.quiet) {
                Terminal.error("the configuration file " + layout.conf() + " syntax is ok");
                Terminal.error("configuration file " + layout.conf() + " test is successful");
            }
            if (options.dump) {
                Terminal.out(ConfPrinter.print(parsed.files()));
            }
            return 0;
        } catch (ConfException complaint) {
            report(complaint);
            Terminal.error("configuration file " + layout.conf() + " test failed");
            return 1;
        }
    }

    private void report(ConfException complaint) {
        log.log(
                LogLevel.valueOf(complaint.level().text().toUpperCase(Locale.ROOT)),
                complaint.getMessage());
    }

    /** {@code -s}. */
    private int signal() {
        try {
            HttpConfig config = assembly.configure(assembly.parse(), log);
            log.log(LogLevel.NOTICE, "signal process started");
            return send(config.core().pidFile);
        } catch (ConfException complaint) {
            report(complaint);
            return 1;
        }
    }

    private int send(String pidFile) {
        String text;
        try {
            text = new String(FileName.read(pidFile), ISO_8859_1).stripTrailing();
        } catch (IOException failed) {
            return refuse(FileName.problem(failed, pidFile));
        }
        if (!text.matches("[0-9]{1,9}")) {
            return refuse("invalid PID number \"" + text + "\" in \"" + pidFile + "\"");
        }
        ProcessSignal signal =
                switch (options.signal) {
                    case "stop" -> ProcessSignal.STOP;
                    case "quit" -> ProcessSignal.QUIT;
                    case "reopen" -> ProcessSignal.REOPEN;
                    default -> ProcessSignal.RELOAD;
                };
        if (!Native.kill(Long.parseLong(text), signal.number())) {
            log.log(
                    LogLevel.ALERT,
                    "kill(" + text + ", " + signal.number() + ") failed (3: No such process)");
            return 1;
        }
        return 0;
    }

    private int refuse(String problem) {
        log.log(LogLevel.ERROR, problem);
        // The terminal gets warnings and worse by itself
        return 1;
    }

    private int serve() {
        try {
            HttpConfig config = assembly.configure(assembly.parse(), log);
            return new ServerProcess(assembly, logFiles, log).run(config);
        } catch (ConfException complaint) {
            report(complaint);
        } catch (StartException failed) {
            log.log(LogLevel.EMERG, failed.getMessage());
        }
        return 1;
    }
}
