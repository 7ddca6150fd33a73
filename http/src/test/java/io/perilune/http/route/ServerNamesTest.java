// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerNamesTest {

    private final ServerNames<String> names = new ServerNames<>();

    @BeforeEach
    void fill() {
        names.add("example.com", "exact");
        names.add("*.example.com", "head");
        names.add("*.deep.example.com", "deeper head");
        names.add("mail.*", "tail");
        names.add(".both.org", "both");
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, exact",
        "a.example.com, head",
        "a.b.example.com, head",
        "a.deep.example.com, deeper head",
        "deep.example.com, head",
        "mail.foo, tail",
        "mail.foo.bar, tail",
        "both.org, both",
        "x.both.org, both"
    })
    void theMostExactKindOfNameWins(String host, String server) {
        assertThat(names.find(host)).isEqualTo(server);
    }

    @Test
    void aHostNobodyNamedIsNotFound() {
        assertThat(names.find("other.net")).isNull();
        assertThat(names.find(".example.com")).isNull();
    }

    @Test
    void theFirstServerOfANameKeepsIt() {
        assertThat(names.add("example.com", "second")).isFalse();
        assertThat(names.find("example.com")).isEqualTo("exact");
    }
}
