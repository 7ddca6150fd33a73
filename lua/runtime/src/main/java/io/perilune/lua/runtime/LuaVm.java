// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * One Lua machine: globals, registry, metatables of the basic types, the running coroutine.
 *
 * <p>Confined to one thread, like all that belongs to it; only {@link #interrupt()} is for other
 * threads.
 *
 * <p>A call answers one value in the two-slot convention, or {@link Tag#MANY}. Behind MANY are
 * either {@link #results}, or a call in tail position that is still to be made: then {@link #first}
 * and {@link #all} make it, and all that follow from it, on the stack of the one who asked. So
 * endless tail recursion needs no stack.
 */
public final class LuaVm {
    public static final Object[] NO_VALUES = {};

    /** Nested in one another: about as many as LuaJIT's stack has room for. */
    private static final int MOST_PROTECTED = 32_000;

    /** The double of the value that a call has just returned with {@link Tag#NUM}. */
    public double num;

    /**
     * The boxed values that a call has just returned with {@link Tag#MANY}; null when they are in
     * the registers below. Read them through {@link #all} or {@link #spread}.
     */
    public Object[] results = NO_VALUES;

    /** Two to four results in the two-slot convention, without boxes: see {@link #spread}. */
    public Object ref0;

    public Object ref1;
    public Object ref2;
    public Object ref3;
    public double num0;
    public double num1;
    public double num2;
    public double num3;
    private int registers;

    /**
     * How many more tail calls generated code may make as plain calls before it leaves them
     * pending. A function that makes one takes one away before and gives it back after.
     */
    public int tailBudget;

    /**
     * The Lua function that is about to call something that may ask for its caller (`setfenv`,
     * `getfenv`, `module`): generated code sets it before calls with such names, since the JVM's
     * stack does not give it.
     */
    public LuaClosure caller;

    /** The metatable of strings, read at every {@code s:method()}. */
    LuaTable stringMetatable;

    /** Where `next` was last; a guess. Generated code keeps it for each of its loops. */
    public int walk;

    Coroutine running;
    Fiber fiber;

    /** What was last handed over in a switch of coroutines, in the form of a call's answer. */
    Object transfer;

    /**
     * Not null when loops and functions must look up; generated code reads it, only {@link
     * Interrupt} writes it.
     */
    public Interrupt.Action request;

    /** The innermost function that runs in its traced form, or null. */
    TraceFrame trace;

    /** Whether the hook's function itself is running: it gets no events. */
    boolean inHook;

    /** Instructions until the next count event. */
    int hookCountdown;

    private Object pendingFunction;
    private Object[] pendingArguments = NO_VALUES;
    private LuaTable globals;
    private final LuaTable registry = new LuaTable();
    private final LuaTable[] typeMetatables = new LuaTable[LuaType.values().length];
    private final Limits limits;
    private final Interrupt interrupt = new Interrupt(this);
    private final InstructionBudget budget = new InstructionBudget(this);
    private final MemoryLimit memory = new MemoryLimit(this);
    private final Addresses addresses = new Addresses();
    private final ShortStrings shortStrings = new ShortStrings();
    private final Finalizers finalizers = new Finalizers();
    private final Coroutine mainThread = Coroutine.main(this);
    private final Map<Class<?>, WeakReference<LuaClosure>> mainChunks = new WeakHashMap<>();
    private ChunkLoader chunkLoader = LuaVm::noLoader;
    private Object host;
    private boolean compat52 = true;
    private Hooks hooks;

    /** How many protected calls are running on this stack. */
    int protectedCalls;

    /** Whether errors keep their tracebacks; each coroutine has its own answer. */
    boolean handled;

    /** The message handler that runs where an error is thrown, or null; while {@link #handled}. */
    LuaFunction handler;

    private LuaError handling;

    public LuaVm() {
        this(Limits.DEFAULTS);
    }

    public LuaVm(Limits limits) {
        Traceback.prepare();
        this.limits = limits;
        this.globals = new LuaTable();
        this.tailBudget = limits.plainTailCalls();
    }

    private static LuaFunction noLoader(
            LuaVm vm, byte[] source, LuaString chunkName, LuaTable environment) {
        throw new LuaError("no compiler is installed in this machine");
    }

    /** Globals, `_G` of chunks that get no other environment. */
    public LuaTable globals() {
        return globals;
    }

    /** Gives chunks that are loaded from now on other globals. */
    public void globals(LuaTable table) {
        globals = table;
    }

    /** The table that `debug.getregistry` returns; libraries keep their own things there. */
    public LuaTable registry() {
        return registry;
    }

    public Limits limits() {
        return limits;
    }

    /** Turns source text (or a dumped function) into a function. Set by the composition root. */
    public ChunkLoader chunkLoader() {
        return chunkLoader;
    }

    public void chunkLoader(ChunkLoader loader) {
        chunkLoader = new RememberingLoader(loader);
    }

    private record RememberingLoader(ChunkLoader loader) implements ChunkLoader {
        @Override
        public LuaFunction load(
                LuaVm vm, byte[] source, LuaString chunkName, LuaTable environment) {
            LuaFunction chunk = loader.load(vm, source, chunkName, environment);
            MemoryLimit.counted(chunk, MemoryLimit.CHUNK_BYTES + 2L * source.length);
            return vm.remember(chunk);
        }

        @Override
        public byte[] dump(LuaFunction function, boolean strip) {
            return loader.dump(function, strip);
        }
    }

    /**
     * `setfenv` and `module` in a main chunk ask for it, and the JVM's stack tells only its class.
     */
    private LuaFunction remember(LuaFunction chunk) {
        if (chunk instanceof LuaClosure closure) {
            mainChunks.put(closure.getClass(), new WeakReference<>(closure));
        }
        return chunk;
    }

    /** The main chunk whose code this class is, or null. */
    LuaClosure mainChunk(Class<?> code) {
        WeakReference<LuaClosure> chunk = mainChunks.get(code);
        return chunk == null ? null : chunk.get();
    }

    /**
     * A machine with a copy of this one's heap: globals, registry, metatables of types and all that
     * they reach. Code is shared; the host's object, hooks and requests to stop are not copied.
     * This machine must not be running.
     */
    public LuaVm copy() {
        return new HeapCopy(this).vm();
    }

    /**
     * Copies this machine's heap over that of another one, which was made in the same way and has
     * run nothing yet: functions of libraries stay the other's own and take over the state of those
     * here. After a failure the other machine is of no use.
     *
     * @param mine what libraries have put into this machine
     * @param others what they have put into the other one
     * @throws UncopyableException if there is something that cannot be copied: a coroutine, an
     *     iterator made by a library's function, a userdata of a library
     */
    public void copyInto(LuaVm other, HeapInventory mine, HeapInventory others) {
        new HeapCopy(this, other, mine.twins(others));
    }

    /**
     * Whether the rules of Lua 5.2 hold that LuaJIT has behind its build flag: `__len` of tables,
     * `__lt` and `__le` of operands that do not share them.
     */
    public boolean isCompat52() {
        return compat52;
    }

    public void compat52(boolean on) {
        compat52 = on;
    }

    /** Whatever the host has put here: its worker, say. */
    public Object host() {
        return host;
    }

    public void host(Object value) {
        host = value;
    }

    // --- results, for library code and hosts ---------------------------------------------------

    /** Returns several boxed values, or none, from a function: {@code return vm.many(a, b);}. */
    public Object many(Object... values) {
        results = values;
        return Tag.MANY;
    }

    /** Boxed values in the form of a call's answer. */
    public Object answer(Object... values) {
        return values.length == 1 ? unbox(values[0]) : many(values);
    }

    /** An answer that no tail call is pending in, with one more value, no number, in front. */
    public Object prefixed(Object front, Object answer) {
        if (answer != Tag.MANY) {
            return two(front, 0, answer, num);
        }
        if (results == null && registers == 2) {
            return three(front, 0, ref0, num0, ref1, num1);
        }
        if (results == null && registers == 3) {
            return four(front, 0, ref0, num0, ref1, num1, ref2, num2);
        }
        if (results != null && results.length == 0) {
            return front;
        }
        Object[] rest = all(answer);
        heed(rest.length);
        Object[] values = new Object[rest.length + 1];
        values[0] = front;
        Values.copy(rest, 0, values, 1, rest.length);
        return many(values);
    }

    /** Returns two values of the two-slot convention from a function. */
    public Object two(Object a, double an, Object b, double bn) {
        ref0 = a;
        num0 = an;
        ref1 = b;
        num1 = bn;
        ref2 = null;
        ref3 = null;
        registers = 2;
        results = null;
        return Tag.MANY;
    }

    /** Returns three values of the two-slot convention from a function. */
    public Object three(Object a, double an, Object b, double bn, Object c, double cn) {
        ref0 = a;
        num0 = an;
        ref1 = b;
        num1 = bn;
        ref2 = c;
        num2 = cn;
        ref3 = null;
        registers = 3;
        results = null;
        return Tag.MANY;
    }

    /** Returns four values of the two-slot convention from a function. */
    public Object four(
            Object a, double an, Object b, double bn, Object c, double cn, Object d, double dn) {
        ref0 = a;
        num0 = an;
        ref1 = b;
        num1 = bn;
        ref2 = c;
        num2 = cn;
        ref3 = d;
        num3 = dn;
        registers = 4;
        results = null;
        return Tag.MANY;
    }

    /**
     * Puts the first four values of a call's answer into {@link #ref0} and so on, nil where there
     * are fewer.
     */
    public void spread(Object answer) {
        if (answer == Tag.MANY) {
            if (results != null || pendingFunction != null) {
                spreadMany();
            }
        } else {
            ref0 = answer;
            num0 = num;
            ref1 = null;
            ref2 = null;
            ref3 = null;
        }
    }

    private void spreadMany() {
        Object answer = settle(Tag.MANY);
        if (answer != Tag.MANY) {
            spread(answer);
        } else if (results != null) {
            Object[] values = results;
            results = NO_VALUES;
            ref0 = values.length > 0 ? unbox(values[0]) : null;
            num0 = num;
            ref1 = values.length > 1 ? unbox(values[1]) : null;
            num1 = num;
            ref2 = values.length > 2 ? unbox(values[2]) : null;
            num2 = num;
            ref3 = values.length > 3 ? unbox(values[3]) : null;
            num3 = num;
        }
    }

    /** Lets go of what the last calls and switches have left in the registers. */
    public void forgetResults() {
        results = NO_VALUES;
        ref0 = null;
        ref1 = null;
        ref2 = null;
        ref3 = null;
        transfer = null;
    }

    private Object[] boxedRegisters() {
        Object[] values = new Object[registers];
        values[0] = LuaFunction.box(ref0, num0);
        values[1] = LuaFunction.box(ref1, num1);
        if (registers > 2) {
            values[2] = LuaFunction.box(ref2, num2);
        }
        if (registers > 3) {
            values[3] = LuaFunction.box(ref3, num3);
        }
        return values;
    }

    /** Returns what a call will return that is still to be made, as a tail call without stack. */
    public Object tailCall(Object function, Object... arguments) {
        if (function instanceof Invocation.NotCallable failing) {
            // Here the error still has a position.
            return failing.callN(this, arguments);
        }
        pendingFunction = function;
        pendingArguments = arguments;
        return Tag.MANY;
    }

    /** The first value of a call's answer, boxed; nil when there is none. */
    public Object first(Object answer) {
        Object value = answer == Tag.MANY ? firstOfMany() : answer;
        return value == Tag.NUM ? (Object) num : value;
    }

    /** The first value behind {@link Tag#MANY}, in the two-slot convention. */
    public Object firstOfMany() {
        if (pendingFunction != null) {
            Object answer = runPending();
            if (answer != Tag.MANY) {
                return answer;
            }
        }
        Object[] values = results;
        results = NO_VALUES;
        if (values == null) {
            num = num0;
            return ref0;
        }
        return values.length == 0 ? null : unbox(values[0]);
    }

    /** All values of a call's answer, boxed. The array is the caller's. */
    public Object[] all(Object answer) {
        Object value = answer;
        if (value == Tag.MANY && pendingFunction != null) {
            value = runPending();
        }
        if (value == Tag.MANY) {
            Object[] values = results;
            results = NO_VALUES;
            return values == null ? boxedRegisters() : values;
        }
        return new Object[] {value == Tag.NUM ? (Object) num : value};
    }

    /**
     * Makes pending tail calls until there is an answer: one value, or MANY with the values in
     * {@link #results}.
     */
    public Object settle(Object answer) {
        return answer == Tag.MANY && pendingFunction != null ? runPending() : answer;
    }

    /** The first value of a call's answer, in the two-slot convention. */
    public Object settleFirst(Object answer) {
        return answer == Tag.MANY ? firstOfMany() : answer;
    }

    private Object runPending() {
        Object answer = Tag.MANY;
        while (answer == Tag.MANY && pendingFunction != null) {
            Object function = pendingFunction;
            Object[] arguments = pendingArguments;
            pendingFunction = null;
            pendingArguments = NO_VALUES;
            Interrupt.poll(this);
            answer = invoke(function, arguments);
        }
        return answer;
    }

    /** A boxed value in the two-slot convention. */
    public Object unbox(Object boxed) {
        if (boxed instanceof Double number) {
            num = number;
            return Tag.NUM;
        }
        return boxed;
    }

    // --- calls from Java -----------------------------------------------------------------------

    /** Calls any value (`__call` included) and returns all results, boxed. */
    public Object[] call(Object function, Object... arguments) {
        return all(invoke(function, arguments));
    }

    /** Calls any value and returns its first result, boxed. */
    public Object call1(Object function, Object... arguments) {
        return first(invoke(function, arguments));
    }

    /** Calls any value with boxed arguments; the answer is as a function gives it. */
    public Object invoke(Object function, Object... arguments) {
        return Invocation.callN(this, function, arguments, null);
    }

    // --- values with metatables ----------------------------------------------------------------

    /** `object[key]` with metamethods. */
    public Object index(Object object, Object key) {
        Object tag = unbox(object);
        double number = num;
        Object keyTag = unbox(key);
        return first(Indexing.get(this, tag, number, keyTag, num, null));
    }

    /** `object[key] = value` with metamethods. */
    public void setIndex(Object object, Object key, Object value) {
        Object tag = unbox(object);
        double number = num;
        Object keyTag = unbox(key);
        double keyNumber = num;
        Object valueTag = unbox(value);
        Indexing.set(this, tag, number, keyTag, keyNumber, valueTag, num, null);
    }

    /** `a < b` with metamethods. */
    public boolean lessThan(Object a, Object b) {
        Object tag = unbox(a);
        double number = num;
        Object other = unbox(b);
        return Comparison.lt(this, tag, number, other, num);
    }

    /** `a == b` with metamethods. */
    public boolean equal(Object a, Object b) {
        Object tag = unbox(a);
        double number = num;
        Object other = unbox(b);
        return Comparison.eq(this, tag, number, other, num);
    }

    /** `a == b` of boxed values without metamethods. */
    public static boolean rawEquals(Object a, Object b) {
        return Comparison.rawEquals(a, b);
    }

    /** The metatable of any value (boxed, or {@link Tag#NUM}), or null. */
    public LuaTable metatable(Object value) {
        if (value instanceof LuaTable table) {
            return table.metatable;
        }
        if (value instanceof LuaString) {
            return stringMetatable;
        }
        if (value instanceof LuaUserdata userdata && userdata.metatable() != null) {
            return userdata.metatable();
        }
        return typeMetatables[LuaType.of(value).ordinal()];
    }

    /** Sets the metatable that all values of a type share; not for tables and full userdata. */
    public void setTypeMetatable(LuaType type, LuaTable metatable) {
        typeMetatables[type.ordinal()] = metatable;
        if (type == LuaType.STRING) {
            stringMetatable = metatable;
        }
    }

    /** The short strings cut out of longer ones. */
    public ShortStrings shortStrings() {
        return shortStrings;
    }

    public void stringMetatable(LuaTable metatable) {
        setTypeMetatable(LuaType.STRING, metatable);
    }

    public LuaTable typeMetatable(LuaType type) {
        return typeMetatables[type.ordinal()];
    }

    /** `type(value)` of a boxed value or {@link Tag#NUM}. */
    public static String typeName(Object value) {
        return value instanceof LuaUserdata userdata
                ? userdata.typeName()
                : LuaType.of(value).typeName();
    }

    /** `tostring(value)` of a boxed value, with `__tostring`. */
    public LuaString tostring(Object value) {
        return Conversion.tostring(this, value);
    }

    /**
     * The number that `tostring` shows for an object without text of its own: unique, and stable
     * while it lives.
     */
    public long address(Object value) {
        return addresses.of(value);
    }

    // --- coroutines ------------------------------------------------------------------------------

    /** The coroutine that runs now, or null in the main one. */
    public Coroutine running() {
        return running;
    }

    /** Takes over what belongs to the stack that runs from now on; mostly it is the same. */
    void enterStack(
            int budget, boolean isHandled, LuaFunction messageHandler, TraceFrame innermost) {
        tailBudget = budget;
        handled = isHandled;
        if (handler != messageHandler) {
            handler = messageHandler;
        }
        if (trace != innermost) {
            trace = innermost;
        }
    }

    /** The object that stands for the main thread. */
    public Coroutine mainThread() {
        return mainThread;
    }

    // --- errors ----------------------------------------------------------------------------------

    /** Keeps the stack in an error that is about to be thrown, when somebody asked for it. */
    public LuaError thrown(LuaError error) {
        if (!handled || error.isHandled() || error.hasStack()) {
            return error;
        }
        if (handler == null) {
            error.stack(new KeptStack(this, Frames.running(Integer.MAX_VALUE)));
        } else {
            // It runs on top of the stack that failed, and asks for it only if it wants.
            error.handled(runHandler(error));
        }
        return error;
    }

    private Object runHandler(LuaError error) {
        LuaFunction current = handler;
        handler = null;
        handled = false;
        try {
            return call1(current, error.value());
        } catch (LuaError | StackOverflowError | OutOfMemoryError inHandler) {
            return LuaString.of(ErrorText.ERROR_IN_HANDLER);
        } finally {
            handler = current;
            handled = true;
        }
    }

    /** Calls a function with a message handler, which runs where an error is thrown. */
    public Object callHandled(LuaFunction messageHandler, Object function, Object... arguments) {
        enterProtected();
        LuaFunction outer = handler;
        handler = messageHandler;
        boolean outerHandled = handled;
        handled = true;
        try {
            return settle(invoke(function, arguments));
        } finally {
            handler = outer;
            handled = outerHandled;
            protectedCalls--;
        }
    }

    /**
     * From now on errors keep their tracebacks: a message handler will ask. Returns what to give
     * {@link #leaveHandled}.
     */
    public boolean enterHandled() {
        enterProtected();
        boolean outer = handled;
        handled = true;
        return outer;
    }

    /**
     * From now on nobody will ask for tracebacks: pcall. Returns what to give {@link
     * #leaveHandled}.
     */
    public boolean enterUnhandled() {
        enterProtected();
        boolean outer = handled;
        handled = false;
        return outer;
    }

    public void leaveHandled(boolean outer) {
        handled = outer;
        protectedCalls--;
    }

    private void enterProtected() {
        if (protectedCalls >= MOST_PROTECTED) {
            throw ErrorText.byCaller(this, ErrorText.STACK_OVERFLOW);
        }
        protectedCalls++;
    }

    /** Calls a message handler with an error's value and returns its first result, boxed. */
    public Object handle(LuaFunction handler, LuaError error) {
        LuaError outer = handling;
        handling = error;
        try {
            return call1(handler, error.value());
        } finally {
            handling = outer;
        }
    }

    /**
     * The error whose message handler runs now, or null: its traceback is the one that
     * `debug.traceback` means.
     */
    public LuaError handling() {
        return handling;
    }

    /** What a caught overflow of the stack is in Lua. */
    public static LuaError stackOverflow(StackOverflowError error) {
        return LuaError.of(error);
    }

    /** For {@link HeapCopy}: takes the loader and the main chunks over. */
    void adoptChunks(LuaVm original, HeapCopy heap) {
        chunkLoader = original.chunkLoader;
        for (Map.Entry<Class<?>, WeakReference<LuaClosure>> entry :
                original.mainChunks.entrySet()) {
            LuaClosure chunk = entry.getValue().get();
            if (chunk != null) {
                remember((LuaClosure) heap.copy(chunk));
            }
        }
    }

    // --- stopping, watching ----------------------------------------------------------------------

    /** The switch with which another thread stops a running script. */
    public Interrupt interrupt() {
        return interrupt;
    }

    /** Generated code calls this at loop back edges. */
    public void poll() {
        Interrupt.poll(this);
    }

    /**
     * Library functions that may take long call this at their begin: short loops do not poll in
     * every round. Counts as no instruction.
     */
    public void heed() {
        Interrupt.heed(this);
    }

    /** As {@link #heed()}, only when there are many bytes or items to do with. */
    public void heed(int size) {
        Interrupt.heed(this, size);
    }

    /** What `debug.sethook` has set, or null. */
    public Hooks hooks() {
        return hooks;
    }

    public void hooks(Hooks value) {
        hooks = value;
        hookCountdown = value == null ? 0 : value.count();
        if (value != null) {
            interrupt.attend();
        }
    }

    /** Whether functions are to run in their traced form. */
    boolean isWatched() {
        return hooks != null || budget.isLimited();
    }

    /** How many instructions may still be run. */
    public InstructionBudget budget() {
        return budget;
    }

    /** How much of the heap the machine's values may take. */
    public MemoryLimit memory() {
        return memory;
    }

    /** What calls have left in the registers, while a hook runs. */
    record Results(
            double num,
            Object[] results,
            Object[] refs,
            double[] nums,
            int registers,
            int budget) {}

    Results saveResults() {
        return new Results(
                num,
                results,
                new Object[] {ref0, ref1, ref2, ref3},
                new double[] {num0, num1, num2, num3},
                registers,
                tailBudget);
    }

    void restoreResults(Results saved) {
        num = saved.num;
        results = saved.results;
        ref0 = saved.refs[0];
        ref1 = saved.refs[1];
        ref2 = saved.refs[2];
        ref3 = saved.refs[3];
        num0 = saved.nums[0];
        num1 = saved.nums[1];
        num2 = saved.nums[2];
        num3 = saved.nums[3];
        registers = saved.registers;
        tailBudget = saved.budget;
    }

    /** Objects whose `__gc` is to be called when they are garbage. */
    public Finalizers finalizers() {
        return finalizers;
    }

    /**
     * The Lua function or library function at a level of the running stack, 1 for the caller's;
     * null when unknown.
     */
    public LuaFunction functionAt(int level) {
        return Traceback.functionAt(this, level);
    }
}
