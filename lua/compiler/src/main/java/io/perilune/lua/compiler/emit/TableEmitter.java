// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.data.ConstructorRoom;
import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.TableTemplate;
import java.util.List;

/** Access to fields and items, and table constructors. Single use. */
final class TableEmitter {
    /** A constructor of constants with so many items is data instead of code. */
    private static final int TEMPLATE_ITEMS = 24;

    /** Fields of a larger constructor are set without places that learn, in less code. */
    private static final int LEARNING_ITEMS = 32;

    private final MethodContext method;
    private final ExpressionEmitter expressions;
    private final Code code;

    TableEmitter(MethodContext method, ExpressionEmitter expressions) {
        this.method = method;
        this.expressions = expressions;
        this.code = method.code();
    }

    // --- reading ---------------------------------------------------------------------------------

    /**
     * The quick part first; the whole operation stands behind it, where the JVM sees whether it is
     * ever needed.
     */
    Kind pushIndex(Expression.Index index) {
        int mark = method.mark();
        boolean isConstant = index.key() instanceof Expression.StringLiteral || index.key().isInt();
        Operand[] both =
                isConstant
                        ? new Operand[] {expressions.settledOperand(index.object()), null}
                        : expressions.operands(index.object(), index.key());
        int cache =
                index.key() instanceof Expression.StringLiteral name
                        ? method.constants().newCache(name.value())
                        : -1;
        Label done = code.newLabel();
        if (!method.speculation().isUsual()) {
            method.pushVm();
            both[0].pushReference(code);
            tryGet(index.key(), both[1], cache);
            code.dup();
            TableLinkage.miss(code);
            code.if_acmpne(done).pop();
        }
        method.pushVm();
        both[0].pushBoth(code);
        get(index, both[1], cache);
        code.labelBinding(done);
        method.pushNumberOfVm();
        method.release(mark);
        return Kind.ANY;
    }

    /** Whether {@link #itemAsNumber} can do it. */
    boolean isItem(Expression expression) {
        return expression instanceof Expression.Index index
                && (isConstantKey(index.key()) || expressions.kind(index.key()) != Kind.REFERENCE)
                && !method.isCut(expression);
    }

    /**
     * An item that will most likely be a number: read as such first. The answer is in a temporary
     * that the caller releases.
     */
    Operand itemAsNumber(Expression.Index index) {
        Variable.Slots into = method.temporary(Kind.ANY);
        int mark = method.mark();
        Operand[] both =
                isConstantKey(index.key())
                        ? new Operand[] {expressions.settledOperand(index.object()), null}
                        : expressions.operands(index.object(), index.key());
        int cache =
                index.key() instanceof Expression.StringLiteral name
                        ? method.constants().newCache(name.value())
                        : -1;
        Label slow = code.newLabel();
        Label done = code.newLabel();
        if (both[1] != null) {
            expressions.checkNumber(both[1], slow);
        }
        both[0].pushReference(code);
        if (cache >= 0) {
            method.constants().pushCache(code, cache);
            TableLinkage.fieldNumber(code);
        } else {
            TableLinkage.itemNumber(code, pushItemKey(index.key(), both[1]));
        }
        code.dstore(into.numberSlot());
        into.pushNumber(code);
        into.pushNumber(code);
        code.dcmpl().ifne(slow);
        Linkage.num(code);
        code.astore(into.referenceSlot()).goto_(done);
        code.labelBinding(slow);
        method.pushVm();
        both[0].pushBoth(code);
        get(index, both[1], cache);
        method.pushNumberOfVm();
        into.store(method);
        code.labelBinding(done);
        method.release(mark);
        return into;
    }

    /** Whether it is an int. */
    private boolean pushItemKey(Expression constant, Operand key) {
        if (key == null) {
            code.loadConstant(intOf(constant));
        } else if (key.hasIndex()) {
            key.pushIndex(code);
        } else {
            key.pushNumber(code);
            return false;
        }
        return true;
    }

    private void tryGet(Expression constant, Operand key, int cache) {
        if (cache >= 0) {
            method.constants().pushCache(code, cache);
            TableLinkage.tryGetField(code);
        } else if (key == null) {
            code.loadConstant(intOf(constant));
            TableLinkage.tryGetInt(code);
        } else if (key.hasIndex()) {
            key.pushIndex(code);
            TableLinkage.tryGetInt(code);
        } else if (key.kind() == Kind.NUMBER) {
            key.pushNumber(code);
            TableLinkage.tryGetNumber(code);
        } else {
            key.pushBoth(code);
            TableLinkage.tryGet(code);
        }
    }

    private void get(Expression.Index index, Operand key, int cache) {
        if (cache >= 0) {
            method.constants().pushCache(code, cache);
        } else if (key == null) {
            code.loadConstant(intOf(index.key()));
        } else if (key.kind() == Kind.NUMBER) {
            key.pushNumber(code);
        } else {
            key.pushBoth(code);
        }
        method.line(index.line());
        method.pushName(Names.of(method.scope(), index.object()));
        if (cache >= 0) {
            TableLinkage.getField(code);
        } else if (key == null) {
            TableLinkage.getInt(code);
        } else if (key.kind() == Kind.NUMBER) {
            TableLinkage.getNumber(code);
        } else {
            TableLinkage.get(code);
        }
    }

    static boolean isConstantKey(Expression key) {
        return key instanceof Expression.StringLiteral || key.isInt();
    }

    private static int intOf(Expression key) {
        return (int) ((Expression.NumberLiteral) key).value();
    }

    // --- writing ---------------------------------------------------------------------------------

    /**
     * object[key] = value, with the quick part first.
     *
     * @param evaluatedKey null for a constant string or int
     */
    void set(
            Operand object,
            Expression key,
            Operand evaluatedKey,
            Operand value,
            String name,
            int line) {
        int cache =
                key instanceof Expression.StringLiteral constant
                        ? method.constants().newCache(constant.value())
                        : -1;
        Label done = code.newLabel();
        object.pushReference(code);
        if (cache < 0 && value.kind() == Kind.NUMBER && isNumeric(evaluatedKey)) {
            boolean isIntKey = pushItemKey(key, evaluatedKey);
            value.pushNumber(code);
            TableLinkage.trySetItemNumber(code, isIntKey);
        } else {
            trySet(key, evaluatedKey, value, cache);
        }
        code.ifne(done);
        method.pushVm();
        object.pushBoth(code);
        pushKeyAndValue(key, evaluatedKey, value);
        if (cache >= 0) {
            method.constants().pushCache(code, cache);
        }
        method.line(line);
        method.pushName(name);
        if (cache >= 0) {
            TableLinkage.setField(code);
        } else if (key.isInt()) {
            TableLinkage.setInt(code);
        } else if (evaluatedKey.kind() == Kind.NUMBER) {
            TableLinkage.setNumber(code);
        } else {
            TableLinkage.set(code);
        }
        code.labelBinding(done);
    }

    private static boolean isNumeric(Operand key) {
        return key == null || key.kind() == Kind.NUMBER;
    }

    private void pushKeyAndValue(Expression key, Operand evaluatedKey, Operand value) {
        if (key.isInt()) {
            code.loadConstant(intOf(key));
        } else if (!(key instanceof Expression.StringLiteral)) {
            if (evaluatedKey.kind() == Kind.NUMBER) {
                evaluatedKey.pushNumber(code);
            } else {
                evaluatedKey.pushBoth(code);
            }
        }
        value.pushBoth(code);
    }

    private void trySet(Expression key, Operand evaluatedKey, Operand value, int cache) {
        if (evaluatedKey != null && evaluatedKey.hasIndex()) {
            evaluatedKey.pushIndex(code);
            value.pushBoth(code);
            TableLinkage.trySetInt(code);
            return;
        }
        pushKeyAndValue(key, evaluatedKey, value);
        if (cache >= 0) {
            method.constants().pushCache(code, cache);
            TableLinkage.trySetField(code);
        } else if (key.isInt()) {
            TableLinkage.trySetInt(code);
        } else if (evaluatedKey.kind() == Kind.NUMBER) {
            TableLinkage.trySetNumber(code);
        } else {
            TableLinkage.trySet(code);
        }
    }

    // --- constructors ----------------------------------------------------------------------------

    Kind pushConstructor(Expression.TableConstructor constructor) {
        List<Expression.Item> items = constructor.items();
        if (items.size() >= TEMPLATE_ITEMS && isConstant(constructor)) {
            method.constants().pushTemplate(code, template(constructor));
            TableLinkage.instantiate(code);
            return Kind.REFERENCE;
        }
        if (items.size() == 1
                && items.getFirst() instanceof Expression.Positional only
                && only.value().isMulti()) {
            expressions.pushAll(List.of(only.value()));
            TableLinkage.tableOfItems(code);
            return Kind.REFERENCE;
        }
        int positional = positional(items);
        boolean isOpen =
                !items.isEmpty()
                        && items.getLast() instanceof Expression.Positional last
                        && last.value().isMulti();
        TableLinkage.newTable(code, ConstructorRoom.of(items), items.size() - positional);
        if (!items.isEmpty()) {
            int mark = method.mark();
            int table = method.allocate(1);
            code.astore(table);
            if (method.owner().splitter() != null
                    && method.owner().splitter().isTooLarge(constructor)) {
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

    private static int positional(List<Expression.Item> items) {
        int count = 0;
        for (Expression.Item item : items) {
            count += item instanceof Expression.Positional ? 1 : 0;
        }
        return count;
    }

    /** Some items of a constructor whose table is in a slot. */
    void fillPiece(List<Expression.Item> items, int firstIndex, int table) {
        fill(items, firstIndex, table, null);
    }

    private void fill(
            List<Expression.Item> items, int firstIndex, int table, Expression.Item open) {
        int index = firstIndex;
        for (Expression.Item item : items) {
            if (item instanceof Expression.Positional p && p == open) {
                code.aload(table).loadConstant(index);
                expressions.pushAll(List.of(p.value()));
                TableLinkage.initItems(code);
            } else if (item instanceof Expression.Positional p) {
                code.aload(table).loadConstant(index++);
                expressions.pushBoth(p.value());
                TableLinkage.initItem(code);
            } else if (item instanceof Expression.Keyed keyed
                    && keyed.key() instanceof Expression.StringLiteral) {
                fillField(keyed, table, items.size() <= LEARNING_ITEMS);
            } else if (item instanceof Expression.Keyed keyed) {
                fillKeyed(keyed, table);
            } else {
                throw new AssertionError(item);
            }
        }
    }

    /** A place that has learnt knows the shapes before and after: nothing is looked up. */
    private void fillField(Expression.Keyed keyed, int table, boolean isLearning) {
        if (isLearning) {
            int mark = method.mark();
            Operand value = expressions.settledOperand(keyed.value());
            Operand object = new Variable.Slots(Kind.REFERENCE, table);
            set(object, keyed.key(), null, value, null, keyed.line());
            method.release(mark);
            return;
        }
        code.aload(table);
        method.constants().pushString(code, ((Expression.StringLiteral) keyed.key()).value());
        expressions.pushBoth(keyed.value());
        TableLinkage.initField(code);
    }

    private void fillKeyed(Expression.Keyed keyed, int table) {
        method.pushVm();
        code.aload(table).dconst_0();
        expressions.pushBoth(keyed.key());
        expressions.pushBoth(keyed.value());
        method.line(keyed.line());
        code.aconst_null();
        TableLinkage.set(code);
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
        if (value.isConstant()) {
            return true;
        }
        if (value instanceof Expression.TableConstructor inner) {
            return isConstant(inner);
        }
        return false;
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
        return new TableTemplate(ConstructorRoom.of(constructor.items()), keys, values);
    }

    private static Object constant(Expression value) {
        if (value instanceof Expression.NumberLiteral n) {
            return (Object) n.value();
        }
        if (value instanceof Expression.StringLiteral s) {
            return LuaString.constant(s.value());
        }
        if (value instanceof Expression.True) {
            return Boolean.TRUE;
        }
        if (value instanceof Expression.False) {
            return Boolean.FALSE;
        }
        if (value instanceof Expression.TableConstructor inner) {
            return template(inner);
        }
        return null;
    }
}
