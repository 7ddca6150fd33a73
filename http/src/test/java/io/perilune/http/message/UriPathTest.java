// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriPathTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b, /a/b",
        "/a//b, /a/b",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/a/b/.., /a/",
        "/a/., /a/",
        "/a/b/../../c, /c",
        "/%41, /A",
        "/a%2fb, /a/b",
        "/a%2f%2e%2e%2fb, /b",
        "/a%20b, /a b",
        "/a%3fb, /a?b",
        "/a%23b, /a#b",
        "/a%25b, /a%b",
        "/..a, /..a",
        "/a.., /a..",
        "/.a, /.a",
        "/...., /....",
        "/a/%2e/b, /a/b",
        "///, /",
    })
    void pathsAreDecodedAndResolved(String target, String path) {
        assertThat(UriPath.parse(target, true).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../",
                "/a/../..",
                "/a/../../b",
                "/%2e%2e",
                "/%2E%2E/x",
                "/%00",
                "/%",
                "/%4",
                "/%zz",
                "a",
                ""
            })
    void pathsThatLeaveTheRootOrAreBrokenAreRefused(String target) {
        assertThat(UriPath.parse(target, true)).isNull();
    }

    @Test
    void slashesStayWhenTheyAreNotMerged() {
        assertThat(UriPath.parse("//a//b", false).path()).isEqualTo("//a//b");
    }

    @Test
    void argumentsAreCutOffUndecoded() {
        UriPath.Parsed parsed = UriPath.parse("/a?b=%20/../c#d", true);
        assertThat(parsed.path()).isEqualTo("/a");
        assertThat(parsed.args()).isEqualTo("b=%20/../c");
    }

    @Test
    void aQuestionMarkAloneIsKeptApartFromNone() {
        assertThat(UriPath.parse("/a?", true).hasArgs()).isTrue();
        assertThat(UriPath.parse("/a", true).hasArgs()).isFalse();
    }

    @Test
    void theFragmentIsDropped() {
        assertThat(UriPath.parse("/a#b?c", true).path()).isEqualTo("/a");
        assertThat(UriPath.parse("/a#b?c", true).args()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/a/../b, false", "/a/.., false", "../a, false", "/a..b, true", "/a/b, true"})
    void pathsFromProgramsMustNotClimb(String path, boolean safe) {
        assertThat(UriPath.isSafe(path)).isEqualTo(safe);
    }
}
