// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.TableTemplate;
import java.lang.classfile.CodeBuilder;
import java.util.List;

/** Access to fields and items, and table constructors. Single use. */
final class TableEmitter {
    /** A constructor of constants with so many items is data instead of code. */
    private static final int TEMPLATE_ITEMS = 24;

    private final MethodContext method;
    private final ExpressionEmitter expressions;
    private final CodeBuilder code;

    TableEmitter(MethodContext method, ExpressionEmitter expressions) {
        this.method = method;
        this.expressions = expressions;
        this.code = method.code();
    }

    // --- reading ---------------------------------------------------------------------------------

    Kind pushIndex(Expression.Index index) {
        int mark = method.mark();
        String name = Names.of(method.scope(), index.object());
        Operand key = needsKeyFirst(index) ? expressions.operand(index.key()) : null;
        method.pushVm();
        expressions.pushBoth(index.object());
        pushKeyAndGet(index, key, name);
        method.pushNumberOfVm();
        method.release(mark);
        return Kind.ANY;
    }

    /** The object is a cell of this function, read when the key has been evaluated. */
    private boolean needsKeyFirst(Expression.Index index) {
        return method.isOwnCell(index.object()) && expressions.simple(index.key()) == null;
    }

    private void pushKeyAndGet(Expression.Index index, Operand evaluatedKey, String name) {
        Expression key = index.key();
        if (key instanceof Expression.StringLiteral constant) {
            method.constants().pushCache(code, constant.value());
            method.line(index.line());
            method.pushName(name);
            Linkage.getField(code);
        } else if (isInt(key)) {
            code.loadConstant(intOf(key));
            method.line(index.line());
            method.pushName(name);
            Linkage.getInt(code);
        } else {
            boolean isNumber = expressions.kind(key) == Kind.NUMBER;
            pushKey(key, evaluatedKey, isNumber ? Kind.NUMBER : Kind.ANY);
            method.line(index.line());
            method.pushName(name);
            if (isNumber) {
                Linkage.getNumber(code);
            } else {
                Linkage.get(code);
            }
        }
    }

    private void pushKey(Expression key, Operand evaluated, Kind kind) {
        if (evaluated != null) {
            expressions.push(evaluated, kind);
        } else {
            expressions.push(key, kind);
        }
    }

    static boolean isInt(Expression key) {
        return key instanceof Expression.NumberLiteral n && n.value() == (int) n.value();
    }

    private static int intOf(Expression key) {
        return (int) ((Expression.NumberLiteral) key).value();
    }

    // --- writing ---------------------------------------------------------------------------------

    /** object[key] = value, where object and key stand ready; the value is pushed by the action. */
    void set(Operand object, Expression key, Operand evaluatedKey, String name, int line, Runnable pushValue) {
        method.pushVm();
        object.pushBoth(code);
        finishSet(key, evaluatedKey, name, line, pushValue);
    }

    /** As {@link #set}; machine and object are on the stack. */
    void finishSet(Expression key, Operand evaluatedKey, String name, int line, Runnable pushValue) {
        if (key instanceof Expression.StringLiteral constant) {
            pushValue.run();
            method.constants().pushCache(code, constant.value());
            method.line(line);
            method.pushName(name);
            Linkage.setField(code);
        } else if (isInt(key)) {
            code.loadConstant(intOf(key));
            pushValue.run();
            method.line(line);
            method.pushName(name);
            Linkage.setInt(code);
        } else {
            boolean isNumber = expressions.kind(key) == Kind.NUMBER;
            pushKey(key, evaluatedKey, isNumber ? Kind.NUMBER : Kind.ANY);
            pushValue.run();
            method.line(line);
            method.pushName(name);
            if (isNumber) {
                Linkage.setNumber(code);
            } else {
                Linkage.set(code);
            }
        }
    }

    // --- constructors ----------------------------------------------------------------------------

    Kind pushConstructor(Expression.TableConstructor constructor) {
        List<Expression.Item> items = constructor.items();
        if (items.size() >= TEMPLATE_ITEMS && isConstant(constructor)) {
            method.constants().pushTemplate(code, template(constructor));
            Linkage.instantiate(code);
            return Kind.REFERENCE;
        }
        int positional = (int) items.stream().filter(i -> i instanceof Expression.Positional).count();
        boolean isOpen = !items.isEmpty()
                && items.getLast() instanceof Expression.Positional last
                && last.value().isMulti();
        Linkage.newTable(code, isOpen ? positional - 1 : positional, items.size() - positional);
        if (!items.isEmpty()) {
            int mark = method.mark();
            int table = method.allocate(1);
            code.astore(table);
            if (method.owner().splitter() != null && method.owner().splitter().isTooLarge(constructor)) {
                fillInPieces(constructor, table, isOpen, positional);
            } else {
                fill(items, 1, table, isOpen ? items.getLast() : null);
            }
            code.aload(table);
            method.release(mark);
        }
        return Kind.REFERENCE;
    }

    private void fillInPieces(
            Expression.TableConstructor constructor, int table, boolean isOpen, int positional) {
        List<Expression.Item> items = constructor.items();
        int end = isOpen ? items.size() - 1 : items.size();
        method.owner().splitter().items(code, items.subList(0, end), table);
        if (isOpen) {
            fill(items.subList(end, items.size()), positional, table, items.getLast());
        }
    }

    /** Some items of a constructor whose table is in a slot. */
    void fillPiece(List<Expression.Item> items, int firstIndex, int table) {
        fill(items, firstIndex, table, null);
    }

    private void fill(List<Expression.Item> items, int firstIndex, int table, Expression.Item open) {
        int index = firstIndex;
        for (Expression.Item item : items) {
            switch (item) {
                case Expression.Positional p when p == open -> {
                    code.aload(table).loadConstant(index);
                    expressions.pushAll(List.of(p.value()));
                    Linkage.initItems(code);
                }
                case Expression.Positional p -> {
                    code.aload(table).loadConstant(index++);
                    expressions.pushBoth(p.value());
                    Linkage.initItem(code);
                }
                case Expression.Keyed keyed -> fillKeyed(keyed, table);
            }
        }
    }

    private void fillKeyed(Expression.Keyed keyed, int table) {
        if (keyed.key() instanceof Expression.StringLiteral name) {
            code.aload(table);
            method.constants().pushString(code, name.value());
            expressions.pushBoth(keyed.value());
            Linkage.initField(code);
            return;
        }
        method.pushVm();
        code.aload(table).dconst_0();
        expressions.pushBoth(keyed.key());
        expressions.pushBoth(keyed.value());
        method.line(keyed.line());
        code.aconst_null();
        Linkage.set(code);
    }

    private static boolean isConstant(Expression.TableConstructor constructor) {
        for (Expression.Item item : constructor.items()) {
            if (!isConstantValue(item.value())) {
                return false;
            }
            if (item instanceof Expression.Keyed keyed
                    && !(keyed.key() instanceof Expression.StringLiteral)
                    && !(keyed.key() instanceof Expression.NumberLiteral)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isConstantValue(Expression value) {
        return switch (value) {
            case Expression.NumberLiteral n -> true;
            case Expression.StringLiteral s -> true;
            case Expression.Nil n -> true;
            case Expression.True t -> true;
            case Expression.False f -> true;
            case Expression.TableConstructor inner -> isConstant(inner);
            default -> false;
        };
    }

    private static TableTemplate template(Expression.TableConstructor constructor) {
        int count = constructor.items().size();
        Object[] keys = new Object[count];
        Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            Expression.Item item = constructor.items().get(i);
            if (item instanceof Expression.Keyed keyed) {
                keys[i] = constant(keyed.key());
            }
            values[i] = constant(item.value());
        }
        return new TableTemplate(keys, values);
    }

    private static Object constant(Expression value) {
        return switch (value) {
            case Expression.NumberLiteral n -> (Object) n.value();
            case Expression.StringLiteral s -> LuaString.constant(s.value());
            case Expression.True t -> Boolean.TRUE;
            case Expression.False f -> Boolean.FALSE;
            case Expression.TableConstructor inner -> template(inner);
            default -> null;
        };
    }
}
