// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.tree.Expression;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Code that is hardly ever reached, in a method of its own: the JVM's compiler inlines by size, and
 * what it never sees run costs nothing there. It gets the local variables that it reads. Single
 * use.
 */
final class Outline {
    private static final int MOST_SLOTS = 200;

    private final MethodContext method;
    private final Set<Local> declared;
    private final List<Local> locals = new ArrayList<>();
    private boolean isPossible;

    private Outline(MethodContext method, Set<Local> declared) {
        this.method = method;
        this.declared = declared;
    }

    /** For code that evaluates expressions that only compute; null when it has to stay. */
    static Outline of(MethodContext method, Expression... read) {
        return of(method, List.of(read), Set.of());
    }

    /** As the other one, for code that also declares local variables. */
    static Outline of(MethodContext method, List<Expression> used, Set<Local> declared) {
        Outline outline = new Outline(method, declared);
        outline.isPossible = method.owner().splitter() == null && !method.owner().isTraced();
        used.forEach(outline::collect);
        return outline.isPossible && 4 * outline.locals.size() <= MOST_SLOTS ? outline : null;
    }

    private void collect(Expression expression) {
        if (expression instanceof Expression.Name name) {
            collectName(name);
        }
        isPossible &= isForOutlines(expression);
        if (expression.left() != null) {
            collect(expression.left());
        }
        expression.others(this::collect);
    }

    private static boolean isForOutlines(Expression expression) {
        return expression instanceof Expression.Name
                || expression instanceof Expression.Parenthesized
                || expression instanceof Expression.Index
                || expression instanceof Expression.Binary
                || expression instanceof Expression.Unary
                || expression instanceof Expression.Call
                || expression instanceof Expression.NumberLiteral
                || expression instanceof Expression.StringLiteral;
    }

    private void collectName(Expression.Name name) {
        if (method.scope().binding(name) instanceof Local local
                && !locals.contains(local)
                && !declared.contains(local)) {
            Variable variable = method.variable(name);
            isPossible &= !variable.passedTypes().isEmpty();
            locals.add(local);
        }
    }

    /**
     * Calls the method; leaves what it answers.
     *
     * @param body writes it, with the return
     */
    void call(ClassDesc result, Consumer<MethodContext> body) {
        List<ClassDesc> types = new ArrayList<>();
        Variable[] variables = new Variable[method.variables().length];
        int slot = MethodContext.VM_SLOT + 1;
        Code code = method.code();
        code.aload(0);
        method.pushVm();
        types.add(Linkage.VM);
        for (Local local : locals) {
            Variable variable = method.variable(local);
            variable.pass(code);
            variables[local.id()] = variable.received(slot);
            types.addAll(variable.passedTypes());
            for (ClassDesc type : variable.passedTypes()) {
                slot += type == Linkage.DOUBLE ? 2 : 1;
            }
        }
        int firstFree = slot;
        int line = method.line();
        MethodTypeDesc type = MethodTypeDesc.of(result, types);
        String name =
                method.owner()
                        .newPiece(
                                type,
                                (own, builder) -> {
                                    MethodContext piece =
                                            new MethodContext(
                                                    method.owner(),
                                                    own,
                                                    builder,
                                                    variables,
                                                    firstFree);
                                    piece.markAsExtracted();
                                    piece.mark(
                                            Math.max(
                                                    1,
                                                    line > 0
                                                            ? line
                                                            : method.scope()
                                                                    .body()
                                                                    .begin()
                                                                    .line()));
                                    piece.speculation().usually(() -> body.accept(piece));
                                });
        method.owner().invokePart(code, name, type);
    }
}
