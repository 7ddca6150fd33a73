// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.lib.JavaFunction;
import io.perilune.lua.runtime.lib.LibraryFunction;
import java.util.Set;

/** The list of the standard libraries, and how they get into a machine. Stateless. */
public final class StandardLibraries {
    /**
     * All that {@link LibraryOptions#libraries} may name; `base` brings the functions without a
     * table.
     */
    public static final Set<String> NAMES =
            Set.of(
                    "base",
                    "package",
                    "coroutine",
                    "string",
                    "table",
                    "math",
                    "io",
                    "os",
                    "debug",
                    "bit",
                    "jit");

    private StandardLibraries() {}

    private interface Opening {
        LuaTable open(LuaVm vm, LibraryOptions options, OpenFiles files);
    }

    private record Library(String name, Opening opening) {}

    private static final Library[] LIBRARIES = {
        new Library("coroutine", (vm, options, files) -> CoroutineLib.open(options.lua52())),
        new Library("string", (vm, options, files) -> StringLib.open(vm, options.lua52())),
        new Library("table", (vm, options, files) -> TableLib.open(options.lua52())),
        new Library("math", (vm, options, files) -> MathLib.open()),
        new Library("io", IoLib::open),
        new Library("os", (vm, options, files) -> OsLib.open(options, files)),
        new Library("debug", (vm, options, files) -> DebugLib.open(options)),
        new Library("bit", (vm, options, files) -> BitLib.open()),
        new Library("jit", (vm, options, files) -> JitLib.open())
    };

    /**
     * Puts the chosen libraries into the machine's globals and, when there is `package`, into
     * package.loaded. The options' dialect becomes the machine's.
     */
    public static void install(LuaVm vm, LibraryOptions options) {
        LuaTable globals = vm.globals();
        vm.compat52(options.lua52());
        if (options.libraries().contains("base")) {
            BaseLib.open(vm, options);
        }
        LuaTable loaded = new LuaTable();
        OpenFiles files = new OpenFiles();
        if (options.libraries().contains("package")) {
            LuaTable library = PackageLib.open(vm, options);
            globals.put("package", library);
            loaded = (LuaTable) library.get("loaded");
            loaded.put("package", library);
            loaded.put("_G", globals);
        }
        for (Library library : LIBRARIES) {
            if (options.libraries().contains(library.name())) {
                LuaTable table = library.opening().open(vm, options, files);
                globals.put(library.name(), table);
                loaded.put(library.name(), table);
            }
        }
        if (options.libraries().contains("package")) {
            preloadModules(vm, options);
        }
    }

    private static void preloadModules(LuaVm vm, LibraryOptions options) {
        if (options.libraries().contains("table")) {
            LuaTable functions = new LuaTable();
            TableLib.MODULES.installInto(functions);
            for (var entry : TableLib.MODULES.entries()) {
                Object function = functions.get(entry.name());
                preload(
                        vm,
                        "table." + entry.name(),
                        arguments -> {
                            if (arguments.vm().globals().get("table") instanceof LuaTable library) {
                                library.put(entry.name(), function);
                            }
                            return function;
                        });
            }
        }
        if (options.libraries().contains("string")) {
            preload(vm, "string.buffer", arguments -> BufferLib.open());
        }
        if (options.libraries().contains("jit")) {
            preload(vm, "jit.util", arguments -> JitLib.util());
            preload(
                    vm,
                    "jit.opt",
                    arguments ->
                            arguments
                                    .vm()
                                    .index(
                                            arguments.vm().globals().get("jit"),
                                            LuaString.of("opt")));
        }
        if (options.libraries().contains("coroutine")) {
            preload(vm, "thread.exdata", arguments -> exdata("exdata"));
            preload(vm, "thread.exdata2", arguments -> exdata("exdata2"));
        }
    }

    private static LuaFunction exdata(String name) {
        ThreadLib threads = new ThreadLib();
        return new JavaFunction(name, threads::exdata);
    }

    /**
     * What a host offers to `require`: the loader runs at the first use and gets the module's name.
     */
    public static void preload(LuaVm vm, String name, LibraryFunction loader) {
        LuaTable preload = (LuaTable) vm.registry().get("_PRELOAD");
        preload.put(name, new JavaFunction(name, loader));
    }

    /** Makes a module known to `require` as already loaded. */
    public static void loaded(LuaVm vm, String name, Object module) {
        LuaTable loaded = (LuaTable) vm.registry().get("_LOADED");
        loaded.put(name, module);
    }

    /** Sets package.path and package.cpath. */
    public static void path(LuaVm vm, String path, String cpath) {
        LuaTable loaded = (LuaTable) vm.registry().get("_LOADED");
        LuaTable library = (LuaTable) loaded.get("package");
        library.put("path", LuaString.of(path));
        library.put("cpath", LuaString.of(cpath));
    }

    /** Chunk loading with Lua's rules, for hosts: `mode` as load has it, null for both kinds. */
    public static LuaFunction load(
            LuaVm vm, byte[] source, LuaString chunkName, LuaString mode, LuaTable environment) {
        return ChunkLoading.load(vm, source, chunkName, mode, environment);
    }
}
