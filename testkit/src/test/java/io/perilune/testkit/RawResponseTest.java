// SPDX-License-Identifier: Apache-2.0
package io.perilune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RawResponseTest {

    @Test
    void chunksArePutTogether() {
        RawResponse response =
                RawResponse.parse(
                        "HTTP/1.1 200 OK\r\nA: 1\r\na: 2\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("A")).isEqualTo("1, 2");
        assertThat(response.body()).isEqualTo("abcd");
    }

    @Test
    void aCutChunkIsNotHidden() {
        assertThat(
                        RawResponse.parse(
                                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc")
                                .body())
                .contains("cut off");
    }

    @Test
    void withoutStatusLineAllIsBody() {
        assertThat(RawResponse.parse("plain").body()).isEqualTo("plain");
    }
}
