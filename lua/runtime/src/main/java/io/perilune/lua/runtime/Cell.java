// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** A local variable that closures share: a two-slot value. Confined to its machine. */
public final class Cell {
    public Object ref;
    public double num;

    public Cell() {}

    public Cell(Object ref, double num) {
        this.ref = ref;
        this.num = num;
    }

    public static Cell ofBoxed(Object value) {
        return value instanceof Double number ? new Cell(Tag.NUM, number) : new Cell(value, 0);
    }

    public Object boxed() {
        return ref == Tag.NUM ? (Object) num : ref;
    }

    public void boxed(Object value) {
        if (value instanceof Double number) {
            num = number;
            ref = Tag.NUM;
        } else {
            ref = value;
        }
    }
}
