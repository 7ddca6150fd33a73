// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import static io.perilune.lua.compiler.emit.Linkage.CALL_N;
import static io.perilune.lua.compiler.emit.Linkage.CLOSURE;
import static io.perilune.lua.compiler.emit.Linkage.DOUBLE;
import static io.perilune.lua.compiler.emit.Linkage.FUNCTION;
import static io.perilune.lua.compiler.emit.Linkage.INT;
import static io.perilune.lua.compiler.emit.Linkage.OBJECT;
import static io.perilune.lua.compiler.emit.Linkage.OBJECTS;
import static io.perilune.lua.compiler.emit.Linkage.VM;
import static io.perilune.lua.compiler.emit.Linkage.VOID;
import static io.perilune.lua.compiler.emit.Linkage.callName;
import static io.perilune.lua.compiler.emit.Linkage.callType;
import static io.perilune.lua.compiler.emit.Linkage.runtime;
import static io.perilune.lua.compiler.emit.Linkage.type;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** What traced code uses of the runtime. Stateless. */
final class TraceLinkage {
    private static final ClassDesc TRACING = runtime("Tracing");
    static final ClassDesc TRACED_CODE = runtime("TracedCode");
    private static final MethodTypeDesc AT = type(VOID, VM, INT, INT);
    private static final MethodTypeDesc LINE = type(VOID, VM, INT);
    private static final MethodTypeDesc TRACE = type(VOID, VM);
    private static final MethodTypeDesc RETURNING = type(OBJECT, OBJECT, VM);
    private static final MethodTypeDesc BEGIN =
            type(VOID, VM, OBJECTS, DOUBLE.arrayType(), OBJECTS, INT);
    static final MethodTypeDesc TRACED_BODY = type(OBJECT, CLOSURE, VM, OBJECTS);

    private TraceLinkage() {}

    /** vm, line, set of visible locals -> */
    static void at(Code code) {
        code.invokestatic(TRACING, "at", AT);
    }

    /** vm, line -> */
    static void line(Code code) {
        code.invokestatic(TRACING, "line", LINE);
    }

    /** vm -> */
    static void back(Code code) {
        code.invokestatic(TRACING, "back", TRACE);
    }

    /** vm -> */
    static void entered(Code code) {
        code.invokestatic(TRACING, "entered", TRACE);
    }

    /** answer, vm -> answer */
    static void returning(Code code) {
        code.invokestatic(TRACING, "returning", RETURNING);
    }

    /** vm, references, doubles, varargs, set of visible locals -> */
    static void begin(Code code) {
        code.invokestatic(TRACING, "begin", BEGIN);
    }

    /** function, vm, arguments as for a call -> answer; -1 arguments for an array */
    static void call(Code code, int arguments) {
        MethodTypeDesc call = arguments < 0 ? CALL_N : callType(arguments);
        String name = arguments < 0 ? "callN" : callName(arguments);
        code.invokestatic(TRACING, name, call.insertParameterTypes(0, FUNCTION));
    }

    /** closure, vm, array -> answer of a function that has only its traced form */
    static void run(Code code) {
        code.invokestatic(TRACING, "run", TRACED_BODY);
    }

    /** closure, vm, arguments as for a call -> answer; -1 arguments for an array */
    static void enter(Code code, int arguments) {
        MethodTypeDesc call = arguments < 0 ? CALL_N : callType(arguments);
        String name = arguments < 0 ? "enterN" : "enter" + arguments;
        code.invokestatic(TRACING, name, call.insertParameterTypes(0, CLOSURE));
    }
}
