// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.compiler.tree.Operator;
import io.perilune.lua.compiler.tree.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the functions of a chunk in whose frames it may look for locals, and which may be running
 * when it sets a hook. Single use.
 *
 * <p>`getlocal(1, …)` looks into the function that it stands in; with any other level, and where
 * one of these functions is passed on as a value, it may be every function. `sethook` stands in a
 * function that runs, as do those around it and those that call one of these by its name, and so
 * on. Whether one of them is there at all may be asked without consequence. A function may have
 * other names by local variables.
 */
final class TraceNeeds {
    private static final String SET_HOOK = "sethook";
    private static final Set<String> NAMES = Set.of(SET_HOOK, "getlocal", "setlocal");

    /** Only its truth counts. */
    private static final Use TEST = new Use(true, null, "");

    private static final Use VALUE = new Use(false, null, "");

    private boolean isAll;
    private final Set<FunctionScope> looking = new HashSet<>();
    private final Set<FunctionScope> hooking = new HashSet<>();

    /** Locals with one of the functions, under which name. */
    private final Map<Local, String> aliases = new HashMap<>();

    /** By the name of what is called: who calls. */
    private final Map<String, List<FunctionScope>> callers = new HashMap<>();

    private final Map<FunctionScope, String> names = new HashMap<>();

    /**
     * What becomes of a value.
     *
     * @param local the variable that is declared with it, or null
     * @param name the simple name that it gets, or empty
     */
    private record Use(boolean isTest, Local local, String name) {}

    private TraceNeeds() {}

    /** Their paths; null for every function. */
    static Set<String> of(FunctionScope chunk) {
        TraceNeeds needs = new TraceNeeds();
        needs.new Walk(chunk).block(chunk.body().block());
        return needs.isAll ? null : needs.paths();
    }

    private Set<String> paths() {
        Set<String> paths = new HashSet<>();
        looking.forEach(scope -> paths.add(scope.path()));
        Deque<FunctionScope> open = new ArrayDeque<>(hooking);
        Set<FunctionScope> seen = new HashSet<>();
        while (!open.isEmpty()) {
            FunctionScope scope = open.pop();
            if (seen.add(scope)) {
                paths.add(scope.path());
                if (scope.parent() != null) {
                    open.add(scope.parent());
                }
                String name = names.getOrDefault(scope, "");
                open.addAll(name.isEmpty() ? List.of() : callers.getOrDefault(name, List.of()));
            }
        }
        return paths;
    }

    /** Through one function. */
    private final class Walk {
        private final FunctionScope scope;

        Walk(FunctionScope scope) {
            this.scope = scope;
        }

        // --- statements --------------------------------------------------------------------------

        void block(Block block) {
            block.statements().forEach(this::statement);
        }

        private void statement(Statement statement) {
            if (statement instanceof Statement.Local s) {
                for (int i = 0; i < s.values().size(); i++) {
                    expression(s.values().get(i), declaration(s, i));
                }
            } else if (statement instanceof Statement.LocalFunction s) {
                function(s.body(), s.name().name());
            } else if (statement instanceof Statement.Assignment s) {
                assignment(s);
            } else {
                Use use = isChoice(statement) ? TEST : VALUE;
                statement.parts(value -> expression(value, use), this::block);
            }
            if (statement instanceof Statement.Return s) {
                // Where the function is gone, its caller is looked at.
                isAll |= s.values().size() == 1 && looksAtLocals(s.values().getFirst());
            }
        }

        private static boolean isChoice(Statement statement) {
            return statement instanceof Statement.If
                    || statement instanceof Statement.While
                    || statement instanceof Statement.Repeat;
        }

        private Use declaration(Statement.Local s, int i) {
            return i < s.names().size()
                    ? new Use(false, scope.local(s.names().get(i)), s.names().get(i).name())
                    : VALUE;
        }

        private void assignment(Statement.Assignment assignment) {
            for (int i = 0; i < assignment.values().size(); i++) {
                String name =
                        i < assignment.targets().size()
                                ? simpleName(assignment.targets().get(i))
                                : "";
                expression(assignment.values().get(i), new Use(false, null, name));
            }
            for (Expression target : assignment.targets()) {
                if (target instanceof Expression.Index index) {
                    expression(index.object(), VALUE);
                    expression(index.key(), VALUE);
                }
            }
        }

        // --- expressions -------------------------------------------------------------------------

        private void values(List<Expression> values) {
            values.forEach(value -> expression(value, VALUE));
        }

        /** Goes down the left side in a loop. */
        private void expression(Expression expression, Use use) {
            Left left = new Left(expression, use);
            while (left != null) {
                left = besideLeft(left.expression, left.use);
            }
        }

        private Left besideLeft(Expression e, Use use) {
            String name = reference(e);
            if (name != null) {
                mention(name, use);
            }
            if (e instanceof Expression.Call call) {
                return call(call);
            } else if (e instanceof Expression.Logical logical) {
                expression(logical.right(), use);
                return new Left(logical.left(), logical.operator() == Operator.AND ? TEST : use);
            } else if (e instanceof Expression.Parenthesized p) {
                return new Left(p.inner(), use);
            } else if (e instanceof Expression.TableConstructor constructor) {
                constructor.items().forEach(this::item);
                return null;
            } else if (e instanceof Expression.MethodCall call) {
                calls(call.method());
            } else if (e instanceof Expression.Function function) {
                function(function.body(), use.name);
            }
            Use ofParts = isTest(e) ? TEST : VALUE;
            e.others(part -> expression(part, ofParts));
            return e.left() == null ? null : new Left(e.left(), ofParts);
        }

        /** Whether only the truth of its parts counts, or what they are equal to. */
        private static boolean isTest(Expression e) {
            return e instanceof Expression.Binary binary
                            && (binary.operator() == Operator.EQUAL
                                    || binary.operator() == Operator.NOT_EQUAL)
                    || e instanceof Expression.Unary unary && unary.operator() == Operator.NOT;
        }

        private void item(Expression.Item item) {
            if (item instanceof Expression.Keyed keyed) {
                expression(keyed.key(), VALUE);
                expression(keyed.value(), new Use(false, null, text(keyed.key())));
            } else {
                expression(item.value(), VALUE);
            }
        }

        private void function(FunctionBody body, String name) {
            FunctionScope inner = scope.function(body);
            names.put(inner, name);
            new Walk(inner).block(body.block());
        }

        // --- calls -------------------------------------------------------------------------------

        private Left call(Expression.Call call) {
            values(call.arguments());
            String name = reference(call.function());
            if (name == null) {
                calls(simpleName(call.function()));
                return new Left(call.function(), VALUE);
            }
            if (name.equals(SET_HOOK)) {
                if (setsHook(call)) {
                    hooking.add(scope);
                }
            } else if (looksAtItself(call)) {
                looking.add(scope);
            } else {
                isAll = true;
            }
            return call.function() instanceof Expression.Index index
                    ? new Left(index.object(), VALUE)
                    : null;
        }

        private static boolean setsHook(Expression.Call call) {
            return !call.arguments().isEmpty()
                    && !(call.arguments().getFirst() instanceof Expression.Nil);
        }

        private static boolean looksAtItself(Expression.Call call) {
            return !call.arguments().isEmpty()
                    && call.arguments().getFirst() instanceof Expression.NumberLiteral level
                    && level.value() <= 1;
        }

        private boolean looksAtLocals(Expression value) {
            String name = value instanceof Expression.Call c ? reference(c.function()) : null;
            return name != null && !name.equals(SET_HOOK);
        }

        private void calls(String name) {
            callers.computeIfAbsent(name, n -> new ArrayList<>()).add(scope);
        }

        // --- names -------------------------------------------------------------------------------

        /** Which of the functions this names, or null. */
        private String reference(Expression e) {
            Local local = e instanceof Expression.Name name ? local(name) : null;
            String name = local == null ? null : aliases.get(local);
            return name == null && NAMES.contains(simpleName(e)) ? simpleName(e) : name;
        }

        private Local local(Expression.Name name) {
            Object binding = scope.binding(name);
            return binding instanceof Upvalue upvalue ? upvalue.local() : (Local) binding;
        }

        /** One of the functions is used without being called. */
        private void mention(String name, Use use) {
            if (use.local != null) {
                aliases.put(use.local, name);
            } else {
                isAll |= !use.isTest && !name.equals(use.name);
            }
        }
    }

    /** What is left of an expression, and what becomes of it. */
    private record Left(Expression expression, Use use) {}

    /** Of a variable or a field. */
    private static String simpleName(Expression e) {
        return e instanceof Expression.Name name
                ? name.name()
                : e instanceof Expression.Index index ? text(index.key()) : "";
    }

    private static String text(Expression key) {
        return key instanceof Expression.StringLiteral literal ? literal.value() : "";
    }
}
