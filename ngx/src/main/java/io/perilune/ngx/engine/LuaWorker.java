// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.lua.compiler.LuaCompiler;
import io.perilune.lua.runtime.HeapInventory;
import io.perilune.lua.runtime.Limits;
import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.stdlib.LibraryOptions;
import io.perilune.lua.stdlib.StandardLibraries;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.RequestPort;
import io.perilune.ngx.port.WorkerPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One Lua machine with OpenResty's API in it, and what its requests share. Confined to one thread;
 * it may move to another one between init_by_lua and the first request.
 *
 * <p>A worker has one; with the code cache off each request has one of its own.
 */
public final class LuaWorker {
    /** `lua_thread_cache_max_entries`. */
    private static final int MOST_KEPT_THREADS = 1024;

    private static final LuaString G = LuaString.constant("_G");

    private final WorkerOptions options;
    private final List<ApiGroup> api;

    /**
     * As many frames as a report of light threads shows, then as many as Lua's own traceback has at
     * its end.
     */
    private static final Limits LIMITS =
            Limits.DEFAULTS.withTraceback(ErrorReport.THREAD_DEPTH, 10);

    private final LuaVm vm = new LuaVm(LIMITS);
    private final LuaTable globalsMetatable = new LuaTable();
    private final CodeCache codes;
    private final Timers timers;
    private final Map<String, Function<LuaWorker, Object>> modules = new HashMap<>();

    /** What libraries have put into the machine; null: nobody asks for it. */
    private HeapInventory inventory;

    /** Names of modules that were loaded since, in order. */
    private final List<String> loadedModules = new ArrayList<>();

    private WorkerPort port;
    private RequestState current;
    private LuaPhase processPhase = LuaPhase.INIT;
    private boolean ofRequest;
    private int keptThreads;

    /** Use {@code Ngx.worker}, which knows the whole API. */
    public LuaWorker(WorkerOptions options, WorkerPort port, List<ApiGroup> api) {
        this.options = options;
        this.port = port;
        this.api = api;
        vm.chunkLoader(new LuaCompiler());
        vm.host(this);
        StandardLibraries.install(vm, libraryOptions());
        globalsMetatable.put("__index", vm.globals());
        codes = new CodeCache(vm);
        timers = new Timers(this);
        LuaTable ngx = new LuaTable();
        vm.globals().put("ngx", ngx);
        StandardLibraries.loaded(vm, "ngx", ngx);
        for (ApiGroup group : api) {
            group.install(this, ngx);
        }
    }

    private LibraryOptions libraryOptions() {
        LibraryOptions standard = LibraryOptions.standard();
        return options.packagePath() == null && options.packageCpath() == null
                ? standard
                : standard.withPath(options.packagePath(), options.packageCpath());
    }

    // --- life, for the host
    // ------------------------------------------------------------------------

    /**
     * Runs init_by_lua, in the master or when a machine is made again. False when it failed, which
     * has been logged.
     */
    public boolean init(LuaCode code) {
        processPhase = LuaPhase.INIT;
        return runOnce(code, null);
    }

    /** To be called before {@link #init} if {@link #copy} is to be called after it. */
    public void prepareCopy() {
        inventory = HeapInventory.of(vm);
    }

    /**
     * Another machine with all that init_by_lua has left in this one, as a forked process has it.
     *
     * @throws io.perilune.lua.runtime.UncopyableException if there is something that cannot be
     *     copied
     */
    public LuaWorker copy() {
        LuaWorker made = new LuaWorker(options, port, api);
        made.prepareCopy();
        loadedModules.forEach(made::loadModule);
        vm.copyInto(made.vm, inventory, made.inventory);
        made.inventory = null;
        return made;
    }

    /** From now on the machine belongs to this worker. */
    public void adopt(WorkerPort worker) {
        port = worker;
        processPhase = LuaPhase.INIT_WORKER;
        inventory = null;
    }

    /** Runs init_worker_by_lua. False when it failed, which has been logged. */
    public boolean initWorker(LuaCode code) {
        processPhase = LuaPhase.INIT_WORKER;
        RequestState fake = new RequestState(this, null, port.log());
        fake.enter(LuaPhase.INIT_WORKER);
        return runOnce(code, fake);
    }

    /** Runs exit_worker_by_lua. */
    public boolean exitWorker(LuaCode code) {
        processPhase = LuaPhase.EXIT_WORKER;
        RequestState fake = new RequestState(this, null, port.log());
        fake.enter(LuaPhase.EXIT_WORKER);
        return runOnce(code, fake);
    }

    private boolean runOnce(LuaCode code, RequestState state) {
        RequestState outer = enter(state);
        boolean outerHandled = vm.enterHandled();
        try {
            LuaClosure chunk = codes.once(code);
            vm.all(chunk.call0(vm));
            return true;
        } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
            report(code, ErrorReport.plain(vm, LuaError.of(e)));
            return false;
        } catch (IOException e) {
            report(code, CodeCache.cannotOpen(((LuaCode.File) code).path(), e));
            return false;
        } finally {
            vm.leaveHandled(outerHandled);
            enter(outer);
        }
    }

    private void report(LuaCode code, String message) {
        String directive = code instanceof LuaCode.File ? code.tag() + "_file" : code.tag();
        port.log().log(LogPort.ERROR, directive + " error: " + message);
    }

    /** The worker exits gracefully: pending timers run now, as premature ones. */
    public void abortTimers() {
        timers.abortPending();
    }

    /** The machine is not needed any more. */
    public void close() {
        if (port.log().level() >= LogPort.DEBUG) {
            port.log().log(LogPort.DEBUG, "lua close the global Lua VM");
        }
        vm.finalizers().runAll(vm);
    }

    /** State for a request's handlers. */
    public RequestState request(RequestPort request) {
        return new RequestState(this, request, request.log());
    }

    /**
     * A machine for one request, for `lua_code_cache off`: new in every way, with init_by_lua run
     * again.
     */
    public LuaWorker fresh() {
        LuaWorker made = new LuaWorker(options, port, api);
        made.ofRequest = true;
        if (options.init() != null) {
            made.init(options.init());
        }
        made.adopt(port);
        return made;
    }

    // --- for the engine and the API
    // ----------------------------------------------------------------

    public LuaVm vm() {
        return vm;
    }

    public WorkerPort port() {
        return port;
    }

    public WorkerOptions options() {
        return options;
    }

    public Timers timers() {
        return timers;
    }

    /** The request whose Lua code runs now; null in init_by_lua. */
    public RequestState current() {
        return current;
    }

    /** Makes a request the current one; returns the one before, to be entered again later. */
    RequestState enter(RequestState request) {
        RequestState before = current;
        current = request;
        return before;
    }

    /** The phase, also when there is no request. */
    public LuaPhase phase() {
        return current == null ? processPhase : current.phase();
    }

    /** Where log lines of the running code go. */
    public LogPort log() {
        return current == null ? port.log() : current.log();
    }

    /** A table in the table `ngx`, or in one of its own, made when it is missing. */
    public static LuaTable child(LuaTable parent, String name) {
        LuaString key = LuaString.constant(name);
        if (parent.get(key) instanceof LuaTable known) {
            return known;
        }
        LuaTable made = new LuaTable();
        parent.setField(key, made, 0);
        return made;
    }

    /** What `require(name)` gives without looking for a file. */
    public void module(String name, Function<LuaWorker, Object> loader) {
        modules.put(name, loader);
        StandardLibraries.preload(vm, name, arguments -> loadModule(name));
    }

    private Object loadModule(String name) {
        Object module = modules.get(name).apply(this);
        if (inventory != null) {
            loadedModules.add(name);
            inventory.add(module);
        }
        return module;
    }

    /**
     * Notes that an entry thread begins; OpenResty keeps ended threads for new ones, and says so in
     * its debug log.
     */
    void threadBegins(LogPort log) {
        if (keptThreads > 0) {
            keptThreads--;
            if (log.level() >= LogPort.DEBUG) {
                log.log(LogPort.DEBUG, "lua reusing cached lua thread " + keptThreads);
            }
        }
    }

    void threadEnds(LogPort log) {
        if (keptThreads < MOST_KEPT_THREADS) {
            keptThreads++;
            if (log.level() >= LogPort.DEBUG) {
                log.log(LogPort.DEBUG, "lua caching unused lua thread " + keptThreads);
            }
        }
    }

    CodeCache codes() {
        return codes;
    }

    LuaTable newGlobals() {
        LuaTable made = new LuaTable();
        made.setField(G, made, 0);
        made.metatable(globalsMetatable);
        return made;
    }

    void forget(RequestState request) {
        if (current == request) {
            current = null;
        }
        if (ofRequest) {
            close();
        }
    }

    /** Answers a number from a function without a box. */
    public Object number(double value) {
        vm.num = value;
        return Tag.NUM;
    }
}
