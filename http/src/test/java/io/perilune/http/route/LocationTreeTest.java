// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LocationTreeTest {

    @Test
    void theLongestPrefixWins() {
        LocationTree<String> tree = prefixes(List.of("/", "/a", "/a/b", "/ab", "/b/c"));
        assertThat(tree.prefix("/a/bc")).isEqualTo("/a/b");
        assertThat(tree.prefix("/a/c")).isEqualTo("/a");
        assertThat(tree.prefix("/abc")).isEqualTo("/ab");
        assertThat(tree.prefix("/b/")).isEqualTo("/");
        assertThat(tree.prefix("x")).isNull();
    }

    @Test
    void exactLocationsAreApart() {
        LocationTree.Builder<String> builder = new LocationTree.Builder<>();
        builder.exact("/a", "exact");
        builder.prefix("/a", "prefix");
        LocationTree<String> tree = builder.build();
        assertThat(tree.exact("/a")).isEqualTo("exact");
        assertThat(tree.exact("/a/")).isNull();
        assertThat(tree.prefix("/a")).isEqualTo("prefix");
    }

    @Test
    void aSecondLocationOfTheSameNameIsToldApart() {
        LocationTree.Builder<String> builder = new LocationTree.Builder<>();
        assertThat(builder.prefix("/a", "1")).isTrue();
        assertThat(builder.prefix("/a", "2")).isFalse();
    }

    @Test
    void theSearchAgreesWithTryingAllPrefixes() {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                names.add(path(random));
            }
            LocationTree<String> tree = prefixes(names);
            for (int i = 0; i < 50; i++) {
                String path = path(random);
                String longest = null;
                for (String name : names) {
                    if (path.startsWith(name)
                            && (longest == null || name.length() > longest.length())) {
                        longest = name;
                    }
                }
                assertThat(tree.prefix(path)).as(path + " in " + names).isEqualTo(longest);
            }
        }
    }

    private static String path(Random random) {
        StringBuilder text = new StringBuilder("/");
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.append("ab/".charAt(random.nextInt(3)));
        }
        return text.toString();
    }

    private static LocationTree<String> prefixes(List<String> names) {
        LocationTree.Builder<String> builder = new LocationTree.Builder<>();
        names.forEach(name -> builder.prefix(name, name));
        return builder.build();
    }
}
