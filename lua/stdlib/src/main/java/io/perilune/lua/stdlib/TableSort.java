// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import java.util.Arrays;

/**
 * table.sort. Single use.
 *
 * <p>Numbers alone and strings alone, without a function, have one right answer: they go through
 * the JDK's sort. All else takes Lua's own quicksort (median of three, smaller half first), because
 * a program can see in which order its function is asked, and expects "invalid order function for
 * sorting" where Lua says so.
 *
 * <p>It works on a copy in the two-slot convention, which is written back at the end, also after an
 * error: a function that reads the table meanwhile sees it as it was. The function may yield.
 */
final class TableSort {
    private static final int LONG = 1000;

    private final Arguments arguments;
    private final LuaVm vm;
    private final LuaFunction order;

    /** Items from index 1 on, as references and numbers. */
    private final Object[] values;

    private final double[] numbers;

    private TableSort(Arguments arguments, LuaFunction order, LuaTable table, int length) {
        this.arguments = arguments;
        this.vm = arguments.vm();
        this.order = order;
        values = new Object[length + 1];
        numbers = new double[length + 1];
        for (int i = 1; i <= length; i++) {
            values[i] = table.getInt(vm, i);
            numbers[i] = vm.num;
        }
    }

    static Object sort(Arguments arguments) {
        LuaTable table = arguments.table(1);
        int length = table.length();
        LuaFunction order = arguments.isAbsentOrNil(2) ? null : arguments.function(2);
        TableSort sort = new TableSort(arguments, order, table, length);
        if (order == null && (sort.sortNumbers() || sort.sortStrings())) {
            sort.writeBack(table);
            return arguments.none();
        }
        try {
            sort.sort(1, length);
        } finally {
            sort.writeBack(table);
        }
        return arguments.none();
    }

    /** Sorts when all are numbers, and none is NaN. */
    private boolean sortNumbers() {
        for (int i = 1; i < values.length; i++) {
            if (values[i] != Tag.NUM || Double.isNaN(numbers[i])) {
                return false;
            }
        }
        Arrays.sort(numbers, 1, numbers.length);
        return true;
    }

    /** Sorts when all are strings. */
    private boolean sortStrings() {
        for (int i = 1; i < values.length; i++) {
            if (!(values[i] instanceof LuaString)) {
                return false;
            }
        }
        Arrays.sort(values, 1, values.length, this::compareStrings);
        return true;
    }

    /** Long strings that begin alike take their time. */
    private int compareStrings(Object a, Object b) {
        LuaString left = (LuaString) a;
        if (left.length() > LONG) {
            vm.poll();
        }
        return left.compareTo((LuaString) b);
    }

    private void writeBack(LuaTable table) {
        for (int i = 1; i < values.length; i++) {
            table.setInt(i, values[i], numbers[i]);
        }
    }

    // Long because it is one algorithm whose steps share all their indices
    private void sort(int from, int to) {
        int l = from;
        int u = to;
        while (l < u) {
            swapIfLess(u, l);
            if (u - l == 1) {
                return;
            }
            int middle = (l + u) >>> 1;
            if (!swapIfLess(middle, l)) {
                swapIfLess(u, middle);
            }
            if (u - l == 2) {
                return;
            }
            Object pivot = values[middle];
            double pivotNumber = numbers[middle];
            swap(middle, u - 1);
            int i = partition(l, u, pivot, pivotNumber);
            swap(u - 1, i);
            if (i - l < u - i) {
                sort(l, i - 1);
                l = i + 1;
            } else {
                sort(i + 1, u);
                u = i - 1;
            }
        }
    }

    private int partition(int l, int u, Object pivot, double pivotNumber) {
        int i = l;
        int j = u - 1;
        while (true) {
            while (less(values[++i], numbers[i], pivot, pivotNumber)) {
                if (i >= u) {
                    throw arguments.error("invalid order function for sorting");
                }
            }
            while (less(pivot, pivotNumber, values[--j], numbers[j])) {
                if (j <= l) {
                    throw arguments.error("invalid order function for sorting");
                }
            }
            if (j < i) {
                return i;
            }
            swap(i, j);
        }
    }

    private boolean swapIfLess(int i, int j) {
        boolean swapped = less(values[i], numbers[i], values[j], numbers[j]);
        if (swapped) {
            swap(i, j);
        }
        return swapped;
    }

    private void swap(int i, int j) {
        Object value = values[i];
        values[i] = values[j];
        values[j] = value;
        double number = numbers[i];
        numbers[i] = numbers[j];
        numbers[j] = number;
    }

    private boolean less(Object a, double an, Object b, double bn) {
        if (order == null) {
            vm.poll();
            return vm.lessThan(LuaFunction.box(a, an), LuaFunction.box(b, bn));
        }
        Object answer = order.call2(vm, a, an, b, bn);
        if (answer == Tag.MANY) {
            answer = vm.first(answer);
        }
        return answer != null && answer != Boolean.FALSE;
    }
}
