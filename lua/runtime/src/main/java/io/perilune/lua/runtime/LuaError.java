// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * What `error` throws: carries any Lua value. Has no Java stack trace; {@link #traceback()} is
 * Lua's.
 */
public class LuaError extends RuntimeException {
    private static final int MANY_PROTECTED = 1000;

    private final transient Object value;
    private transient LuaString traceback;
    private transient KeptStack stack;
    private transient Object handledValue;
    private String description;
    private boolean handled;

    /** With a message that gets no position in front. */
    public LuaError(String message) {
        this(LuaString.of(message));
    }

    /** With any boxed value. */
    public LuaError(Object value) {
        super(null, null, false, false);
        this.value = value;
    }

    /** The boxed Lua value. */
    public Object value() {
        return value;
    }

    /** Lua's traceback from where it was thrown, or null when nobody asked for it. */
    public LuaString traceback() {
        if (traceback == null && stack != null) {
            traceback = stack.traceback();
        }
        return traceback;
    }

    /** Where it was thrown, or null when nobody asked for it or the stack had overflowed. */
    KeptStack stack() {
        return stack;
    }

    void stack(KeptStack kept) {
        stack = kept;
    }

    boolean hasStack() {
        return stack != null || traceback != null;
    }

    /** Keeps what a message handler has made of the value, where it was thrown. */
    void handled(Object result) {
        handledValue = result;
        handled = true;
    }

    /** Whether a message handler has run already. */
    public boolean isHandled() {
        return handled;
    }

    /** The message handler's boxed result. */
    public Object handledValue() {
        return handledValue;
    }

    /**
     * The value when it is a string, a number, a boolean or nil; of any other value what {@link
     * #description} has been told, else its type.
     */
    @Override
    public String getMessage() {
        if (description != null) {
            return description;
        }
        return switch (value) {
            case null -> "nil";
            case LuaString text -> text.toString();
            case Boolean truth -> truth.toString();
            case Double number -> Conversion.toString(number).toString();
            default -> "(error object is a " + LuaVm.typeName(value) + " value)";
        };
    }

    /** Whether the value is a text by itself. */
    public boolean hasText() {
        return value instanceof LuaString || value instanceof Double;
    }

    /** What `__tostring` says of the value. */
    public void description(String text) {
        description = text;
    }

    /**
     * What a throwable caught at a protected call is in Lua.
     *
     * @throws RuntimeException the throwable itself when it is none of Lua's business: signals of
     *     the host, bugs
     * @throws StackOverflowError when so little stack is left that a protected call further out
     *     must catch it
     */
    public static LuaError of(Throwable thrown) {
        return of(thrown, false);
    }

    /**
     * As {@link #of}, at a protected call of Lua's. When it is one of very many, some of them pass
     * an overflow on without looking whether there is enough stack.
     */
    public static LuaError caught(LuaVm vm, Throwable thrown) {
        return of(thrown, vm.protectedCalls > MANY_PROTECTED);
    }

    private static LuaError of(Throwable thrown, boolean maySkip) {
        // No switch, no "+": the JVM would make code for them, here at the end of the stack
        if (thrown instanceof LuaError error) {
            return error;
        }
        if (thrown instanceof StackOverflowError overflow) {
            StackOverflowError first = StackReserve.require(overflow, maySkip);
            String message = Traceback.where(first).concat(ErrorText.STACK_OVERFLOW);
            LuaError error = new LuaError(LuaString.ofLatin1(message));
            error.traceback = Traceback.of(first);
            return error;
        }
        if (thrown instanceof OutOfMemoryError) {
            return new LuaError(ErrorText.NO_MEMORY);
        }
        if (thrown instanceof RuntimeException other) {
            throw other;
        }
        if (thrown instanceof Error other) {
            throw other;
        }
        throw new IllegalStateException(thrown);
    }
}
