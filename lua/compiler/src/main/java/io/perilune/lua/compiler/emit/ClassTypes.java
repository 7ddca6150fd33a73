// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;

/** The verifier's types of one class file, by number. Single use. */
final class ClassTypes {
    static final int OBJECT = State.FIRST_CLASS;
    private static final List<ClassDesc> FIXED =
            List.of(
                    Linkage.OBJECT,
                    Linkage.VM,
                    Linkage.CELL,
                    Linkage.OBJECTS,
                    Linkage.DOUBLE.arrayType());

    /** Up to here: classes that variables of generated code keep. */
    static final int LAST_KEPT = OBJECT + FIXED.size() - 1;

    private final List<ClassDesc> classes = new ArrayList<>(FIXED);

    /** Of a value; TOP for void. */
    int of(ClassDesc type) {
        if (type == Linkage.OBJECT) {
            return OBJECT;
        }
        if (type == Linkage.DOUBLE) {
            return State.DOUBLE;
        }
        if (type.isPrimitive()) {
            return type == Linkage.VOID ? State.TOP : State.INT;
        }
        // There are few, nearly always the same objects.
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i) == type) {
                return State.FIRST_CLASS + i;
            }
        }
        return number(type);
    }

    private int number(ClassDesc type) {
        int known = classes.indexOf(type);
        if (known < 0) {
            known = classes.size();
            classes.add(type);
        }
        return State.FIRST_CLASS + known;
    }

    ClassDesc get(int number) {
        return classes.get(number - State.FIRST_CLASS);
    }
}
