// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.runtime.NumericOperation;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.Map;

/**
 * What is tested of a function's upvalues once, where it begins: whether those that nobody assigns
 * to are the functions that they seem to be. Confined to its method.
 *
 * <p>An int has a bit for each of them, which is set when it is not: hardly ever.
 */
final class Guards {
    private static final int MAX = 14;

    private final MethodContext method;
    private final Code code;
    private final Map<Object, Integer> bits = new HashMap<>();
    private int failures = -1;

    /** An upvalue of a function that is an upvalue itself. */
    record Inner(Upvalue function, Upvalue used) {
        // By hand: Java would make a class for it in each process.
        @Override
        public boolean equals(Object other) {
            return other instanceof Inner inner && function == inner.function && used == inner.used;
        }

        @Override
        public int hashCode() {
            return 31 * function.hashCode() + used.hashCode();
        }
    }

    Guards(MethodContext method) {
        this.method = method;
        this.code = method.code();
    }

    /** Emits the tests. */
    void begin() {
        FunctionScope scope = method.scope();
        for (Expression.Call call : scope.calls()) {
            if (scope.binding((Expression.Name) call.function()) instanceof Upvalue upvalue
                    && isCopied(upvalue)) {
                NumericOperation operation = scope.operation(call);
                if (operation != null) {
                    test(upvalue, method.owner().upvalue(upvalue), operation);
                } else {
                    testCallee(upvalue, Callee.of(scope, call));
                }
            }
        }
    }

    private static boolean isCopied(Upvalue upvalue) {
        return !upvalue.isSelf()
                && !upvalue.local().isCell()
                && upvalue.local().kind() != Kind.NUMBER;
    }

    private void test(Object key, Variable function, NumericOperation operation) {
        int bit = newBit(key);
        if (bit > 0) {
            Label isRight = code.newLabel();
            function.pushReference(code);
            OperationLinkage.isOperation(code, operation);
            code.ifne(isRight).iinc(failures, bit).labelBinding(isRight);
        }
    }

    private void testCallee(Upvalue upvalue, Callee callee) {
        int bit = callee == null ? 0 : newBit(upvalue);
        if (bit == 0) {
            return;
        }
        Label isRight = code.newLabel();
        Label end = code.newLabel();
        ClassDesc type = method.owner().nameOf(callee.scope());
        Variable variable = method.owner().upvalue(upvalue);
        variable.pushReference(code);
        code.instanceOf(type).ifne(isRight).iinc(failures, bit);
        code.goto_(end).labelBinding(isRight);
        int closure = method.allocate(1);
        variable.pushReference(code);
        code.checkcast(type).astore(closure);
        for (Expression.Call call : callee.scope().calls()) {
            NumericOperation operation = callee.scope().operation(call);
            if (operation != null
                    && callee.scope().binding((Expression.Name) call.function())
                            instanceof Upvalue used
                    && isCopied(used)) {
                Variable.InField field =
                        new Variable.InField(
                                type, closure, used.index(), used.local().kind(), false);
                test(new Inner(upvalue, used), field, operation);
            }
        }
        code.labelBinding(end);
    }

    /** 0 when it has one or there are too many. */
    private int newBit(Object guarded) {
        if (bits.containsKey(guarded) || bits.size() == MAX) {
            return 0;
        }
        if (failures < 0) {
            failures = method.allocate(1);
            code.iconst_0().istore(failures);
        }
        int bit = 1 << bits.size();
        bits.put(guarded, bit);
        return bit;
    }

    /** 0 for what is not tested here. */
    int bit(Object upvalue) {
        return bits.getOrDefault(upvalue, 0);
    }

    /** Jumps when the test has failed. */
    void check(int bit, Label otherwise) {
        code.iload(failures).loadConstant(bit).iand().ifne(otherwise);
    }
}
