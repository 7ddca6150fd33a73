// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The locations of one level: exact ones, prefixes, and regular expressions in their order.
 *
 * <p>The longest prefix of a path is found by binary search: sorted, it is the greatest name not
 * above the path, or a prefix of that name. So every name knows its longest proper prefix, and the
 * search walks up those links. Immutable.
 *
 * @param <L> a location
 */
public final class LocationTree<L> {

    private final Map<String, L> exact;
    private final String[] prefixes;
    private final List<L> prefixLocations;

    /** Index of the longest other prefix that a prefix begins with, or -1. */
    private final int[] shorter;

    private final List<L> regexes;

    private LocationTree(Map<String, L> exact, Map<String, L> byPrefix, List<L> regexes) {
        this.exact = Map.copyOf(exact);
        this.regexes = List.copyOf(regexes);
        prefixes = byPrefix.keySet().toArray(String[]::new);
        Arrays.sort(prefixes);
        prefixLocations = new ArrayList<>(prefixes.length);
        shorter = new int[prefixes.length];
        for (int i = 0; i < prefixes.length; i++) {
            prefixLocations.add(byPrefix.get(prefixes[i]));
            int candidate = i - 1;
            while (candidate >= 0 && !prefixes[i].startsWith(prefixes[candidate])) {
                candidate = shorter[candidate];
            }
            shorter[i] = candidate;
        }
    }

    /** Collects locations. Single use. */
    public static final class Builder<L> {

        private final Map<String, L> exact = new HashMap<>();
        private final Map<String, L> prefixes = new HashMap<>();
        private final List<L> regexes = new ArrayList<>();

        /**
         * @return false if there is one of this name already
         */
        public boolean exact(String name, L location) {
            return exact.putIfAbsent(name, location) == null;
        }

        /**
         * @return false if there is one of this name already
         */
        public boolean prefix(String name, L location) {
            return prefixes.putIfAbsent(name, location) == null;
        }

        public void regex(L location) {
            regexes.add(location);
        }

        public LocationTree<L> build() {
            return new LocationTree<>(exact, prefixes, regexes);
        }
    }

    /** The location of exactly this path ({@code =}), or null. */
    public L exact(String path) {
        return exact.isEmpty() ? null : exact.get(path);
    }

    /** The location of the longest prefix of this path, or null. */
    public L prefix(String path) {
        int at = Arrays.binarySearch(prefixes, path);
        if (at < 0) {
            at = -at - 2;
            while (at >= 0 && !path.startsWith(prefixes[at])) {
                at = shorter[at];
            }
        }
        return at < 0 ? null : prefixLocations.get(at);
    }

    /** The prefix location with exactly this name, or null. */
    public L prefixNamed(String name) {
        int at = Arrays.binarySearch(prefixes, name);
        return at < 0 ? null : prefixLocations.get(at);
    }

    /** Locations by regular expression, in their order. */
    public List<L> regexes() {
        return regexes;
    }
}
