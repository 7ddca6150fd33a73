// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {

    @Test
    void datesAreWrittenInTheFixedForm() {
        assertThat(HttpDate.format(784_111_777)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(HttpDate.format(0)).isEqualTo("Thu, 01 Jan 1970 00:00:00 GMT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994"
            })
    void allThreeFormsAreRead(String text) {
        assertThat(HttpDate.parse(text)).isEqualTo(784_111_777);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "Sun, 06 Nov 1994",
                "Sun, 99 Nov 1994 08:49:37 GMT",
                "Sun, 06 Foo 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 25:49:37 GMT",
                ","
            })
    void whatIsNoDateIsRefused(String text) {
        assertThat(HttpDate.parse(text)).isEqualTo(-1);
    }

    @Test
    void cookiesHaveTheirOwnForm() {
        assertThat(HttpDate.formatCookie(1_290_079_655)).isEqualTo("Thu, 18-Nov-10 11:27:35 GMT");
    }
}
