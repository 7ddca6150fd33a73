// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.http.module.HttpModule;
import io.perilune.http.modules.setmisc.SetMiscModule;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.phase.Phases;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The functions and constants of a Lua machine, for the page on compatibility. Single use. */
final class LuaApiPage {

    /** What nginx's documentation calls any shared dictionary. */
    static final String DICTIONARY = "DICT";

    /** Modules whose objects have methods, with the function that makes one of a number. */
    private static final Map<String, String> CONSTRUCTORS = Map.of("ngx.semaphore", "new");

    private final LuaVm vm;
    private final List<HttpModule> modules;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** By full name. */
    private final Map<String, LuaFunction> functions = new TreeMap<>();

    private final Set<String> constants = new TreeSet<>();

    LuaApiPage(LuaWorker worker, List<HttpModule> modules) {
        this.vm = worker.vm();
        this.modules = modules;
    }

    void print(StringBuilder page) {
        page.append(
                "\n## Lua\n\nWhere a function may be called: \"everywhere\" demands no request, though"
                        + " a function may still refuse,\nas OpenResty's does: one that waits where code cannot be suspended, for instance."
                        + " \"Not yet\": there, and refuses.\n");
        printStandard(page);
        LuaTable ngx = (LuaTable) vm.globals().get("ngx");
        walk("ngx", ngx);
        walkNdk();
        printCalls("The table `ngx`, and `ndk`", page);
        page.append(
                "\nAlso the fields `ngx.ctx`, `ngx.status`, `ngx.headers_sent` and `ngx.is_subrequest`.\n");
        printConstants(page);
        walkModules();
        printCalls("Modules for `require`", page);
        printEmptyModules(page);
    }

    // ---- collecting

    private void walk(String path, LuaTable table) {
        if (!seen.add(table)) {
            return;
        }
        for (Map.Entry<String, Object> field : fields(table).entrySet()) {
            note(path + "." + field.getKey(), field.getKey(), field.getValue());
        }
        LuaTable metatable = table.metatable();
        Object index = metatable == null ? null : metatable.get("__index");
        if (index instanceof LuaTable methods && methods != table) {
            fields(methods).forEach((name, value) -> note(path + ":" + name, name, value));
        } else if (index instanceof LuaFunction getter
                && !path.equals("ngx")
                && !path.equals("ndk.set_var")) {
            functions.put(path + "[name]", getter);
        }
    }

    private void note(String path, String name, Object value) {
        if (value instanceof LuaFunction function) {
            functions.put(path, function);
        } else if (value instanceof LuaTable table && !name.startsWith("__")) {
            walk(path, table);
        } else if (!name.startsWith("_") && !name.equals("version")) {
            constants.add(path);
        }
    }

    private void walkNdk() {
        LuaTable ndk = (LuaTable) vm.globals().get("ndk");
        walk("ndk", ndk);
        for (HttpModule module : modules) {
            module.directives().stream()
                    .map(row -> row.name())
                    .filter(name -> SetMiscModule.conversion(name) != null)
                    .forEach(
                            name ->
                                    note(
                                            "ndk.set_var." + name,
                                            name,
                                            vm.index(ndk.get("set_var"), LuaString.of(name))));
        }
    }

    private Set<String> preloaded() {
        return fields((LuaTable) vm.registry().get("_PRELOAD")).keySet();
    }

    private Object require(String module) {
        return vm.call1(vm.globals().get("require"), LuaString.of(module));
    }

    private void walkModules() {
        functions.clear();
        constants.clear();
        for (String name : preloaded()) {
            Object module = require(name);
            note(name, name, module);
            String constructor = CONSTRUCTORS.get(name);
            if (constructor != null) {
                LuaTable object = (LuaTable) vm.call1(((LuaTable) module).get(constructor), 0.0);
                walk(name + " object", object);
            }
        }
    }

    private static Map<String, Object> fields(LuaTable table) {
        Map<String, Object> fields = new TreeMap<>();
        for (int cursor = table.firstPair(); cursor >= 0; cursor = table.nextPair(cursor)) {
            if (table.keyAt(cursor) instanceof LuaString name) {
                fields.put(name.toLatin1(), table.valueAt(cursor));
            }
        }
        return fields;
    }

    // ---- printing

    private void printStandard(StringBuilder page) {
        page.append("\n### The language's own functions\n\nLua 5.1 with LuaJIT's extensions.\n\n");
        LuaTable globals = vm.globals();
        seen.add(globals);
        CompatibilityCommand.wrap("", functionsOf(globals), page);
        fields(globals)
                .forEach(
                        (name, value) -> {
                            if (value instanceof LuaTable library
                                    && !name.equals("ngx")
                                    && !name.equals("ndk")
                                    && seen.add(library)) {
                                printLibrary(name, library, page);
                            }
                        });
    }

    private static void printLibrary(String name, LuaTable library, StringBuilder page) {
        Set<String> names = functionsOf(library);
        if (!names.isEmpty()) {
            page.append('\n');
            CompatibilityCommand.wrap(name + ".", names, page);
        }
    }

    private static Set<String> functionsOf(LuaTable library) {
        Set<String> names = new TreeSet<>();
        fields(library)
                .forEach(
                        (name, value) -> {
                            if (value instanceof LuaFunction && !name.startsWith("_")) {
                                names.add(name);
                            }
                        });
        return names;
    }

    private void printCalls(String title, StringBuilder page) {
        page.append("\n### ")
                .append(title)
                .append("\n\n| function | where | status |\n|---|---|---|\n");
        functions.forEach(
                (path, function) ->
                        page.append("| `")
                                .append(path)
                                .append("` | ")
                                .append(where(function))
                                .append(" | ")
                                .append(status(function))
                                .append(" |\n"));
    }

    private void printConstants(StringBuilder page) {
        page.append("\n### Constants\n\n");
        CompatibilityCommand.wrap("", constants, page);
    }

    /** Modules that can be required and bring no functions of their own. */
    private void printEmptyModules(StringBuilder page) {
        List<String> empty =
                preloaded().stream()
                        .filter(
                                name ->
                                        functions.keySet().stream()
                                                .noneMatch(
                                                        path ->
                                                                path.equals(name)
                                                                        || path.startsWith(
                                                                                name + ".")))
                        .toList();
        if (!empty.isEmpty()) {
            page.append(
                    "\nAlso there, for programs that require them; their functions stand above:\n\n");
            CompatibilityCommand.wrap("", empty, page);
        }
    }

    private static String status(LuaFunction function) {
        return isSupported(function) ? "works" : "not yet";
    }

    private static boolean isSupported(LuaFunction function) {
        return !(function instanceof ApiFunction api) || api.isSupported();
    }

    private static String where(LuaFunction function) {
        int phases = function instanceof ApiFunction api ? api.phases() : Phases.ANY;
        if (phases == Phases.ANY) {
            return isSupported(function) ? "everywhere" : "";
        }
        if (phases == Phases.REQUEST) {
            return "everywhere but init";
        }
        if (phases == Phases.REAL) {
            return "all phases of a request";
        }
        // the phases behind come with balancers and TLS
        return Arrays.stream(LuaPhase.values())
                .filter(
                        phase ->
                                phase.compareTo(LuaPhase.BALANCER) < 0
                                        && (phases & phase.bit()) != 0)
                .map(LuaPhase::phaseName)
                .collect(Collectors.joining(", "));
    }
}
