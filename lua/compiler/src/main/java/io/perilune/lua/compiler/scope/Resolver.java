// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.scope;

import io.perilune.lua.compiler.syntax.Checkpoint;
import io.perilune.lua.compiler.syntax.SyntaxError;
import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.compiler.tree.Statement;
import io.perilune.lua.runtime.NumericOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out what every name in a chunk means. Single use.
 *
 * <p>Locals that are in scope stand on one stack for all functions; one that is another function's
 * is an upvalue of every function in between.
 */
public final class Resolver {
    private static final int MAX_UPVALUES = 120;

    /** How many parts of `a and b or c` are looked at. */
    private static final int MAX_CHOICES = 8;

    private final String displayName;
    private final Checkpoint checkpoint;
    private final List<Local> visible = new ArrayList<>();

    /** The visible ones by name, but for those that another one hides. */
    private final Map<String, Local> innermost = new HashMap<>();

    /** Expressions whose beginnings are being looked at: they nest too deep for recursion. */
    private final List<Expression> spine = new ArrayList<>();

    private FunctionScope function;

    private Resolver(String displayName, Checkpoint checkpoint) {
        this.displayName = displayName;
        this.checkpoint = checkpoint;
    }

    /** As below, without a way to stop it. */
    public static FunctionScope resolve(FunctionBody chunk, String displayName) {
        return resolve(chunk, displayName, Checkpoint.none());
    }

    /**
     * @param displayName chunk name for messages
     * @param checkpoint passed for each expression
     * @throws SyntaxError for too many upvalues
     */
    public static FunctionScope resolve(
            FunctionBody chunk, String displayName, Checkpoint checkpoint) {
        return new Resolver(displayName, checkpoint).function(chunk, null);
    }

    private FunctionScope function(FunctionBody body, FunctionScope parent) {
        int base = visible.size();
        function = new FunctionScope(body, parent);
        body.parameters().forEach(this::declare);
        block(body.block());
        cutTo(base);
        FunctionScope done = function;
        function = parent;
        return done;
    }

    // --- statements ------------------------------------------------------------------------------

    private void block(Block block) {
        int base = visible.size();
        openBlock(block);
        cutTo(base);
    }

    private void openBlock(Block block) {
        for (Statement statement : block.statements()) {
            statement(statement);
        }
    }

    private void cutTo(int size) {
        while (visible.size() > size) {
            Local gone = visible.removeLast();
            if (gone.hidden() == null) {
                innermost.remove(gone.name());
            } else {
                innermost.put(gone.name(), gone.hidden());
            }
        }
    }

    private void statement(Statement statement) {
        if (statement instanceof Statement.Local local) {
            local.values().forEach(this::expression);
            local.names().forEach(this::declare);
            if (local.names().size() == 1
                    && local.values().size() == 1
                    && local.values().getFirst() instanceof Expression.Function value) {
                visible.getLast().ownFunction(value.body());
            }
            for (int i = 0; i < local.names().size() && i < local.values().size(); i++) {
                markDeclared(function.local(local.names().get(i)), local.values().get(i));
            }
        } else if (statement instanceof Statement.LocalFunction local) {
            localFunction(local);
        } else if (statement instanceof Statement.Assignment assignment) {
            assignment(assignment);
        } else if (statement instanceof Statement.CallStatement call) {
            expression(call.call());
        } else if (statement instanceof Statement.Do inner) {
            block(inner.block());
        } else if (statement instanceof Statement.While loop) {
            expression(loop.condition());
            block(loop.block());
        } else if (statement instanceof Statement.Repeat loop) {
            repeat(loop);
        } else if (statement instanceof Statement.If choice) {
            ifStatement(choice);
        } else if (statement instanceof Statement.NumericFor loop) {
            numericFor(loop);
        } else if (statement instanceof Statement.GenericFor loop) {
            loop.values().forEach(this::expression);
            loop(loop.names(), loop.block());
        } else if (statement instanceof Statement.Return values) {
            values.values().forEach(this::expression);
        } else if (!isJump(statement)) {
            throw new AssertionError(statement);
        }
    }

    /** Or where one goes: no names of variables are in them. */
    private static boolean isJump(Statement statement) {
        return statement instanceof Statement.Break
                || statement instanceof Statement.Goto
                || statement instanceof Statement.Label;
    }

    private void localFunction(Statement.LocalFunction statement) {
        Local local = declare(statement.name());
        local.ownFunction(statement.body());
        inner(statement.body());
    }

    private void assignment(Statement.Assignment assignment) {
        for (Expression target : assignment.targets()) {
            expression(target);
            if (target instanceof Expression.Name name) {
                markAssigned(function.binding(name));
            }
        }
        assignment.values().forEach(this::expression);
        int count = Math.min(assignment.targets().size(), assignment.values().size());
        for (int i = 0; i < count; i++) {
            Expression target = assignment.targets().get(i);
            Expression value = assignment.values().get(i);
            Local local = ownLocal(target);
            if (local != null && isOfBits(value)) {
                local.bitsResult();
            } else if (target instanceof Expression.Name name) {
                markOperation(assigned(function.binding(name)), value);
            }
        }
    }

    private void markOperand(Expression expression) {
        Local local = ownLocal(expression);
        if (local != null) {
            local.operand();
        }
    }

    private void markDeclared(Local local, Expression value) {
        if (isOfBits(value)) {
            local.bitsResult();
        } else {
            markOperation(local, value);
        }
    }

    /** The first one stands: the others will be what there is where the library is not. */
    private static void markOperation(Local local, Expression value) {
        if (local != null && local.operation() == null) {
            local.operation(operation(value));
        }
    }

    /** By the name of a field, of the first one where there are some choices; or null. */
    private static NumericOperation operation(Expression value) {
        NumericOperation found = null;
        Expression first = value;
        for (int i = 0; i < MAX_CHOICES && first instanceof Expression.Logical choice; i++) {
            NumericOperation other = operationOfField(choice.right());
            found = other != null ? other : found;
            first = choice.left();
        }
        NumericOperation own = operationOfField(first);
        return own != null ? own : found;
    }

    private static NumericOperation operationOfField(Expression value) {
        return value instanceof Expression.Index index
                        && index.key() instanceof Expression.StringLiteral key
                ? NumericOperation.named(key.value())
                : null;
    }

    private void markBitsUse(Expression expression) {
        Local local = ownLocal(expression);
        if (local != null) {
            local.bitsUse();
        }
    }

    /** Null for anything else than the name of a local of this function. */
    private Local ownLocal(Expression expression) {
        return expression instanceof Expression.Name name
                        && function.binding(name) instanceof Local local
                ? local
                : null;
    }

    /** Whether it looks like a call of a function of `bit`. */
    private boolean isOfBits(Expression expression) {
        if (!(expression instanceof Expression.Call call)) {
            return false;
        }
        NumericOperation operation = function.operation(call);
        return operation != null && operation.isOfBits();
    }

    private static void markAssigned(Object binding) {
        Local local = assigned(binding);
        if (local != null) {
            local.reassign();
        }
    }

    /** The local that a name means, this function's or an outer one's; null for a global. */
    private static Local assigned(Object binding) {
        return binding instanceof Upvalue upvalue ? upvalue.local() : (Local) binding;
    }

    private void repeat(Statement.Repeat loop) {
        int base = visible.size();
        openBlock(loop.block());
        expression(loop.condition());
        cutTo(base);
    }

    private void ifStatement(Statement.If choice) {
        for (Statement.Clause clause : choice.clauses()) {
            expression(clause.condition());
            block(clause.block());
        }
        if (choice.otherwise() != null) {
            block(choice.otherwise());
        }
    }

    private void numericFor(Statement.NumericFor loop) {
        expression(loop.start());
        expression(loop.limit());
        if (loop.step() != null) {
            expression(loop.step());
        }
        loop(List.of(loop.name()), loop.block());
    }

    private void loop(List<Declaration> names, Block block) {
        int base = visible.size();
        names.forEach(this::declare);
        block(block);
        cutTo(base);
    }

    // --- expressions -----------------------------------------------------------------------------

    /**
     * Goes down the left side in a loop: chains of operators and calls may be as long as they like.
     */
    private void expression(Expression expression) {
        checkpoint.pass();
        int base = spine.size();
        Expression first = expression;
        for (Expression left = first.left(); left != null; left = first.left()) {
            spine.add(first);
            first = left;
        }
        leaf(first);
        while (spine.size() > base) {
            rest(spine.removeLast());
        }
    }

    private void leaf(Expression expression) {
        if (expression instanceof Expression.Name name) {
            use(name);
        } else if (expression instanceof Expression.Function inner) {
            inner(inner.body());
        } else if (expression instanceof Expression.TableConstructor constructor) {
            constructor.items().forEach(this::item);
        }
    }

    /** All of an expression but its beginning. */
    private void rest(Expression expression) {
        if (expression instanceof Expression.Index index) {
            expression(index.key());
            markBitsUse(index.key());
        } else if (expression instanceof Expression.Call call) {
            call.arguments().forEach(this::expression);
            if (call.function() instanceof Expression.Name) {
                function.addCall(call);
            }
            if (isOfBits(call)) {
                call.arguments().forEach(this::markBitsUse);
            }
        } else if (expression instanceof Expression.MethodCall call) {
            call.arguments().forEach(this::expression);
        } else if (expression instanceof Expression.Binary binary) {
            expression(binary.right());
            if (binary.operator().isArithmetic()) {
                markOperand(binary.left());
                markOperand(binary.right());
            }
        } else if (expression instanceof Expression.Logical logical) {
            expression(logical.right());
        }
    }

    private void item(Expression.Item item) {
        if (item instanceof Expression.Keyed keyed) {
            expression(keyed.key());
        }
        expression(item.value());
    }

    private void inner(FunctionBody body) {
        FunctionScope outer = function;
        outer.add(function(body, outer));
    }

    // --- names -----------------------------------------------------------------------------------

    private Local declare(Declaration declaration) {
        Local hidden = innermost.get(declaration.name());
        Local local = new Local(declaration.name(), function, declaration.id(), hidden);
        function.bind(declaration.id(), local);
        visible.add(local);
        innermost.put(declaration.name(), local);
        return local;
    }

    private void use(Expression.Name name) {
        Local local = innermost.get(name.name());
        if (local != null) {
            boolean isOwn = local.owner() == function;
            function.bind(name.id(), isOwn ? local : upvalue(local, name.line()));
        }
    }

    private Upvalue upvalue(Local local, int line) {
        local.capture();
        for (FunctionScope f = function.parent(); f != local.owner(); f = f.parent()) {
            checkUpvalues(f, f.upvalue(local), line);
        }
        Upvalue upvalue = function.upvalue(local);
        checkUpvalues(function, upvalue, line);
        return upvalue;
    }

    private void checkUpvalues(FunctionScope scope, Upvalue upvalue, int line) {
        if (upvalue.index() >= MAX_UPVALUES) {
            int at = scope.body().begin().line();
            throw new SyntaxError(
                    displayName
                            + ":"
                            + line
                            + ": function at line "
                            + at
                            + " has more than "
                            + MAX_UPVALUES
                            + " upvalues",
                    line);
        }
    }
}
