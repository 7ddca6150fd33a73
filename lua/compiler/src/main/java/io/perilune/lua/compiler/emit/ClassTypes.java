// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private final Map<String, Integer> numbers = new HashMap<>();

    ClassTypes() {
        for (int i = 0; i < FIXED.size(); i++) {
            numbers.put(FIXED.get(i).descriptorString(), OBJECT + i);
        }
    }

    /** Of a value; TOP for void. */
    int of(ClassDesc type) {
        if (type == Linkage.OBJECT) {
            return OBJECT;
        }
        if (type == Linkage.DOUBLE) {
            return State.DOUBLE;
        }
        String text = type.descriptorString();
        return switch (text.charAt(0)) {
            case 'V' -> State.TOP;
            case 'D' -> State.DOUBLE;
            case 'L', '[' -> number(text, type);
            default -> State.INT;
        };
    }

    private int number(String text, ClassDesc type) {
        Integer known = numbers.get(text);
        if (known == null) {
            known = State.FIRST_CLASS + classes.size();
            classes.add(type);
            numbers.put(text, known);
        }
        return known;
    }

    ClassDesc get(int number) {
        return classes.get(number - State.FIRST_CLASS);
    }
}
