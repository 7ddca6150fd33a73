// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadersTest {

    private final Headers headers = new Headers(1);

    @Test
    void namesAreFoundWithoutCaseAndKeptAsTheyCame() {
        headers.add("X-Foo", "1");
        assertThat(headers.get("x-foo")).isEqualTo("1");
        assertThat(headers.name(0)).isEqualTo("X-Foo");
    }

    @Test
    void severalLinesOfANameKeepTheirOrder() {
        headers.add("a", "1");
        headers.add("b", "2");
        headers.add("A", "3");
        assertThat(headers.all("a")).containsExactly("1", "3");
        assertThat(headers.joined("a", ", ")).isEqualTo("1, 3");
        assertThat(headers.joined("c", ", ")).isNull();
    }

    @Test
    void settingReplacesAllLinesOfAName() {
        headers.add("a", "1");
        headers.add("b", "2");
        headers.add("a", "3");
        headers.set("A", "4");
        assertThat(headers.toString()).isEqualTo("A: 4\nb: 2\n");
    }

    @Test
    void removingTakesAllLinesOfAName() {
        headers.add("a", "1");
        headers.add("b", "2");
        headers.add("a", "3");
        assertThat(headers.remove("a")).isTrue();
        assertThat(headers.remove("a")).isFalse();
        assertThat(headers.toString()).isEqualTo("b: 2\n");
    }

    @Test
    void aCopyIsIndependent() {
        headers.add("a", "1");
        Headers copy = headers.copy();
        copy.set("a", "2");
        assertThat(headers.get("a")).isEqualTo("1");
    }
}
