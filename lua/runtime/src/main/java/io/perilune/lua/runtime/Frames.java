// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Reads the JVM's stack as a stack of Lua functions. Single use.
 *
 * <p>A frame in a subclass of {@link LuaClosure} with a line number is a Lua function; frames
 * without line numbers only pass arguments on. A {@code call…} method of any other {@link
 * LuaFunction} is a library function; several of the same class, or of one that it extends, in
 * direct sequence are one. Functions that wait for a tail call are not there. The stack of a
 * coroutine ends where its body starts.
 */
final class Frames {
    private static final Set<StackWalker.Option> CLASSES =
            Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final StackWalker WALKER = StackWalker.getInstance(CLASSES);

    /** Fetches as many frames at once as whole stacks have. */
    private static final StackWalker FAR_WALKER = StackWalker.getInstance(CLASSES, 64);

    private static final int NEAR = Threshold.of(4, 1);

    private final List<Activation> found = new ArrayList<>();
    private final int wanted;
    private Class<?> previous;

    /** Whether what it has called took its place. */
    private boolean replaced;

    /** The class of a split function one of whose pieces was the last frame. */
    private Class<?> pieceOf;

    /** Whether a call has just failed because its callee is no function. */
    private boolean failed;

    /** Traced functions so far. */
    private int traces;

    private Frames(int wanted) {
        this.wanted = wanted;
    }

    /** The running coroutine's functions, the innermost first, at most as many as wanted. */
    static List<Activation> running(int wanted) {
        StackWalker walker = wanted <= NEAR ? WALKER : FAR_WALKER;
        return of(walker, wanted);
    }

    /** As {@link #running}, with the functions themselves where the JVM shows them. */
    static List<Activation> runningWithSelf(int wanted) {
        return LiveFrames.RUNNING == null ? running(wanted) : of(LiveFrames.RUNNING, wanted);
    }

    /** Those of a suspended coroutine. */
    static List<Activation> of(StackWalker walker, int wanted) {
        return walker.walk(frames -> new Frames(wanted).read(frames.iterator()));
    }

    /**
     * Those of a coroutine that waits for others.
     *
     * @param inner how many coroutines are further in
     */
    static List<Activation> outside(int inner, int wanted) {
        StackWalker walker = LiveFrames.RUNNING == null ? FAR_WALKER : LiveFrames.RUNNING;
        return walker.walk(
                stream -> {
                    Iterator<StackFrame> frames = stream.iterator();
                    for (int i = inner; i > 0 && frames.hasNext(); ) {
                        i -= isBody(frames.next()) ? 1 : 0;
                    }
                    return new Frames(wanted).read(frames);
                });
    }

    private List<Activation> read(Iterator<StackFrame> frames) {
        while (found.size() < wanted && frames.hasNext() && !isBottom(frames.next())) {
            // isBottom has read the frame.
        }
        return found;
    }

    private boolean isBottom(StackFrame frame) {
        Class<?> code = frame.getDeclaringClass();
        if (TracedCode.class.isAssignableFrom(code) && code != TracedCode.class) {
            readClosure(frame, code, true);
            previous = null;
            return false;
        }
        if (FunctionCode.class.isAssignableFrom(code)) {
            readClosure(frame, code, false);
            previous = null;
            return false;
        }
        if (LuaFunction.class.isAssignableFrom(code)) {
            readFunction(frame, code);
            return false;
        }
        previous = null;
        pieceOf = null;
        return isBody(frame);
    }

    /** Whether a coroutine, or the fiber around all, ends here. */
    private static boolean isBody(StackFrame frame) {
        Class<?> code = frame.getDeclaringClass();
        return (code == Coroutine.class || code == Fiber.class)
                && frame.getMethodName().equals("runBody");
    }

    private void readFunction(StackFrame frame, Class<?> code) {
        if (code == LuaFunction.class || code == BoundCall.class) {
            return;
        }
        if (code == Tracing.HookedCall.class) {
            readHookedCall(frame);
            return;
        }
        if (code == Invocation.NotCallable.class) {
            failed = true;
            return;
        }
        if (LuaClosure.class.isAssignableFrom(code)) {
            readClosure(frame, code, false);
            previous = null;
        } else if (frame.getMethodName().startsWith("call")) {
            if (previous == null || !isSameFunction(code)) {
                previous = code;
                replaced = isReplaced(code);
                if (!replaced) {
                    found.add(new Activation(code, null, 0, null, -1, LiveFrames.self(frame)));
                }
                return;
            }
            if (!replaced) {
                knowSelf(frame);
            }
            if (previous.isAssignableFrom(code)) {
                previous = code;
            }
        }
    }

    /** Whether what a library function has called took its place. */
    private boolean isReplaced(Class<?> code) {
        return !found.isEmpty() && TailCalling.class.isAssignableFrom(code);
    }

    /** It knows which library function runs above it, or would if the hook did not run first. */
    private void readHookedCall(StackFrame frame) {
        if (!frame.getMethodName().equals("callN")) {
            return;
        }
        boolean isGone = previous != null && replaced;
        if (previous != null && !replaced) {
            found.removeLast();
        }
        int trace = traces++;
        if (!isGone) {
            found.add(new Activation(Tracing.HookedCall.class, null, 0, null, trace, null));
        }
        previous = null;
    }

    private void readClosure(StackFrame frame, Class<?> code, boolean isTraced) {
        Prototype prototype = Prototype.of(code);
        Prototype.Place place = prototype == null ? null : prototype.place(frame);
        if (place == null || place.line() <= 0) {
            pieceOf = null;
            return;
        }
        boolean isCounted = pieceOf == code;
        pieceOf = place.method().startsWith("call") ? null : code;
        String callee = place.callee();
        boolean isGone = Prototype.TAIL_CALL.equals(callee) && !failed;
        failed = false;
        if (isCounted) {
            knowSelf(frame);
            return;
        }
        int trace = isTraced ? traces++ : -1;
        if (!isGone) {
            LuaFunction self = isTraced ? null : LiveFrames.self(frame);
            Class<?> closure = prototype.closureOf(code);
            found.add(new Activation(closure, prototype, place.line(), callee, trace, self));
        }
    }

    /** A further frame of the last function may show what the others did not. */
    private void knowSelf(StackFrame frame) {
        Activation last = found.isEmpty() ? null : found.getLast();
        if (last != null && last.function() == null && last.traced() < 0) {
            found.set(found.size() - 1, last.with(LiveFrames.self(frame)));
        }
    }

    /** One function's entry points may be spread over its class and the classes that it extends. */
    private boolean isSameFunction(Class<?> code) {
        return previous.isAssignableFrom(code) || code.isAssignableFrom(previous);
    }
}
