// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.Cell;
import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.Hooks;
import io.perilune.lua.runtime.LightUserdata;
import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaType;
import io.perilune.lua.runtime.LuaUserdata;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.TraceFrame;
import io.perilune.lua.runtime.Traceback;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The debug library. Stateless; getinfo is in {@link FunctionInfo}.
 *
 * <p>The JVM keeps locals of running functions where no program can look. So getlocal and setlocal
 * find those of traced functions only: those that have begun while a hook was set, and those of
 * which the compiler has seen that the chunk looks at their locals or sets a hook while they run.
 */
final class DebugLib {
    private static final LuaString TEMPORARY = LuaString.constant("(*temporary)");

    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry("gethook", DebugLib::gethook),
                    entry("getinfo", FunctionInfo::getinfo),
                    entry("getlocal", DebugLib::getlocal),
                    entry("getmetatable", DebugLib::getmetatable),
                    entry("getregistry", DebugLib::getregistry),
                    entry("getupvalue", DebugLib::getupvalue),
                    entry("sethook", DebugLib::sethook),
                    entry("setlocal", DebugLib::setlocal),
                    entry("setupvalue", DebugLib::setupvalue),
                    entry("traceback", DebugLib::traceback),
                    entry("upvalueid", DebugLib::upvalueid),
                    entry("upvaluejoin", DebugLib::upvaluejoin));

    /** Only with the parts of Lua 5.2. */
    static final FunctionTable TABLE_52 =
            FunctionTable.of(
                    entry("getuservalue", DebugLib::getuservalue),
                    entry("setuservalue", DebugLib::setuservalue));

    private DebugLib() {}

    static LuaTable open(LibraryOptions options) {
        LuaTable library = new LuaTable();
        TABLE.installInto(library);
        boolean lua52 = options.lua52();
        Map<LuaFunction, LuaTable> ofJava = new WeakHashMap<>();
        FunctionTable.of(
                        entry("getfenv", arguments -> getfenv(arguments, ofJava)),
                        entry("setfenv", arguments -> setfenv(arguments, ofJava)),
                        entry("debug", arguments -> DebugPrompt.run(arguments, options)),
                        entry("setmetatable", arguments -> setmetatable(arguments, lua52)))
                .installInto(library);
        if (lua52) {
            TABLE_52.installInto(library);
        }
        return library;
    }

    private static Object getregistry(Arguments arguments) {
        return arguments.vm().registry();
    }

    /** How many arguments a leading coroutine takes: 0 or 1. */
    static int threadArgument(Arguments arguments) {
        return arguments.get(1) instanceof Coroutine ? 1 : 0;
    }

    // --- metatables and environments
    // -----------------------------------------------------------------------

    private static Object getmetatable(Arguments arguments) {
        return arguments.vm().metatable(arguments.any(1));
    }

    private static Object setmetatable(Arguments arguments, boolean lua52) {
        Object value = arguments.get(1);
        if (arguments.isAbsent(2)
                || !(arguments.get(2) == null || arguments.get(2) instanceof LuaTable)) {
            throw arguments.error(2, "nil or table expected");
        }
        LuaTable metatable = (LuaTable) arguments.get(2);
        if (value instanceof LuaTable table) {
            table.metatable(metatable);
        } else if (value instanceof LuaUserdata userdata) {
            userdata.metatable(metatable);
        } else {
            arguments.vm().setTypeMetatable(LuaType.of(value), metatable);
        }
        return lua52 ? value : Boolean.TRUE;
    }

    /**
     * @param ofJava environments of functions written in Java, which nothing else looks at
     */
    private static Object getfenv(Arguments arguments, Map<LuaFunction, LuaTable> ofJava) {
        Object owner = arguments.any(1);
        if (owner instanceof LuaFunction function) {
            LuaTable given = ofJava.get(function);
            return given != null ? given : Environments.of(arguments.vm(), function);
        }
        if (owner instanceof LuaUserdata userdata) {
            return environment(arguments.vm(), userdata);
        }
        if (owner instanceof Coroutine thread) {
            return thread.environment() == null ? arguments.vm().globals() : thread.environment();
        }
        return null;
    }

    private static Object setfenv(Arguments arguments, Map<LuaFunction, LuaTable> ofJava) {
        LuaTable table = arguments.table(2);
        Object owner = arguments.get(1);
        if (owner instanceof LuaFunction function && function.environment() != null) {
            function.environment(table);
        } else if (owner instanceof LuaFunction function) {
            ofJava.put(function, table);
        } else if (owner instanceof LuaUserdata userdata) {
            userdata.environment(table);
        } else if (owner instanceof Coroutine thread && thread == arguments.vm().mainThread()) {
            arguments.vm().globals(table);
        } else if (owner instanceof Coroutine thread) {
            thread.environment(table);
        } else {
            throw arguments.error("'setfenv' cannot change environment of given object");
        }
        return arguments.get(1);
    }

    private static Object getuservalue(Arguments arguments) {
        return arguments.get(1) instanceof LuaUserdata userdata
                ? environment(arguments.vm(), userdata)
                : null;
    }

    /** That of the functions which make userdata, until another is set. */
    private static LuaTable environment(LuaVm vm, LuaUserdata userdata) {
        return userdata.environment() == null ? vm.globals() : userdata.environment();
    }

    private static Object setuservalue(Arguments arguments) {
        if (!(arguments.get(1) instanceof LuaUserdata userdata)) {
            throw arguments.typeError(1, "userdata");
        }
        userdata.environment(arguments.table(2));
        return userdata;
    }

    // --- upvalues
    // ------------------------------------------------------------------------------------------

    /**
     * The closure of the first argument when the index of the second, from 0, is one of its
     * upvalues; else null.
     */
    private static LuaClosure withUpvalue(Arguments arguments, int index) {
        return arguments.function(1) instanceof LuaClosure closure
                        && index >= 0
                        && index < closure.prototype().upvalueCount()
                ? closure
                : null;
    }

    private static Object getupvalue(Arguments arguments) {
        int index = arguments.integer(2) - 1;
        LuaClosure closure = withUpvalue(arguments, index);
        return closure == null
                ? arguments.none()
                : arguments.results(name(closure, index), closure.upvalue(index));
    }

    private static LuaString name(LuaClosure closure, int index) {
        return LuaString.ofLatin1(closure.prototype().upvalueName(index));
    }

    private static Object setupvalue(Arguments arguments) {
        Object value = arguments.any(3);
        int index = arguments.integer(2) - 1;
        LuaClosure closure = withUpvalue(arguments, index);
        if (closure == null) {
            return arguments.none();
        }
        closure.upvalue(index, value);
        return name(closure, index);
    }

    private static Object upvalueid(Arguments arguments) {
        LuaFunction function = arguments.function(1);
        int index = arguments.integer(2) - 1;
        LuaClosure closure = withUpvalue(arguments, index);
        if (closure == null) {
            throw arguments.error(2, "index out of range");
        }
        Cell cell = closure.upvalueCell(index);
        LuaVm vm = arguments.vm();
        // A variable that nobody assigns to was copied: then it is the closure's own
        return new LightUserdata(
                cell != null ? vm.address(cell) : (vm.address(function) << 8) + index);
    }

    private static Object upvaluejoin(Arguments arguments) {
        LuaClosure target = joined(arguments, 1);
        int targetIndex = joinedIndex(arguments, target, 2);
        LuaClosure source = joined(arguments, 3);
        int sourceIndex = joinedIndex(arguments, source, 4);
        Cell cell = source.upvalueCell(sourceIndex);
        if (cell == null || target.upvalueCell(targetIndex) == null) {
            target.upvalue(targetIndex, source.upvalue(sourceIndex));
        } else {
            target.upvalueCell(targetIndex, cell);
        }
        return arguments.none();
    }

    private static LuaClosure joined(Arguments arguments, int index) {
        if (arguments.function(index) instanceof LuaClosure closure) {
            return closure;
        }
        throw arguments.error(index, "Lua function expected");
    }

    private static int joinedIndex(Arguments arguments, LuaClosure closure, int index) {
        int upvalue = arguments.integer(index) - 1;
        if (upvalue < 0 || upvalue >= closure.prototype().upvalueCount()) {
            throw arguments.error(index, "index out of range");
        }
        return upvalue;
    }

    // --- the stack
    // -----------------------------------------------------------------------------------------

    private static Object getlocal(Arguments arguments) {
        int shift = threadArgument(arguments);
        int slot = arguments.integer(shift + 2);
        if (arguments.get(shift + 1) instanceof LuaFunction function) {
            String[] names =
                    function instanceof LuaClosure closure
                            ? closure.prototype().parameterNames()
                            : new String[0];
            return slot >= 1 && slot <= names.length ? LuaString.ofLatin1(names[slot - 1]) : null;
        }
        if (isOwnArgument(arguments, shift, slot)) {
            return arguments.results(TEMPORARY, arguments.get(slot));
        }
        TraceFrame frame = frame(arguments, shift);
        TraceFrame.Variable local = frame == null ? null : frame.local(slot);
        return local == null
                ? null
                : arguments.results(LuaString.ofLatin1(local.name()), local.value());
    }

    private static Object setlocal(Arguments arguments) {
        int shift = threadArgument(arguments);
        TraceFrame frame = frame(arguments, shift);
        Object value = arguments.any(shift + 3);
        int slot = arguments.integer(shift + 2);
        if (isOwnArgument(arguments, shift, slot)) {
            return TEMPORARY;
        }
        String name = frame == null ? null : frame.assign(slot, value);
        return name == null ? null : LuaString.ofLatin1(name);
    }

    /** Level 0 is getlocal or setlocal itself. */
    private static boolean isOwnArgument(Arguments arguments, int shift, int slot) {
        return shift == 0 && arguments.integer(1) == 0 && slot >= 1 && slot <= arguments.count();
    }

    /** Null for a function that is not traced. */
    private static TraceFrame frame(Arguments arguments, int shift) {
        FunctionInfo.Frame frame =
                FunctionInfo.frame(arguments, shift, arguments.integer(shift + 1), false);
        if (frame == null) {
            throw arguments.error(shift + 1, "level out of range");
        }
        Coroutine thread = shift == 0 ? null : (Coroutine) arguments.get(1);
        return Traceback.trace(arguments.vm(), thread, frame.activation());
    }

    private static Object traceback(Arguments arguments) {
        int shift = threadArgument(arguments);
        Object message = arguments.get(shift + 1);
        boolean hasText = message instanceof LuaString || message instanceof Double;
        if (!hasText && !arguments.isAbsent(shift + 1)) {
            return message;
        }
        LuaVm vm = arguments.vm();
        boolean isOwn = shift == 0 || Traceback.isRunning(vm, (Coroutine) arguments.get(1));
        int level = arguments.optInteger(shift + 2, isOwn ? 1 : 0);
        LuaString stack =
                shift == 0
                        ? ownStack(vm, level)
                        : Traceback.of(vm, (Coroutine) arguments.get(1), level);
        if (message == null) {
            return stack;
        }
        return new ByteText()
                .put(vm.tostring(message).cString())
                .put('\n')
                .put(stack)
                .toLuaString();
    }

    /** In a message handler the stack is the one of the error, which has been unwound since. */
    private static LuaString ownStack(LuaVm vm, int level) {
        return vm.handling() != null && vm.handling().traceback() != null
                ? vm.handling().traceback()
                : Traceback.of(vm, level);
    }

    // --- hooks
    // ---------------------------------------------------------------------------------------------

    private static Object sethook(Arguments arguments) {
        int shift = threadArgument(arguments);
        if (arguments.isAbsentOrNil(shift + 1)) {
            arguments.vm().hooks(null);
            return arguments.none();
        }
        LuaString mask = arguments.string(shift + 2);
        LuaFunction function = arguments.function(shift + 1);
        arguments.vm().hooks(Hooks.of(function, events(mask), arguments.optInteger(shift + 3, 0)));
        return arguments.none();
    }

    /** The letters that mean something, in Lua's order. */
    private static LuaString events(LuaString mask) {
        StringBuilder events = new StringBuilder();
        for (char event : new char[] {'c', 'r', 'l'}) {
            if (mask.toLatin1().indexOf(event) >= 0) {
                events.append(event);
            }
        }
        return LuaString.of(events.toString());
    }

    private static Object gethook(Arguments arguments) {
        Hooks hooks = arguments.vm().hooks();
        return hooks == null
                ? arguments.results(null, LuaString.EMPTY, 0.0)
                : arguments.results(hooks.function(), hooks.mask(), (double) hooks.count());
    }
}
