// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    private static final Class<? extends Throwable> OUTSIDE = IndexOutOfBoundsException.class;

    private final byte[] bytes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, (byte) 0xff};

    @Test
    void theFirstByteIsTheLowest() {
        assertThat(Words.longAt(bytes, 0)).isEqualTo(0x0706_0504_0302_0100L);
        assertThat(Words.longAt(bytes, 3)).isEqualTo(0xff09_0807_0605_0403L);
        assertThat(Words.intAt(bytes, 1)).isEqualTo(0x0403_0201);
        assertThat(Words.intAt(bytes, 7)).isEqualTo(0xff09_0807);
    }

    @Test
    void writesOverwriteTheirBytesOnly() {
        Words.setInt(bytes, 1, 0x1413_1211);
        assertThat(bytes).startsWith(0, 0x11, 0x12, 0x13, 0x14, 5);
        Words.setLong(bytes, 2, -1);
        assertThat(bytes).containsExactly(0, 0x11, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 11, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void nothingOutsideIsReadOrWritten(int at) {
        assertThatThrownBy(() -> Words.longAt(bytes, at)).isInstanceOf(OUTSIDE);
        assertThatThrownBy(() -> Words.setLong(bytes, at, 0)).isInstanceOf(OUTSIDE);
        int narrow = at == 4 ? 8 : at;
        assertThatThrownBy(() -> Words.intAt(bytes, narrow)).isInstanceOf(OUTSIDE);
        assertThatThrownBy(() -> Words.setInt(bytes, narrow, 0)).isInstanceOf(OUTSIDE);
        assertThatThrownBy(() -> Words.longAt(new byte[3], 0)).isInstanceOf(OUTSIDE);
    }
}
