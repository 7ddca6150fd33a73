// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import java.util.HashMap;
import java.util.Map;

/**
 * Host names with a wildcard, {@code *.example.org}, {@code .example.org} (also the name itself)
 * and {@code www.example.*}: the longest one that fits wins, those with the wildcard in front
 * before those with it behind. Filled once, then read-only.
 */
final class WildcardNames<V> {

    private final Map<String, V> exact = new HashMap<>();
    private final Map<String, V> byEnd = new HashMap<>();
    private final Map<String, V> byStart = new HashMap<>();

    static boolean isWildcard(String name) {
        return name.startsWith(".") || name.indexOf('*') >= 0;
    }

    /** Whether the wildcard stands where it may, alone and once. */
    static boolean isValid(String name) {
        int star = name.indexOf('*');
        if (star != name.lastIndexOf('*') || name.contains("..")) {
            return false;
        }
        if (star < 0) {
            return name.length() > 1;
        }
        return name.startsWith("*.") && name.length() > 2
                || name.endsWith(".*") && name.length() > 2;
    }

    boolean isEmpty() {
        return byEnd.isEmpty() && byStart.isEmpty() && exact.isEmpty();
    }

    /**
     * @return what the name had before, and keeps; or null
     */
    V put(String name, V value) {
        if (name.startsWith("*.")) {
            return byEnd.putIfAbsent(name.substring(1), value);
        }
        if (name.startsWith(".")) {
            V before = exact.putIfAbsent(name.substring(1), value);
            return before != null ? before : byEnd.putIfAbsent(name, value);
        }
        return byStart.putIfAbsent(name.substring(0, name.length() - 1), value);
    }

    V find(String name) {
        V value = exact.get(name);
        for (int dot = name.indexOf('.', 1);
                value == null && dot > 0;
                dot = name.indexOf('.', dot + 1)) {
            value = byEnd.get(name.substring(dot));
        }
        for (int dot = name.lastIndexOf('.');
                value == null && dot > 0;
                dot = name.lastIndexOf('.', dot - 1)) {
            value = byStart.get(name.substring(0, dot + 1));
        }
        return value;
    }
}
