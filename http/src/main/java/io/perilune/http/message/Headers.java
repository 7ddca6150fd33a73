// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Header lines in the order they came, spelling kept, names compared without case.
 *
 * <p>Two parallel arrays and linear search: a message has few lines, and comparing lengths first
 * leaves hardly ever more than one full comparison. Confined to its worker.
 */
public final class Headers {

    private String[] names;
    private String[] values;
    private int size;

    public Headers() {
        this(8);
    }

    public Headers(int capacity) {
        names = new String[capacity];
        values = new String[capacity];
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public String name(int index) {
        return names[index];
    }

    public String value(int index) {
        return values[index];
    }

    /** Index of the first line with this name at or after {@code from}, or -1. */
    public int indexOf(String name, int from) {
        int length = name.length();
        for (int i = from; i < size; i++) {
            String candidate = names[i];
            if (candidate.length() == length
                    && (candidate == name || candidate.equalsIgnoreCase(name))) {
                return i;
            }
        }
        return -1;
    }

    /** Value of the first line with this name, or null. */
    public String get(String name) {
        int index = indexOf(name, 0);
        return index < 0 ? null : values[index];
    }

    public boolean contains(String name) {
        return indexOf(name, 0) >= 0;
    }

    /** Values of all lines with this name, in order. */
    public List<String> all(String name) {
        List<String> result = new ArrayList<>(2);
        for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 1)) {
            result.add(values[i]);
        }
        return result;
    }

    /** Values of all lines with this name joined by {@code separator}, or null if there is none. */
    public String joined(String name, String separator) {
        int first = indexOf(name, 0);
        if (first < 0) {
            return null;
        }
        int next = indexOf(name, first + 1);
        if (next < 0) {
            return values[first];
        }
        StringBuilder text = new StringBuilder(values[first]);
        for (; next >= 0; next = indexOf(name, next + 1)) {
            text.append(separator).append(values[next]);
        }
        return text.toString();
    }

    public void add(String name, String value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, Math.max(8, size * 2));
            values = Arrays.copyOf(values, names.length);
        }
        names[size] = name;
        values[size++] = value;
    }

    /** Gives the first line with this name the value, removes the others, or adds a line. */
    public void set(String name, String value) {
        int first = indexOf(name, 0);
        if (first < 0) {
            add(name, value);
            return;
        }
        names[first] = name;
        values[first] = value;
        for (int i = indexOf(name, first + 1); i >= 0; i = indexOf(name, i)) {
            removeAt(i);
        }
    }

    public void setValue(int index, String value) {
        values[index] = value;
    }

    /** Removes all lines with this name; answers whether there were any. */
    public boolean remove(String name) {
        int index = indexOf(name, 0);
        if (index < 0) {
            return false;
        }
        for (; index >= 0; index = indexOf(name, index)) {
            removeAt(index);
        }
        return true;
    }

    public void removeAt(int index) {
        int moved = --size - index;
        System.arraycopy(names, index + 1, names, index, moved);
        System.arraycopy(values, index + 1, values, index, moved);
        names[size] = null;
        values[size] = null;
    }

    public void clear() {
        Arrays.fill(names, 0, size, null);
        Arrays.fill(values, 0, size, null);
        size = 0;
    }

    public Headers copy() {
        Headers copy = new Headers(Math.max(4, size));
        System.arraycopy(names, 0, copy.names, 0, size);
        System.arraycopy(values, 0, copy.values, 0, size);
        copy.size = size;
        return copy;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append(names[i]).append(": ").append(values[i]).append('\n');
        }
        return text.toString();
    }
}
