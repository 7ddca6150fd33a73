// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.data;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Operator;
import io.perilune.lua.compiler.tree.Statement;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One run of a chunk that is {@link DataText}: a walk over its tree. Single use.
 *
 * <p>Nothing that others can see happens before its end, when globals are assigned to. So it can
 * give up anywhere, and does where there would be an error, a metatable or a wish to stop it; code
 * then runs from the beginning.
 */
public final class DataRun {
    private static final Object[] NO_VALUES = {};

    private final LuaVm vm;
    private final FunctionScope scope;
    private final LuaTable environment;
    private final Object[] locals;
    private final Map<LuaString, Object> globals = new LinkedHashMap<>();

    /** The only tables that may be changed, as nobody else has them yet; null when none is. */
    private final Set<LuaTable> made;

    private DataRun(LuaVm vm, FunctionScope scope, LuaTable environment) {
        this.vm = vm;
        this.scope = scope;
        this.environment = environment;
        this.locals = new Object[scope.body().nameCount()];
        this.made =
                DataText.changesTables(scope.body().block().statements())
                        ? Collections.newSetFromMap(new IdentityHashMap<>())
                        : null;
    }

    /**
     * The boxed values that the chunk returns, or null when it is a case for code, and nothing has
     * happened.
     */
    public static Object[] of(LuaVm vm, FunctionScope chunk, LuaTable environment) {
        DataRun run = new DataRun(vm, chunk, environment);
        try {
            Object[] values = run.run(chunk.body().block().statements());
            run.globals.forEach(environment::putField);
            return values == null ? NO_VALUES : values;
        } catch (ForCode unusual) {
            return null;
        }
    }

    /** Whether a binary operator is known here. */
    static boolean computes(Operator operator) {
        return operator == Operator.ADD
                || operator == Operator.SUBTRACT
                || operator == Operator.MULTIPLY
                || operator == Operator.DIVIDE;
    }

    /** This run ends here. */
    private static final class ForCode extends RuntimeException {
        static final ForCode INSTANCE = new ForCode();

        private ForCode() {
            super(null, null, false, false);
        }
    }

    // --- statements ------------------------------------------------------------------------------

    /** Null when the block does not return. */
    private Object[] run(List<Statement> statements) {
        for (Statement statement : statements) {
            Object[] returned = run(statement);
            if (returned != null) {
                return returned;
            }
        }
        return null;
    }

    private Object[] run(Statement statement) {
        if (statement instanceof Statement.Return end) {
            return values(end.values());
        }
        if (statement instanceof Statement.Local local) {
            declare(local);
        } else if (statement instanceof Statement.Assignment assignment) {
            Object value = value(assignment.values().getFirst());
            assign(assignment.targets().getFirst(), value);
        } else if (statement instanceof Statement.Do inner) {
            return run(inner.block().statements());
        }
        return null;
    }

    private Object[] values(List<Expression> expressions) {
        Object[] values = new Object[expressions.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(expressions.get(i));
        }
        return values;
    }

    private void declare(Statement.Local local) {
        Object[] values = values(local.values());
        List<Declaration> names = local.names();
        for (int i = 0; i < names.size(); i++) {
            locals[names.get(i).id()] = i < values.length ? values[i] : null;
        }
    }

    private void assign(Expression target, Object value) {
        if (target instanceof Expression.Index index) {
            LuaTable table = table(value(index.object()));
            if (!made.contains(table)) {
                throw ForCode.INSTANCE;
            }
            put(table, index.key(), value);
        } else if (target instanceof Expression.Name name) {
            if (scope.binding(name) instanceof Local local) {
                locals[local.id()] = value;
            } else {
                plain(environment);
                globals.put(LuaString.constant(name.name()), value);
            }
        }
    }

    // --- expressions -----------------------------------------------------------------------------

    private Object value(Expression expression) {
        if (expression instanceof Expression.StringLiteral string) {
            return LuaString.ofLatin1(string.value());
        }
        if (expression instanceof Expression.NumberLiteral number) {
            return number.value();
        }
        if (expression instanceof Expression.TableConstructor constructor) {
            return table(constructor);
        }
        if (expression instanceof Expression.True) {
            return Boolean.TRUE;
        }
        if (expression instanceof Expression.False) {
            return Boolean.FALSE;
        }
        if (expression instanceof Expression.Name name) {
            return variable(name);
        }
        if (expression instanceof Expression.Index index) {
            return plain(table(value(index.object()))).get(value(index.key()));
        }
        if (expression instanceof Expression.Parenthesized parenthesized) {
            return value(parenthesized.inner());
        }
        if (expression instanceof Expression.Unary unary) {
            return unary(unary);
        }
        if (expression instanceof Expression.Binary binary) {
            return binary(binary.operator(), number(binary.left()), number(binary.right()));
        }
        return null;
    }

    private Object variable(Expression.Name name) {
        if (scope.binding(name) instanceof Local local) {
            return locals[local.id()];
        }
        LuaString global = LuaString.constant(name.name());
        return globals.containsKey(global) ? globals.get(global) : plain(environment).get(global);
    }

    private Object unary(Expression.Unary unary) {
        if (unary.operator() == Operator.NEGATE) {
            return -number(unary.operand());
        }
        Object operand = value(unary.operand());
        return operand == null || operand == Boolean.FALSE;
    }

    private static Object binary(Operator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            default -> throw ForCode.INSTANCE;
        };
    }

    private double number(Expression expression) {
        if (value(expression) instanceof Double number) {
            return number;
        }
        throw ForCode.INSTANCE;
    }

    private static LuaTable table(Object value) {
        if (value instanceof LuaTable table) {
            return table;
        }
        throw ForCode.INSTANCE;
    }

    private static LuaTable plain(LuaTable table) {
        if (table.metatable() == null) {
            return table;
        }
        throw ForCode.INSTANCE;
    }

    // --- constructors ----------------------------------------------------------------------------

    private LuaTable table(Expression.TableConstructor constructor) {
        if (vm.request != null) {
            throw ForCode.INSTANCE;
        }
        List<Expression.Item> items = constructor.items();
        LuaTable table = new LuaTable(ConstructorRoom.of(items), keyed(items));
        if (made != null) {
            made.add(table);
        }
        int index = 1;
        for (Expression.Item item : items) {
            if (item instanceof Expression.Keyed keyed) {
                put(table, keyed.key(), value(keyed.value()));
            } else {
                table.put(index++, value(item.value()));
            }
        }
        return table;
    }

    private static int keyed(List<Expression.Item> items) {
        int count = 0;
        for (Expression.Item item : items) {
            count += item instanceof Expression.Keyed ? 1 : 0;
        }
        return count;
    }

    private void put(LuaTable table, Expression key, Object value) {
        if (key instanceof Expression.StringLiteral name) {
            table.putField(LuaString.constant(name.value()), value);
            return;
        }
        Object any = value(key);
        if (any == null || any instanceof Double number && number.isNaN()) {
            throw ForCode.INSTANCE;
        }
        table.put(any, value);
    }
}
