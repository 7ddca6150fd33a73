// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.runtime.NumericOperation;

/**
 * The second pass over what is tried, in doubles: without tests, NaN for what is no number.
 * Confined to its attempt.
 */
final class NumberComputation {
    private final Attempt attempt;
    private final MethodContext method;
    private final Code code;

    NumberComputation(Attempt attempt) {
        this.attempt = attempt;
        this.method = attempt.method();
        this.code = attempt.code();
    }

    private Site site() {
        return attempt.site();
    }

    /** Leaves a double. */
    void push(Expression expression) {
        Operand computed = site().values.get(expression);
        Operand simple = computed != null ? computed : site().simple(expression);
        if (simple != null) {
            simple.pushNumber(code);
        } else if (expression instanceof Expression.Parenthesized p) {
            push(p.inner());
        } else if (expression instanceof Expression.Name global) {
            pushGlobal(global);
        } else if (expression instanceof Expression.Index index) {
            pushItem(index);
        } else if (expression instanceof Expression.Binary b) {
            push(b.left());
            push(b.right());
            OperationLinkage.numeric(code, b.operator());
        } else if (expression instanceof Expression.Unary u) {
            push(u.operand());
            code.dneg();
        } else if (attempt.isInlined(expression)) {
            attempt.within((Expression.Call) expression, this::push);
        } else {
            pushOperation((Expression.Call) expression);
        }
    }

    private void pushOperation(Expression.Call call) {
        NumericOperation operation = site().scope().operation(call);
        if (operation.isOfBits()) {
            attempt.bits().pushOperation(call);
            code.i2d();
            return;
        }
        call.arguments().forEach(this::push);
        OperationLinkage.operation(code, operation);
    }

    private void pushGlobal(Expression.Name global) {
        method.pushVm();
        pushReference(global);
        OperationLinkage.numberOrNaN(code);
    }

    // --- items and fields ------------------------------------------------------------------------

    private void pushItem(Expression.Index index) {
        pushReference(index.object());
        if (index.key() instanceof Expression.StringLiteral name) {
            method.constants().pushCache(code, name.value());
            TableLinkage.fieldNumber(code);
        } else {
            TableLinkage.itemNumber(code, isPushedAsInt(index.key()));
        }
    }

    /** Leaves a key that is a number; whether as an int. */
    private boolean isPushedAsInt(Expression key) {
        if (key.isInt()) {
            code.loadConstant((int) ((Expression.NumberLiteral) key).value());
            return true;
        }
        Operand simple = site().simple(key);
        if (simple != null && simple.hasIndex()) {
            simple.pushIndex(code);
            return true;
        }
        if (attempt.isOfBits(Attempt.bare(key))) {
            attempt.bits().push(key);
            return true;
        }
        push(key);
        return false;
    }

    /** Leaves a reference; something that cannot be indexed, nor called, when it is not at hand. */
    void pushReference(Expression expression) {
        Expression bare = Attempt.bare(expression);
        Operand simple = site().simple(bare);
        if (simple != null) {
            simple.pushReference(code);
            return;
        }
        method.pushVm();
        if (bare instanceof Expression.Name global) {
            site().pushEnvironment(code);
            method.constants().pushCache(code, global.name());
            TableLinkage.peekField(code);
        } else {
            peek((Expression.Index) bare);
        }
    }

    private void peek(Expression.Index index) {
        pushReference(index.object());
        if (index.key() instanceof Expression.StringLiteral name) {
            method.constants().pushCache(code, name.value());
            TableLinkage.peekField(code);
        } else if (isPushedAsInt(index.key())) {
            TableLinkage.tryGetInt(code);
        } else {
            TableLinkage.tryGetNumber(code);
        }
    }
}
