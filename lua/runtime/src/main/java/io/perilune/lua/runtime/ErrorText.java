// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * All messages of failing operations, in LuaJIT's words, as errors ready to throw. Stateless.
 *
 * <p>An operation's operand is named by a constant that generated code passes to the slow path:
 * {@code local 'x'}, {@code field 'y'}, {@code upvalue 'z'}, {@code global 'f'}, {@code method
 * 'm'}, or null for a value without a name.
 */
public final class ErrorText {
    public static final String STACK_OVERFLOW = "stack overflow";
    public static final String C_STACK_OVERFLOW = "C stack overflow";
    public static final String YIELD_ACROSS = "attempt to yield across C-call boundary";
    public static final String DEAD_COROUTINE = "cannot resume dead coroutine";
    public static final String RUNNING_COROUTINE = "cannot resume running coroutine";
    public static final String BUSY_COROUTINE = "cannot resume non-suspended coroutine";
    public static final String STRING_OVERFLOW = "string length overflow";
    public static final String NO_MEMORY = "not enough memory";
    public static final String INDEX_IS_NIL = "table index is nil";
    public static final String INDEX_IS_NAN = "table index is NaN";
    public static final String INVALID_NEXT = "invalid key to 'next'";
    public static final String GET_LOOP = "loop in gettable";
    public static final String SET_LOOP = "loop in settable";
    public static final String ERROR_IN_HANDLER = "error in error handling";
    public static final String INTERRUPTED = "interrupted!";

    private ErrorText() {}

    /** A message with the position of the running Lua function in front. */
    public static LuaError at(LuaVm vm, String message) {
        return vm.thrown(new LuaError(LuaString.ofLatin1(Traceback.where(vm, 0) + message)));
    }

    /** Arguments or results that grow from call to call. */
    static LuaError tooManyValues() {
        return new LuaError(LuaString.ofLatin1(Traceback.where(null, 0) + STACK_OVERFLOW));
    }

    public static LuaError index(LuaVm vm, Object value, String operand) {
        return operation(vm, "index", value, operand);
    }

    public static LuaError call(LuaVm vm, Object value, String operand) {
        return operation(vm, "call", value, operand);
    }

    public static LuaError arithmetic(LuaVm vm, Object value, String operand) {
        return operation(vm, "perform arithmetic on", value, operand);
    }

    public static LuaError concatenation(LuaVm vm, Object value, String operand) {
        return operation(vm, "concatenate", value, operand);
    }

    public static LuaError length(LuaVm vm, Object value, String operand) {
        return operation(vm, "get length of", value, operand);
    }

    private static LuaError operation(LuaVm vm, String verb, Object value, String operand) {
        String type = LuaVm.typeName(value);
        return at(
                vm,
                operand == null
                        ? "attempt to " + verb + " a " + type + " value"
                        : "attempt to " + verb + " " + operand + " (a " + type + " value)");
    }

    public static LuaError comparison(LuaVm vm, Object a, Object b) {
        String left = LuaVm.typeName(a);
        String right = LuaVm.typeName(b);
        return at(
                vm,
                left.equals(right)
                        ? "attempt to compare two " + left + " values"
                        : "attempt to compare " + left + " with " + right);
    }

    /**
     * @param part "initial", "limit" or "step": the number of a `for` loop that is none
     */
    public static LuaError forLoop(LuaVm vm, String part) {
        String noun = part.equals("initial") ? "initial value" : part;
        return at(vm, "'for' " + noun + " must be a number");
    }

    /**
     * A wrong argument of the library function that runs now, with the position of its caller in
     * front.
     *
     * @param function its name when the call site tells none
     */
    public static LuaError badArgument(LuaVm vm, int index, String function, String message) {
        String callee = Traceback.calleeAt(0);
        String text;
        if (callee == null) {
            text = badArgument(index, function, message);
        } else if (callee.isEmpty()) {
            text = badArgument(index, "?", message);
        } else {
            String name = callee.substring(callee.indexOf('\'') + 1, callee.length() - 1);
            boolean method = callee.startsWith("method");
            text =
                    method && index == 1
                            ? badSelf(name, message)
                            : badArgument(method ? index - 1 : index, name, message);
        }
        return byCaller(vm, text);
    }

    /**
     * A message of the library function that runs now, with the position of its caller in front, as
     * luaL_error does.
     */
    public static LuaError byCaller(LuaVm vm, String message) {
        return vm.thrown(new LuaError(LuaString.ofLatin1(Traceback.where(vm, 1) + message)));
    }

    private static String badArgument(int index, String function, String message) {
        return "bad argument #"
                + index
                + " to '"
                + (function == null ? "?" : function)
                + "' ("
                + message
                + ")";
    }

    private static String badSelf(String function, String message) {
        return "calling '" + function + "' on bad self (" + message + ")";
    }

    public static String expected(String expected, String got) {
        return expected + " expected, got " + got;
    }
}
