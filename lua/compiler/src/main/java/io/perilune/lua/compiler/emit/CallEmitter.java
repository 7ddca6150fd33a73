// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.runtime.Prototype;
import java.util.List;
import java.util.Set;

/**
 * Calls. Single use.
 *
 * <p>The callee is made a function first (a value that is none becomes one that calls its
 * metamethod or throws), then the arguments are pushed and the virtual call stands in the generated
 * code itself, so that the JVM knows for each place whom it calls.
 */
final class CallEmitter {
    private static final Set<String> ASK_FOR_CALLER =
            Set.of(
                    "setfenv",
                    "getfenv",
                    "module",
                    "getinfo",
                    "load",
                    "loadstring",
                    "loadfile",
                    "dofile");

    /** More than any number of arguments. */
    private static final int OPEN = 100;

    private final MethodContext method;
    private final Code code;

    CallEmitter(MethodContext method) {
        this.method = method;
        this.code = method.code();
    }

    // --- what is done with the answer ------------------------------------------------------------

    /** The first value, reference and double. */
    Kind pushFirst(Expression call) {
        if (call instanceof Expression.Call selection && isSelection(selection)) {
            pushSelected(selection);
        } else {
            pushAnswer(call);
            method.pushVm();
            Linkage.first(code);
        }
        method.pushNumberOfVm();
        return Kind.ANY;
    }

    /** Whether it looks like {@code select(n, ...)}. */
    private boolean isSelection(Expression.Call call) {
        List<Expression> arguments = call.arguments();
        return call.function() instanceof Expression.Name name
                && name.name().equals("select")
                && arguments.size() == 2
                && arguments.getLast() instanceof Expression.Vararg
                && !method.owner().isTraced();
    }

    private void pushSelected(Expression.Call call) {
        pushCallee(call);
        method.pushVm();
        method.expressions().pushBoth(call.arguments().getFirst());
        code.aload(method.varargs());
        method.line(call.line());
        method.call(Names.of(method.scope(), call.function()), () -> Linkage.selectedVararg(code));
    }

    /** All values, boxed, in an array. */
    void pushValues(Expression call) {
        method.pushVm();
        pushAnswer(call);
        Linkage.all(code);
    }

    void statement(Expression call) {
        pushAnswer(call);
        Label done = code.newLabel();
        Linkage.many(code);
        code.if_acmpne(done);
        method.pushVm();
        Linkage.many(code);
        Linkage.settle(code);
        code.pop().labelBinding(done);
    }

    /** Whether so many values of an expression can be had without boxes. */
    boolean isSpreadable(Expression expression, int wanted) {
        return !(expression instanceof Expression.Vararg) && wanted <= Linkage.REGISTER_RESULTS;
    }

    /** The first values go to the machine's registers, to be read at once. */
    void spread(Expression call) {
        method.pushVm();
        pushAnswer(call);
        Linkage.spread(code);
    }

    /** Leaves what the function has to return. */
    void pushTail(Expression call) {
        if (method.speculation().applies(call)) {
            method.speculation().pushAnswer((Expression.Call) call, true);
            return;
        }
        int mark = method.mark();
        Label end = code.newLabel();
        int arguments = pushCalleeAndArguments(call);
        if (arguments >= OPEN) {
            Label isMany = code.newLabel();
            pushLastUnlessMany(isMany);
            callTail(call, arguments - OPEN + 1, end);
            code.labelBinding(isMany);
            Linkage.open(code, arguments - OPEN, true);
        } else {
            callTail(call, arguments, end);
        }
        code.labelBinding(end);
        method.release(mark);
    }

    private void callTail(Expression call, int arguments, Label end) {
        Label noBudget = code.newLabel();
        method.pushVm();
        Linkage.tailBudget(code);
        code.ifle(noBudget);
        changeBudget(-1);
        invoke(call, arguments, Prototype.TAIL_CALL);
        changeBudget(1);
        code.goto_(end).labelBinding(noBudget);
        Linkage.pend(code, arguments);
        code.goto_(end);
    }

    /** answer -> reference and double; or jumps, with the answer still there. */
    private void pushLastUnlessMany(Label isMany) {
        code.dup();
        Linkage.many(code);
        code.if_acmpeq(isMany);
        method.pushNumberOfVm();
    }

    private void changeBudget(int by) {
        method.pushVm();
        code.dup();
        Linkage.tailBudget(code);
        code.loadConstant(by).iadd();
        Linkage.setTailBudget(code);
    }

    /** The call's answer: one value's reference, or MANY. */
    void pushAnswer(Expression call) {
        if (method.speculation().applies(call)) {
            method.speculation().pushAnswer((Expression.Call) call, false);
            return;
        }
        int mark = method.mark();
        int arguments = pushCalleeAndArguments(call);
        if (arguments >= OPEN) {
            Label isMany = code.newLabel();
            Label end = code.newLabel();
            pushLastUnlessMany(isMany);
            invoke(call, arguments - OPEN + 1);
            code.goto_(end).labelBinding(isMany);
            Linkage.open(code, arguments - OPEN, false);
            code.labelBinding(end);
        } else {
            invoke(call, arguments);
        }
        method.release(mark);
    }

    // --- callee and arguments --------------------------------------------------------------------

    /**
     * Returns how many arguments there are; -1 when they are in an array; {@link #OPEN} and the
     * number of the others when the last one is the answer of a call.
     */
    private int pushCalleeAndArguments(Expression expression) {
        if (expression instanceof Expression.Call call) {
            if (collects(call)) {
                code.forget(method.mark());
            }
            pushCallee(call);
            method.pushVm();
            return pushArguments(null, call.arguments());
        }
        if (expression instanceof Expression.MethodCall call) {
            Operand object = method.expressions().settledOperand(call.object());
            pushMethod(call, object);
            method.pushVm();
            return pushArguments(object, call.arguments());
        }
        throw new IllegalStateException(expression.toString());
    }

    private void pushCallee(Expression.Call call) {
        if (method.expressions().simple(call.function()) instanceof Variable.Self self) {
            self.pushReference(code);
            return;
        }
        if (asksForCaller(call.function())) {
            method.pushVm();
            code.aload(0);
            Linkage.setCallerOfVm(code);
        }
        String name = Names.of(method.scope(), call.function());
        Operand simple = method.expressions().simple(call.function());
        if (simple == null || simple.kind() == Kind.REFERENCE) {
            method.expressions().pushTag(call.function());
            makeCallable(name);
            return;
        }
        simple.pushBoth(code);
        method.pushVm();
        method.pushName(name);
        Linkage.functionOfBoth(code);
    }

    /**
     * Functions that want to know the closure that calls them; a stack trace tells them only its
     * class.
     */
    private static boolean asksForCaller(Expression function) {
        if (function instanceof Expression.Name name) {
            return ASK_FOR_CALLER.contains(name.name());
        }
        if (function instanceof Expression.Index index
                && index.key() instanceof Expression.StringLiteral key) {
            return ASK_FOR_CALLER.contains(key.value());
        }
        return false;
    }

    /** A call of the collector: locals of blocks that have ended must not keep anything. */
    private static boolean collects(Expression.Call call) {
        return isCollector(call.function())
                || !call.arguments().isEmpty() && isCollector(call.arguments().getFirst());
    }

    private static boolean isCollector(Expression expression) {
        return expression instanceof Expression.Name name && name.name().equals("collectgarbage");
    }

    private void pushMethod(Expression.MethodCall call, Operand object) {
        int cache = method.constants().newCache(call.method());
        Label found = code.newLabel();
        method.pushVm();
        object.pushReference(code);
        method.constants().pushCache(code, cache);
        TableLinkage.tryGetMethod(code);
        code.dup();
        TableLinkage.miss(code);
        code.if_acmpne(found).pop();
        method.pushVm();
        object.pushBoth(code);
        method.constants().pushCache(code, cache);
        method.line(call.line());
        method.pushName(Names.of(method.scope(), call.object()));
        TableLinkage.getMethod(code);
        code.labelBinding(found);
        makeCallable(Names.ofMethod(call));
    }

    /** The test stands here, where the JVM sees which function it mostly is. */
    private void makeCallable(String name) {
        Label isFunction = code.newLabel();
        code.dup().instanceOf(Linkage.FUNCTION).ifne(isFunction);
        method.pushVm();
        method.pushName(name);
        Linkage.function(code);
        code.labelBinding(isFunction).checkcast(Linkage.FUNCTION);
    }

    /**
     * @param self of a method call, or null
     */
    private int pushArguments(Operand self, List<Expression> arguments) {
        int count = arguments.size() + (self == null ? 0 : 1);
        boolean isOpen = !arguments.isEmpty() && arguments.getLast().isMulti();
        if (count <= Linkage.REGISTER_ARGUMENTS && !isOpen) {
            if (self != null) {
                self.pushBoth(code);
            }
            arguments.forEach(method.expressions()::pushBoth);
            return count;
        }
        boolean isCall = isOpen && !(arguments.getLast() instanceof Expression.Vararg);
        if (count <= Linkage.REGISTER_ARGUMENTS && isCall) {
            if (self != null) {
                self.pushBoth(code);
            }
            arguments.subList(0, arguments.size() - 1).forEach(method.expressions()::pushBoth);
            pushAnswer(arguments.getLast());
            return OPEN + count - 1;
        }
        if (self != null) {
            code.iconst_1().anewarray(Linkage.OBJECT).dup().iconst_0();
            self.pushBoth(code);
            Linkage.box(code);
            code.aastore();
        }
        method.expressions().pushAll(arguments);
        if (self != null) {
            Linkage.joinValues(code);
        }
        return -1;
    }

    private void invoke(Expression expression, int arguments) {
        boolean isMethod = expression instanceof Expression.MethodCall;
        invoke(
                expression,
                arguments,
                isMethod
                        ? Names.ofMethod((Expression.MethodCall) expression)
                        : Names.of(method.scope(), ((Expression.Call) expression).function()));
    }

    private void invoke(Expression expression, int arguments, String callee) {
        int line =
                expression instanceof Expression.MethodCall m
                        ? m.line()
                        : ((Expression.Call) expression).line();
        method.line(line);
        method.call(callee, () -> invoke(arguments));
    }

    private void invoke(int arguments) {
        if (method.owner().isTraced()) {
            TraceLinkage.call(code, arguments);
        } else if (arguments < 0) {
            code.invokevirtual(Linkage.FUNCTION, "callN", Linkage.CALL_N);
        } else {
            code.invokevirtual(
                    Linkage.FUNCTION, Linkage.callName(arguments), Linkage.callType(arguments));
        }
    }
}
