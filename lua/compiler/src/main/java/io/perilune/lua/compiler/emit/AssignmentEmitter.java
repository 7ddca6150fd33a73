// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Statement;
import java.util.List;

/** Assignments and declarations of locals. Single use. */
final class AssignmentEmitter {
    private final MethodContext method;
    private final Code code;

    AssignmentEmitter(MethodContext method) {
        this.method = method;
        this.code = method.code();
    }

    private ExpressionEmitter expressions() {
        return method.expressions();
    }

    // --- local -----------------------------------------------------------------------------------

    void local(Statement.Local statement) {
        List<Expression> values = statement.values();
        List<Declaration> names = statement.names();
        boolean isOpen =
                !values.isEmpty() && values.getLast().isMulti() && names.size() > values.size();
        int single = isOpen ? values.size() - 1 : values.size();
        for (int i = 0; i < Math.max(single, names.size()); i++) {
            if (isOpen && i == single) {
                open(names, values.getLast(), i);
                return;
            }
            if (i >= names.size()) {
                dropped(values.get(i));
            } else {
                Expression value = i < single ? values.get(i) : new Expression.Nil();
                declare(names.get(i), value);
            }
        }
    }

    /** A value that nobody wants; a call is made nevertheless. */
    private void dropped(Expression value) {
        if (value instanceof Expression.Call || value instanceof Expression.MethodCall) {
            method.calls().statement(value);
        } else if (expressions().simple(value) == null) {
            method.pop(expressions().push(value));
        }
    }

    private void declare(Declaration name, Expression value) {
        Local local = method.scope().local(name);
        Variable variable = method.declare(local);
        int mark = method.mark();
        if (local.isOperand() && expressions().tables().isItem(value)) {
            expressions().tables().itemAsNumber((Expression.Index) value).pushBoth(code);
            method.convert(Kind.ANY, variable.kind());
        } else if (method.speculation().storedBits(variable, value)) {
            method.release(mark);
            return;
        } else {
            expressions().push(value, variable.kind());
        }
        variable.initialize(method);
        method.release(mark);
    }

    /** The names from an index on get the values of a call or of "...". */
    private void open(List<Declaration> names, Expression value, int from) {
        for (int i = from; i < names.size(); i++) {
            method.declare(method.scope().local(names.get(i)));
        }
        int mark = method.mark();
        if (method.calls().isSpreadable(value, names.size() - from)) {
            method.calls().spread(value);
            for (int i = from; i < names.size(); i++) {
                method.pushRegister(i - from);
                Variable variable = method.variable(method.scope().local(names.get(i)));
                method.convert(Kind.ANY, variable.kind());
                variable.initialize(method);
            }
            return;
        }
        int array = method.allocate(1);
        expressions().pushAll(List.of(value));
        code.astore(array);
        for (int i = from; i < names.size(); i++) {
            pushValueAt(array, i - from);
            Variable variable = method.variable(method.scope().local(names.get(i)));
            method.convert(Kind.ANY, variable.kind());
            variable.initialize(method);
        }
        method.release(mark);
    }

    private void pushValueAt(int array, int index) {
        code.aload(array).loadConstant(index);
        Linkage.valueAt(code);
        method.unbox();
    }

    void localFunction(Statement.LocalFunction statement) {
        Local local = method.scope().local(statement.name());
        Variable variable = method.declare(local);
        if (local.isCell()) {
            code.aconst_null().dconst_0();
            variable.initialize(method);
        }
        method.owner().pushClosure(method, statement.body());
        method.convert(Kind.REFERENCE, variable.kind());
        if (local.isCell()) {
            variable.store(method);
        } else {
            variable.initialize(method);
        }
    }

    // --- assignment ------------------------------------------------------------------------------

    void assignment(Statement.Assignment statement) {
        int mark = method.mark();
        if (statement.targets().size() == 1 && statement.values().size() == 1) {
            single(statement.targets().getFirst(), statement.values().getFirst(), statement.line());
        } else {
            multiple(statement);
        }
        method.release(mark);
    }

    private void single(Expression target, Expression value, int line) {
        if (target instanceof Expression.Name name) {
            assign(name, value, line);
        } else if (target instanceof Expression.Index index) {
            assign(index, value, line);
        } else {
            throw new IllegalStateException(target.toString());
        }
    }

    private void assign(Expression.Name name, Expression value, int line) {
        Variable variable = method.variable(name);
        if (variable == null) {
            storeGlobal(name.name(), line, expressions().settledOperand(value));
        } else if (variable.isShared()) {
            storeShared(variable, value);
        } else if (!method.speculation().storedBits(variable, value)) {
            expressions().push(value, variable.kind());
            variable.store(method);
        }
    }

    /** Into a cell, with no more code than the value's kind asks for. */
    private void storeShared(Variable variable, Expression value) {
        Operand simple = expressions().simple(value);
        Kind kind = simple != null ? simple.kind() : expressions().kind(value);
        if (simple == null && kind == Kind.ANY) {
            expressions().push(value, Kind.ANY);
            variable.store(method);
            return;
        }
        variable.pushCell(code);
        if (simple != null && kind != Kind.REFERENCE) {
            code.dup();
        }
        if (simple != null) {
            simple.pushReference(code);
        } else if (kind == Kind.NUMBER) {
            expressions().push(value, Kind.NUMBER);
            Linkage.setNumberOfCell(code);
            variable.pushCell(code);
            Linkage.num(code);
        } else {
            expressions().push(value, Kind.REFERENCE);
        }
        Linkage.setReferenceOfCell(code);
        if (simple != null && kind != Kind.REFERENCE) {
            simple.pushNumber(code);
            Linkage.setNumberOfCell(code);
        }
    }

    private void assign(Expression.Index index, Expression value, int line) {
        Operand object = expressions().lateOperand(index.object());
        Operand key =
                TableEmitter.isConstantKey(index.key())
                        ? null
                        : expressions().lateOperand(index.key());
        Operand evaluated = expressions().settledOperand(value);
        Operand settledObject = expressions().settled(object);
        Operand settledKey = key == null ? null : expressions().settled(key);
        String name = Names.of(method.scope(), index.object());
        expressions().tables().set(settledObject, index.key(), settledKey, evaluated, name, line);
    }

    private void storeGlobal(String name, int line, Operand value) {
        int cache = method.constants().newCache(name);
        Label done = code.newLabel();
        method.pushEnvironment();
        value.pushBoth(code);
        method.constants().pushCache(code, cache);
        TableLinkage.trySetField(code);
        code.ifne(done);
        method.pushVm();
        method.pushEnvironment();
        code.dconst_0();
        value.pushBoth(code);
        method.constants().pushCache(code, cache);
        method.line(line);
        code.aconst_null();
        TableLinkage.setField(code);
        code.labelBinding(done);
    }

    // --- several at once -------------------------------------------------------------------------

    /** An indexed target whose parts have been evaluated; nulls for a name. */
    private record Place(Operand object, Operand key) {}

    /** Parts of targets first, then all values, then the stores from the last to the first. */
    private void multiple(Statement.Assignment statement) {
        List<Expression> targets = statement.targets();
        List<Expression> values = statement.values();
        Place[] places = new Place[targets.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = place(targets.get(i), targets);
        }
        boolean isOpen = values.getLast().isMulti() && targets.size() > values.size();
        int single = isOpen ? values.size() - 1 : values.size();
        Operand[] evaluated = new Operand[targets.size()];
        for (int i = 0; i < single; i++) {
            if (i >= targets.size()) {
                dropped(values.get(i));
            } else {
                evaluated[i] = value(values.get(i));
            }
        }
        int array = isOpen ? evaluateOpen(values.getLast(), evaluated, single) : -1;
        for (int i = targets.size() - 1; i >= 0; i--) {
            store(targets.get(i), places[i], evaluated[i], array, i - single, statement.line());
        }
    }

    private Place place(Expression target, List<Expression> targets) {
        if (!(target instanceof Expression.Index index)) {
            return null;
        }
        Operand object = part(index.object(), targets);
        return new Place(
                object,
                TableEmitter.isConstantKey(index.key()) ? null : part(index.key(), targets));
    }

    private Operand part(Expression part, List<Expression> targets) {
        boolean isTarget =
                part instanceof Expression.Name name
                        && targets.stream()
                                .anyMatch(
                                        t ->
                                                t instanceof Expression.Name other
                                                        && other.name().equals(name.name()));
        return isTarget ? expressions().evaluated(part) : expressions().settledOperand(part);
    }

    private Operand value(Expression value) {
        boolean isConstant =
                expressions().simple(value) != null && !(value instanceof Expression.Name);
        return isConstant ? expressions().simple(value) : expressions().evaluated(value);
    }

    /** Returns the JVM local of an array with the values, or -1: they have been put in place. */
    private int evaluateOpen(Expression last, Operand[] evaluated, int from) {
        if (method.calls().isSpreadable(last, evaluated.length - from)) {
            method.calls().spread(last);
            for (int i = from; i < evaluated.length; i++) {
                Variable.Slots temporary = method.temporary(Kind.ANY);
                method.pushRegister(i - from);
                temporary.store(method);
                evaluated[i] = temporary;
            }
            return -1;
        }
        int array = method.allocate(1);
        expressions().pushAll(List.of(last));
        code.astore(array);
        return array;
    }

    private void store(
            Expression target, Place place, Operand value, int array, int indexInArray, int line) {
        if (target instanceof Expression.Name name && method.variable(name) != null) {
            Variable variable = method.variable(name);
            pushFor(value, array, indexInArray, variable.kind());
            variable.store(method);
            return;
        }
        if (target instanceof Expression.Name name) {
            storeGlobal(name.name(), line, operandFor(value, array, indexInArray));
        } else if (target instanceof Expression.Index index) {
            expressions()
                    .tables()
                    .set(
                            place.object,
                            index.key(),
                            place.key,
                            operandFor(value, array, indexInArray),
                            Names.of(method.scope(), index.object()),
                            line);
        } else {
            throw new IllegalStateException(target.toString());
        }
    }

    private Operand operandFor(Operand value, int array, int indexInArray) {
        if (value != null) {
            return value;
        }
        Variable.Slots temporary = method.temporary(Kind.ANY);
        pushFor(null, array, indexInArray, Kind.ANY);
        temporary.store(method);
        return temporary;
    }

    private void pushFor(Operand value, int array, int indexInArray, Kind kind) {
        if (value != null) {
            expressions().push(value, kind);
        } else if (array >= 0) {
            pushValueAt(array, indexInArray);
            method.convert(Kind.ANY, kind);
        } else {
            expressions().push(new Expression.Nil(), kind);
        }
    }
}
