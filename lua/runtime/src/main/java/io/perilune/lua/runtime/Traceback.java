// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.List;

/**
 * Lua's tracebacks and positions, from the frames of the JVM. Stateless.
 *
 * <p>Level 0 is the function that runs now: a library function when one has called this, else a Lua
 * function.
 */
public final class Traceback {
    static {
        // What a stack trace needs is initialised now: at the end of the stack it would fail, and
        // stay broken.
        // Frames of the JDK's own need more than others.
        List.of(0).forEach(_ -> new StackOverflowError().getStackTrace());
    }

    private Traceback() {}

    /** To be called before Lua runs for the first time. */
    static void prepare() {
        // The initialiser above has done it.
    }

    /**
     * The running stack as debug.traceback prints it, without a message: "stack traceback:\n\t…".
     *
     * @param level 0 is the function that called this, as in {@code debug.traceback(msg, level)}
     *     minus one
     */
    public static LuaString of(LuaVm vm, int level) {
        return print(vm, Frames.running(Integer.MAX_VALUE), level);
    }

    /** The stack of any coroutine; nothing but the heading when it has come to its end. */
    public static LuaString of(LuaVm vm, Coroutine coroutine, int level) {
        return isRunning(vm, coroutine)
                ? of(vm, level)
                : print(vm, coroutine.activations(Integer.MAX_VALUE), level);
    }

    /**
     * Where the caller is: "chunkname:line:" plus a blank, or "" when that is not known; level 1 is
     * the running Lua function.
     */
    public static String where(LuaVm vm, int level) {
        Activation activation = at(level);
        return activation == null ? "" : activation.where();
    }

    /** The function at a level, or null when the stack is not that deep. */
    public static Activation at(int level) {
        List<Activation> stack = Frames.running(level + 1);
        return level >= 0 && level < stack.size() ? stack.get(level) : null;
    }

    /**
     * The innermost functions of a coroutine, none when it has come to its end.
     *
     * @param coroutine null for the one that runs
     * @param withFunctions whether the functions themselves are asked for, which takes longer
     */
    public static List<Activation> stack(
            LuaVm vm, Coroutine coroutine, int wanted, boolean withFunctions) {
        if (coroutine != null && !isRunning(vm, coroutine)) {
            return coroutine.activations(wanted);
        }
        return withFunctions ? Frames.runningWithSelf(wanted) : Frames.running(wanted);
    }

    /** Whether a coroutine, or the main thread, is the one that asks. */
    public static boolean isRunning(LuaVm vm, Coroutine coroutine) {
        return coroutine == vm.running() || vm.running() == null && coroutine == vm.mainThread();
    }

    /**
     * What the function at a level is called by its caller: `global 'print'`, `method 'close'`; ""
     * when its caller is no Lua function; null when that is not known.
     */
    public static String calleeAt(int level) {
        Activation caller = at(level + 1);
        return caller == null || !caller.isLua() ? "" : caller.callee();
    }

    /**
     * What is known of a running function when it is traced; else null.
     *
     * @param coroutine null for the one that runs
     */
    public static TraceFrame trace(LuaVm vm, Coroutine coroutine, Activation activation) {
        TraceFrame frame =
                coroutine == null || isRunning(vm, coroutine) ? vm.trace : coroutine.trace();
        if (activation.traced() < 0) {
            return null;
        }
        for (int i = activation.traced(); i > 0 && frame != null; i--) {
            frame = frame.previous;
        }
        return frame;
    }

    /** Whether the stack shows the functions themselves, and not only their code. */
    public static boolean showsFunctions() {
        return LiveFrames.RUNNING != null;
    }

    /** See {@link LuaVm#functionAt}. */
    static LuaFunction functionAt(LuaVm vm, int level) {
        List<Activation> stack = Frames.runningWithSelf(level + 1);
        return level >= 0 && level < stack.size() ? function(vm, null, stack.get(level)) : null;
    }

    /**
     * The function itself, or null when only its code is known. What the JVM does not show, because
     * it is not allowed to, is known of callers of some functions and of main chunks.
     *
     * @param coroutine null for the one that runs
     */
    public static LuaFunction function(LuaVm vm, Coroutine coroutine, Activation activation) {
        TraceFrame frame = trace(vm, coroutine, activation);
        if (frame != null) {
            return frame.function();
        }
        if (activation.function() != null) {
            return activation.function();
        }
        if (!activation.isLua() || coroutine != null && !isRunning(vm, coroutine)) {
            return null;
        }
        LuaClosure caller = vm.caller;
        return caller != null && caller.getClass() == activation.code()
                ? caller
                : vm.mainChunk(activation.code());
    }

    /** Where the stack overflowed: "chunkname:line: ", or "". */
    static String where(StackOverflowError error) {
        for (StackTraceElement frame : error.getStackTrace()) {
            if (CodeLoader.NAME.equals(frame.getClassLoaderName()) && frame.getLineNumber() > 0) {
                return new StringBuilder(frame.getFileName())
                        .append(':')
                        .append(frame.getLineNumber())
                        .append(": ")
                        .toString();
            }
        }
        return "";
    }

    /**
     * The inner end of a stack that overflowed, and what is around the call that catches it.
     * Between them all is gone, and the JVM keeps not who called what: functions have the names
     * they were written with.
     */
    static LuaString of(StackOverflowError error) {
        StringBuilder text = new StringBuilder("stack traceback:");
        int shown = 0;
        for (StackTraceElement frame : error.getStackTrace()) {
            if (!CodeLoader.NAME.equals(frame.getClassLoaderName()) || frame.getLineNumber() <= 0) {
                continue;
            }
            if (shown++ == Limits.DEFAULTS.tracebackHead()) {
                break;
            }
            text.append("\n\t").append(frame.getFileName()).append(':');
            text.append(frame.getLineNumber()).append(": in function ").append(nameIn(frame));
        }
        text.append("\n\t...");
        int tail = Limits.DEFAULTS.tracebackTail();
        List<Activation> outside = Frames.running(tail + 1);
        for (int i = 0; i < Math.min(tail, outside.size()); i++) {
            printLine(text, outside.get(i), i + 1 < outside.size() ? outside.get(i + 1) : null);
        }
        return LuaString.ofLatin1(text.toString());
    }

    /** The name that a class has behind its number, or where its function begins. */
    private static String nameIn(StackTraceElement frame) {
        String type = frame.getClassName();
        String[] parts = type.split("\\$");
        int name = parts[1].indexOf('_');
        if (name > 0) {
            return "'" + parts[1].substring(name + 1) + "'";
        }
        Prototype prototype = Prototype.named(type);
        return prototype == null
                ? "?"
                : "<" + frame.getFileName() + ":" + prototype.lineDefined() + ">";
    }

    static LuaString print(LuaVm vm, List<Activation> stack, int level) {
        StringBuilder text = new StringBuilder("stack traceback:");
        if (level < 0) {
            return LuaString.of(text.toString());
        }
        int head = Math.max(level, vm.limits().tracebackHead());
        int tail = stack.size() - vm.limits().tracebackTail();
        for (int i = level; i < stack.size(); i++) {
            // As in LuaJIT, one function alone is never left out
            if (i == head && i + 1 < tail) {
                text.append("\n\t...");
                i = tail;
            }
            printLine(text, stack.get(i), i + 1 < stack.size() ? stack.get(i + 1) : null);
        }
        return LuaString.ofLatin1(text.toString());
    }

    private static void printLine(StringBuilder text, Activation function, Activation caller) {
        Prototype prototype = function.prototype();
        text.append("\n\t").append(prototype == null ? "[C]" : prototype.source()).append(':');
        if (prototype != null) {
            text.append(function.line()).append(':');
        }
        String name = caller == null ? null : quotedName(caller.callee());
        if (name != null) {
            text.append(" in function ").append(name);
        } else if (prototype == null) {
            text.append(" in ?");
        } else if (prototype.isMainChunk()) {
            text.append(" in main chunk");
        } else {
            text.append(" in function <")
                    .append(prototype.source())
                    .append(':')
                    .append(prototype.lineDefined())
                    .append('>');
        }
    }

    /** The `'name'` of a description like `global 'name'`. */
    private static String quotedName(String callee) {
        return callee == null ? null : callee.substring(callee.indexOf('\''));
    }
}
