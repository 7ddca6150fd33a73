// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaUserdata;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.StackReserve;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * require, module and the package library. Confined to its machine.
 *
 * <p>The searchers are Lua's four: package.preload, Lua files, C libraries, and C libraries of the
 * name's root. A C library that is found cannot be loaded, and says so. What a host implements in
 * Java it puts into package.preload.
 */
final class PackageLib {
    private static final String DEFAULT_PATH =
            "./?.lua;/usr/local/share/luajit-2.1/?.lua;"
                    + "/usr/local/share/lua/5.1/?.lua;/usr/local/share/lua/5.1/?/init.lua";
    private static final String DEFAULT_CPATH =
            "./?.so;/usr/local/lib/lua/5.1/?.so;/usr/local/lib/lua/5.1/loadall.so";
    private static final String NO_DYNAMIC_LIBRARIES =
            "dynamic libraries not enabled; check your Lua installation";

    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry("loadlib", PackageLib::loadlib),
                    entry("searchpath", PackageLib::searchpath),
                    entry("seeall", PackageLib::seeall));

    /** What stands in package.loaded while a module is being loaded. */
    private static final LuaUserdata SENTINEL = new LuaUserdata("loading", null);

    private final LuaTable library = new LuaTable();
    private final LuaTable loaded;
    private final boolean lua52;

    private PackageLib(LuaTable loaded, boolean lua52) {
        this.loaded = loaded;
        this.lua52 = lua52;
    }

    static LuaTable open(LuaVm vm, LibraryOptions options) {
        LuaTable loaded = new LuaTable();
        PackageLib packages = new PackageLib(loaded, options.lua52());
        LuaTable library = packages.library;
        TABLE.installInto(library);
        LuaTable preload = new LuaTable();
        library.put("loaded", loaded);
        library.put("preload", preload);
        library.put("path", LuaString.of(path(options.path(), "LUA_PATH", DEFAULT_PATH, options)));
        library.put(
                "cpath", LuaString.of(path(options.cpath(), "LUA_CPATH", DEFAULT_CPATH, options)));
        library.put("config", LuaString.of("/\n;\n?\n!\n-\n"));
        packages.installLoaders();
        vm.registry().put("_LOADED", loaded);
        vm.registry().put("_PRELOAD", preload);
        FunctionTable.of(entry("module", packages::module), entry("require", packages::require))
                .installInto(vm.globals());
        return library;
    }

    private void installLoaders() {
        LuaTable loaders = new LuaTable();
        FunctionTable searchers =
                FunctionTable.of(
                        entry("preload", this::searchPreload),
                        entry("lua", this::searchLua),
                        entry("c", this::searchC),
                        entry("croot", this::searchRoot));
        LuaTable named = new LuaTable();
        searchers.installInto(named);
        int i = 0;
        for (FunctionTable.Entry searcher : searchers.entries()) {
            loaders.put((long) ++i, named.get(searcher.name()));
        }
        library.put("loaders", loaders);
        if (lua52) {
            library.put("searchers", loaders);
        }
    }

    /**
     * An empty template stands for the default: in what is given for the variable's, there for the
     * built-in one.
     */
    private static String path(
            String given, String variable, String otherwise, LibraryOptions options) {
        String value = options.environment().apply(variable);
        String standard = value == null ? otherwise : expanded(value, otherwise);
        return given == null ? standard : expanded(given, standard);
    }

    private static String expanded(String templates, String otherwise) {
        return templates.replace(";;", ";\1;").replace("\1", otherwise);
    }

    // --- require
    // ---------------------------------------------------------------------------------------

    private Object require(Arguments arguments) {
        LuaString name = arguments.cString(1);
        LuaVm vm = arguments.vm();
        Object known = loaded.get(name);
        if (known != null && known != Boolean.FALSE) {
            if (known == SENTINEL) {
                throw arguments.error(
                        "loop or previous error loading module '" + name.toLatin1() + "'");
            }
            return known;
        }
        LuaFunction loader = find(arguments, name);
        // A module whose loader has met the end of the stack could not be loaded later.
        StackReserve.require();
        loaded.put(name, SENTINEL);
        Object result = vm.call1(loader, name);
        if (result != null) {
            loaded.put(name, result);
        }
        Object module = loaded.get(name);
        if (module == SENTINEL) {
            loaded.put(name, Boolean.TRUE);
            return Boolean.TRUE;
        }
        return module;
    }

    private LuaFunction find(Arguments arguments, LuaString name) {
        if (!(library.get("loaders") instanceof LuaTable loaders)) {
            throw arguments.error("'package.loaders' must be a table");
        }
        StringBuilder tried = new StringBuilder();
        for (long i = 1; ; i++) {
            Object searcher = loaders.get(i);
            if (searcher == null) {
                throw arguments.error("module '" + name.toLatin1() + "' not found:" + tried);
            }
            Object found = arguments.vm().call1(searcher, name);
            if (found instanceof LuaFunction loader) {
                return loader;
            }
            if (found instanceof LuaString || found instanceof Double) {
                tried.append(arguments.vm().tostring(found).toLatin1());
            }
        }
    }

    private Object searchPreload(Arguments arguments) {
        LuaString name = arguments.cString(1);
        if (!(library.get("preload") instanceof LuaTable preload)) {
            throw arguments.error("'package.preload' must be a table");
        }
        Object loader = arguments.vm().index(preload, name);
        return loader != null
                ? loader
                : latin1("\n\tno field package.preload['" + name.toLatin1() + "']");
    }

    private Object searchLua(Arguments arguments) {
        LuaString name = arguments.cString(1);
        StringBuilder tried = new StringBuilder();
        String file = findFile(arguments, name.toLatin1(), "path", tried);
        if (file == null) {
            return latin1(tried.toString());
        }
        LuaVm vm = arguments.vm();
        try {
            return ChunkLoading.loadFile(vm, latin1(file), null, Environments.ofThread(vm));
        } catch (LuaError e) {
            throw loadError(arguments, name, file, vm.tostring(e.value()).toLatin1());
        }
    }

    private Object searchC(Arguments arguments) {
        LuaString name = arguments.cString(1);
        StringBuilder tried = new StringBuilder();
        String file = findFile(arguments, name.toLatin1(), "cpath", tried);
        if (file == null) {
            return latin1(tried.toString());
        }
        throw loadError(arguments, name, file, NO_DYNAMIC_LIBRARIES);
    }

    private Object searchRoot(Arguments arguments) {
        LuaString name = arguments.cString(1);
        String text = name.toLatin1();
        int dot = text.indexOf('.');
        if (dot < 0) {
            return arguments.none();
        }
        StringBuilder tried = new StringBuilder();
        String file = findFile(arguments, text.substring(0, dot), "cpath", tried);
        if (file == null) {
            return latin1(tried.toString());
        }
        throw loadError(arguments, name, file, NO_DYNAMIC_LIBRARIES);
    }

    private static LuaError loadError(
            Arguments arguments, LuaString name, String file, String reason) {
        return arguments.error(
                "error loading module '"
                        + name.toLatin1()
                        + "' from file '"
                        + file
                        + "':\n\t"
                        + reason);
    }

    private String findFile(Arguments arguments, String name, String field, StringBuilder tried) {
        Object path = library.get(field);
        if (!(path instanceof LuaString templates)) {
            throw arguments.error("'package." + field + "' must be a string");
        }
        return search(name, templates.toLatin1(), ".", "/", tried);
    }

    /** The first readable file, or null with a line for each that was tried. */
    private static String search(
            String name, String path, String separator, String slash, StringBuilder tried) {
        String file = separator.isEmpty() ? name : name.replace(separator, slash);
        for (String template : path.split(";")) {
            if (!template.isEmpty()) {
                String candidate = template.replace("?", file);
                if (isReadable(candidate)) {
                    return candidate;
                }
                tried.append("\n\tno file '").append(candidate).append('\'');
            }
        }
        return null;
    }

    /** As fopen sees it, to which a directory is readable too. */
    private static boolean isReadable(String name) {
        try {
            return Files.isReadable(Path.of(latin1(name).toString()));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static LuaString latin1(String text) {
        return LuaString.ofLatin1(text);
    }

    private static Object searchpath(Arguments arguments) {
        String name = arguments.string(1).toLatin1();
        String path = arguments.string(2).toLatin1();
        String separator = arguments.optString(3, LuaString.of(".")).toLatin1();
        String slash = arguments.optString(4, LuaString.of("/")).toLatin1();
        StringBuilder tried = new StringBuilder();
        String file = search(name, path, separator, slash, tried);
        return file != null ? latin1(file) : arguments.results(null, latin1(tried.toString()));
    }

    private static Object loadlib(Arguments arguments) {
        arguments.string(1);
        arguments.string(2);
        return arguments.results(null, LuaString.of(NO_DYNAMIC_LIBRARIES), LuaString.of("absent"));
    }

    // --- module
    // ----------------------------------------------------------------------------------------

    private Object module(Arguments arguments) {
        LuaString name = arguments.cString(1);
        LuaVm vm = arguments.vm();
        LuaTable module = moduleTable(arguments, name);
        if (vm.index(module, LuaString.of("_NAME")) == null) {
            initialise(module, name);
        }
        LuaFunction caller = vm.functionAt(1);
        if (caller == null || caller.environment() == null) {
            throw arguments.error("'module' not called from a Lua function");
        }
        caller.environment(module);
        for (int i = 2; i <= arguments.count(); i++) {
            vm.call(arguments.get(i), module);
        }
        return lua52 ? module : arguments.none();
    }

    private LuaTable moduleTable(Arguments arguments, LuaString name) {
        if (loaded.get(name) instanceof LuaTable known) {
            return known;
        }
        LuaTable module = globalTable(arguments, name.toLatin1());
        loaded.put(name, module);
        return module;
    }

    /** The table at a dotted name in the globals, made where it is missing. */
    private static LuaTable globalTable(Arguments arguments, String name) {
        LuaTable table = Environments.ofThread(arguments.vm());
        for (String part : name.split("\\.", -1)) {
            LuaString key = latin1(part);
            Object next = table.get(key);
            if (next == null) {
                next = new LuaTable();
                table.put(key, next);
            }
            if (!(next instanceof LuaTable nested)) {
                throw arguments.error("name conflict for module '" + name + "'");
            }
            table = nested;
        }
        return table;
    }

    private static void initialise(LuaTable module, LuaString name) {
        String text = name.toLatin1();
        module.put("_M", module);
        module.put("_NAME", name);
        module.put("_PACKAGE", latin1(text.substring(0, text.lastIndexOf('.') + 1)));
    }

    private static Object seeall(Arguments arguments) {
        LuaTable module = arguments.table(1);
        LuaTable metatable = module.metatable();
        if (metatable == null) {
            metatable = new LuaTable();
            module.metatable(metatable);
        }
        metatable.put("__index", Environments.ofThread(arguments.vm()));
        return arguments.none();
    }
}
