// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.reflect.Field;

/**
 * A closure whose class the compiler has written. Confined to its machine.
 *
 * <p>Upvalue i is in the public fields {@code u<i>}, a {@link Cell} or the copied reference, and
 * {@code n<i>}, the copied double; one that is always a number has only the double, one that never
 * is only the reference. Without any field it is the function itself. Debuggers and copies of heaps
 * get at them here by reflection, so that the classes stay small.
 */
public abstract class CompiledClosure extends LuaClosure {
    private static final ClassValue<Upvalues> UPVALUES =
            new ClassValue<>() {
                @Override
                protected Upvalues computeValue(Class<?> code) {
                    return Upvalues.of(code, Prototype.of(code).upvalueCount());
                }
            };

    protected CompiledClosure(LuaTable environment) {
        super(environment);
    }

    private record Upvalues(Field[] references, Field[] numbers) {
        static Upvalues of(Class<?> code, int count) {
            Field[] references = new Field[count];
            Field[] numbers = new Field[count];
            for (Field field : code.getFields()) {
                String name = field.getName();
                if (field.getDeclaringClass() == code
                        && name.length() > 1
                        && Character.isDigit(name.charAt(1))) {
                    int index = Integer.parseInt(name.substring(1));
                    (name.charAt(0) == 'u' ? references : numbers)[index] = field;
                }
            }
            return new Upvalues(references, numbers);
        }
    }

    @Override
    public final Prototype prototype() {
        return Prototype.of(getClass());
    }

    @Override
    public final Cell upvalueCell(int index) {
        Field field = UPVALUES.get(getClass()).references[index];
        return field != null && field.getType() == Cell.class ? (Cell) get(field) : null;
    }

    @Override
    public final void upvalueCell(int index, Cell cell) {
        Field field = UPVALUES.get(getClass()).references[index];
        if (field == null || field.getType() != Cell.class) {
            super.upvalueCell(index, cell);
        } else {
            set(field, cell);
        }
    }

    @Override
    public final Object upvalue(int index) {
        Cell cell = upvalueCell(index);
        if (cell != null) {
            return cell.boxed();
        }
        Upvalues upvalues = UPVALUES.get(getClass());
        Field reference = upvalues.references[index];
        Field number = upvalues.numbers[index];
        if (reference == null) {
            return number == null ? this : get(number);
        }
        Object value = get(reference);
        return value == Tag.NUM ? get(number) : value;
    }

    /** A copy whose kind is proven takes no value of the other kind: the code could not read it. */
    @Override
    public final void upvalue(int index, Object boxed) {
        Cell cell = upvalueCell(index);
        if (cell != null) {
            cell.boxed(boxed);
            return;
        }
        Upvalues upvalues = UPVALUES.get(getClass());
        Field reference = upvalues.references[index];
        Field number = upvalues.numbers[index];
        if (boxed instanceof Double && number != null) {
            set(number, boxed);
        }
        if (reference != null && !(boxed instanceof Double && number == null)) {
            set(reference, Values.tag(boxed));
        }
    }

    private Object get(Field field) {
        try {
            return field.get(this);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void set(Field field, Object value) {
        try {
            field.set(this, value);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
