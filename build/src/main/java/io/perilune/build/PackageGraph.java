// SPDX-License-Identifier: Apache-2.0
package io.perilune.build;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which package of a module uses which other one, and because of which class. Confined to one test.
 *
 * <p>A cycle is looked for by depth-first search in alphabetical order, so the same knot is always
 * told in the same words.
 */
final class PackageGraph {

    private final Map<String, Map<String, String>> uses = new TreeMap<>();

    /**
     * Notes that {@code user} (a binary class name) mentions {@code used}; within one package
     * nothing is noted.
     */
    void add(String user, String used) {
        String from = packageOf(user);
        String to = packageOf(used);
        if (!from.equals(to)) {
            uses.computeIfAbsent(from, name -> new TreeMap<>())
                    .putIfAbsent(to, user + " uses " + used);
        }
    }

    /**
     * The first cycle found, one line for each arrow with the classes that make it; empty when
     * there is none.
     */
    List<String> cycle() {
        Set<String> done = new HashSet<>();
        for (String start : uses.keySet()) {
            List<String> path = search(start, new ArrayList<>(), done);
            if (!path.isEmpty()) {
                return arrows(path);
            }
        }
        return List.of();
    }

    /** Depth-first; answers the packages of a cycle with the first one repeated at the end. */
    private List<String> search(String current, List<String> path, Set<String> done) {
        int seen = path.indexOf(current);
        path.add(current);
        if (seen >= 0) {
            return path.subList(seen, path.size());
        }
        for (String next : uses.getOrDefault(current, Map.of()).keySet()) {
            List<String> cycle = done.contains(next) ? List.<String>of() : search(next, path, done);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        path.removeLast();
        done.add(current);
        return List.of();
    }

    private List<String> arrows(List<String> path) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i + 1 < path.size(); i++) {
            String from = path.get(i);
            String to = path.get(i + 1);
            lines.add(from + " -> " + to + " (" + uses.get(from).get(to) + ")");
        }
        return lines;
    }

    private static String packageOf(String className) {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }
}
