// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import static io.perilune.conf.schema.Context.EVENTS;
import static io.perilune.conf.schema.Context.MAIN;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.schema.Setter;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Flag;
import io.perilune.conf.value.Size;
import io.perilune.conf.value.Time;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.ConfScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Directives outside {@code http}: the process, its logs, {@code events}. Stateless. */
final class ProcessDirectives {

    static final List<DirectiveSpec<ConfScope>> TABLE =
            List.of(
                    main("daemon", Arity.FLAG, once((core, d) -> core.daemon = Flag.of(d))),
                    main(
                            "master_process",
                            Arity.FLAG,
                            once((core, d) -> core.masterProcess = Flag.of(d))),
                    main("worker_processes", Arity.TAKE1, once(ProcessDirectives::workerProcesses)),
                    main("pid", Arity.TAKE1, ProcessDirectives::pid),
                    main("user", Arity.TAKE12, ProcessDirectives::user).asHint(),
                    main("env", Arity.TAKE1, (cf, d) -> process(cf).env.add(d.argument(0))),
                    main("error_log", Arity.ONE_OR_MORE, ProcessDirectives::errorLog),
                    main("events", Arity.NOARGS.block(), ProcessDirectives::events),
                    main(
                                    "timer_resolution",
                                    Arity.TAKE1,
                                    once((core, d) -> core.timerResolution = Time.millisOf(d)))
                            .asHint(),
                    main(
                            "worker_shutdown_timeout",
                            Arity.TAKE1,
                            once((core, d) -> core.workerShutdownTimeout = Time.millisOf(d))),
                    main(
                            "worker_rlimit_nofile",
                            Arity.TAKE1,
                            once((core, d) -> core.workerRlimitNofile = Size.numberOf(d))),
                    main(
                            "worker_rlimit_core",
                            Arity.TAKE1,
                            once((core, d) -> core.workerRlimitCore = Size.offsetOf(d))),
                    DirectiveSpec.unsupported("working_directory", Set.of(MAIN)),
                    main("worker_priority", Arity.TAKE1, once(ProcessDirectives::workerPriority)),
                    main("worker_cpu_affinity", Arity.ONE_OR_MORE, CpuAffinity::set),
                    main("thread_pool", Arity.TAKE23, ProcessDirectives::threadPool).asHint(),
                    main("load_module", Arity.TAKE1, ProcessDirectives::loadModule),
                    main("pcre_jit", Arity.FLAG, once((core, d) -> Flag.of(d))).asHint(),
                    main("lock_file", Arity.TAKE1, ProcessDirectives::accept).asHint(),
                    DirectiveSpec.unsupported("debug_points", Set.of(MAIN)),
                    events(
                            "worker_connections",
                            Arity.TAKE1,
                            once(ProcessDirectives::workerConnections)),
                    events("use", Arity.TAKE1, ProcessDirectives::use),
                    events(
                                    "multi_accept",
                                    Arity.FLAG,
                                    once((core, d) -> core.multiAccept = Flag.of(d)))
                            .asHint(),
                    events(
                                    "accept_mutex",
                                    Arity.FLAG,
                                    once((core, d) -> core.acceptMutex = Flag.of(d)))
                            .asHint(),
                    events("accept_mutex_delay", Arity.TAKE1, once((core, d) -> Time.millisOf(d)))
                            .asHint(),
                    DirectiveSpec.unsupported("debug_connection", Set.of(EVENTS)),
                    events("worker_aio_requests", Arity.TAKE1, once((core, d) -> Size.numberOf(d)))
                            .asHint(),
                    events("epoll_events", Arity.TAKE1, once((core, d) -> Size.numberOf(d)))
                            .asHint());

    /** nginx has these on Linux; we wait for events in the first way only. */
    private static final Set<String> EVENT_METHODS = Set.of("epoll", "poll", "select");

    /** What nginx loads from a file and is built in here. */
    private static final Set<String> BUILT_IN =
            Set.of(
                    "ndk_http_module.so",
                    "ngx_http_echo_module.so",
                    "ngx_http_headers_more_filter_module.so",
                    "ngx_http_lua_module.so",
                    "ngx_http_set_misc_module.so");

    private ProcessDirectives() {}

    /** Sets a field of the process's record. */
    private interface ProcessSetter {
        void set(CoreConfig core, Directive d);
    }

    private static DirectiveSpec<ConfScope> main(
            String name, Arity arity, Setter<ConfScope> setter) {
        return DirectiveSpec.of(name, Set.of(MAIN), arity, setter);
    }

    private static DirectiveSpec<ConfScope> events(
            String name, Arity arity, Setter<ConfScope> setter) {
        return DirectiveSpec.of(name, Set.of(EVENTS), arity, setter);
    }

    static CoreConfig process(ConfScope cf) {
        return cf.main(CoreModule.PROCESS);
    }

    /** A directive that may stand once in its context. */
    private static Setter<ConfScope> once(ProcessSetter setter) {
        return (cf, d) -> {
            if (!process(cf).seen.add(d.name())) {
                throw d.duplicate();
            }
            setter.set(process(cf), d);
        };
    }

    /** A hint about how to run that means nothing here. */
    private static void accept(ConfScope cf, Directive d) {
        process(cf).seen.add(d.name());
    }

    private static void workerProcesses(CoreConfig core, Directive d) {
        if (d.argument(0).equals("auto")) {
            core.workerProcesses = 0;
            return;
        }
        long number = Size.parseNumber(d.argument(0));
        if (number == Size.INVALID) {
            throw d.complain("invalid value");
        }
        core.workerProcesses = (int) Math.max(1, number);
    }

    private static void workerConnections(CoreConfig core, Directive d) {
        long number = Size.parseNumber(d.argument(0));
        if (number == Size.INVALID) {
            throw d.fail("invalid number \"" + d.argument(0) + '"');
        }
        core.workerConnections = (int) Math.min(Integer.MAX_VALUE, number);
    }

    private static void workerPriority(CoreConfig core, Directive d) {
        String text = d.argument(0);
        boolean signed = text.startsWith("-") || text.startsWith("+");
        if (Size.parseNumber(signed ? text.substring(1) : text) == Size.INVALID) {
            throw d.complain("invalid number");
        }
        core.workerPriority = Integer.parseInt(text);
    }

    private static void pid(ConfScope cf, Directive d) {
        CoreConfig core = process(cf);
        if (!core.seen.add("pid")) {
            throw d.duplicate();
        }
        core.pidFile = cf.path(d.argument(0));
    }

    private static void user(ConfScope cf, Directive d) {
        CoreConfig core = process(cf);
        if (!core.seen.add("user")) {
            throw d.duplicate();
        }
        core.user = d.argument(0);
        core.group = d.count() > 1 ? d.argument(1) : null;
        if (!"root".equals(System.getProperty("user.name"))) {
            cf.warn(
                    LogLevel.WARN,
                    d,
                    "the \"user\" directive makes sense only if the master"
                            + " process runs with super-user privileges, ignored");
            return;
        }
        if (isMissing("/etc/passwd", core.user)) {
            throw d.fail("getpwnam(\"" + core.user + "\") failed");
        }
        if (core.group != null && isMissing("/etc/group", core.group)) {
            throw d.fail("getgrnam(\"" + core.group + "\") failed");
        }
    }

    /** Whether a database of users or groups can be read and does not have the name. */
    private static boolean isMissing(String database, String name) {
        try {
            return Files.readAllLines(Path.of(database), StandardCharsets.ISO_8859_1).stream()
                    .noneMatch(line -> line.startsWith(name + ":"));
        } catch (IOException e) {
            return false;
        }
    }

    private static void errorLog(ConfScope cf, Directive d) {
        process(cf).errorLogs.add(parseErrorLog(cf, d));
    }

    /** The arguments of {@code error_log}. */
    static CoreConfig.ErrorLog parseErrorLog(ConfScope cf, Directive d) {
        String target = d.argument(0);
        if (target.startsWith("memory:") || target.startsWith("syslog:")) {
            throw d.fail(
                    "\""
                            + target.substring(0, target.indexOf(':'))
                            + "\" error log is known but not supported yet");
        }
        LogLevel level = LogLevel.ERROR;
        Set<String> seen = new HashSet<>();
        for (int i = 1; i < d.count(); i++) {
            level = level(d, d.argument(i), level, seen);
        }
        String path =
                target.equals("stderr") ? target : target.equals("off") ? "off" : cf.path(target);
        return new CoreConfig.ErrorLog(path, level);
    }

    private static LogLevel level(Directive d, String name, LogLevel before, Set<String> seen) {
        LogLevel level = LogLevel.named(name);
        if (level != null) {
            if (!seen.add("level")) {
                throw d.fail("duplicate log level \"" + name + '"');
            }
            return level;
        }
        if (name.startsWith("debug_")) {
            return LogLevel.DEBUG;
        }
        throw d.fail("invalid log level \"" + name + '"');
    }

    private static void events(ConfScope cf, Directive d) {
        CoreConfig core = process(cf);
        if (core.eventsSeen) {
            throw d.duplicate();
        }
        core.eventsSeen = true;
        cf.in(Context.EVENTS).apply(d.block());
    }

    private static void use(ConfScope cf, Directive d) {
        if (!process(cf).seen.add("use")) {
            throw d.duplicate();
        }
        if (!EVENT_METHODS.contains(d.argument(0))) {
            throw d.fail("invalid event type \"" + d.argument(0) + '"');
        }
        if (!d.argument(0).equals("epoll")) {
            throw d.fail(
                    "event type \""
                            + d.argument(0)
                            + "\" is known but supported only as \"epoll\"");
        }
    }

    private static void threadPool(ConfScope cf, Directive d) {
        CoreConfig core = process(cf);
        if (!core.seen.add("thread_pool " + d.argument(0))) {
            throw d.fail("duplicate thread pool \"" + d.argument(0) + '"');
        }
        core.threadPools.put(d.argument(0), threads(d));
    }

    private static int threads(Directive d) {
        int threads = 0;
        for (int i = 1; i < d.count(); i++) {
            String argument = d.argument(i);
            String value = argument.substring(argument.indexOf('=') + 1);
            long number = Size.parseNumber(value);
            if (argument.startsWith("threads=") && number > 0) {
                threads = (int) number;
            } else if (argument.startsWith("threads=")) {
                throw d.fail("invalid threads value \"" + argument + '"');
            } else if (argument.startsWith("max_queue=") && number < 0) {
                throw d.fail("invalid max_queue value \"" + argument + '"');
            }
        }
        if (threads == 0) {
            throw d.fail("\"threads\" value is required");
        }
        return threads;
    }

    /** Some modules are built in: naming their files is right, whether they are there or not. */
    private static void loadModule(ConfScope cf, Directive d) {
        CoreConfig core = process(cf);
        if (core.eventsSeen || core.httpSeen) {
            throw d.complain("is specified too late");
        }
        String file = cf.path(d.argument(0));
        String name = file.substring(file.lastIndexOf('/') + 1);
        if (!BUILT_IN.contains(name)) {
            throw d.fail(
                    "dlopen() \""
                            + file
                            + "\" failed ("
                            + file
                            + ": modules in C cannot be loaded, and none of this name is built in)");
        }
        if (!core.seen.add("load_module " + name)) {
            throw d.fail("module \"" + name.replace(".so", "") + "\" is already loaded");
        }
    }
}
