// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LuaStringTest {
    @Test
    void isBinarySafe() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        LuaString string = LuaString.of(all);
        assertThat(LuaString.ofLatin1(string.toLatin1())).isEqualTo(string);
        assertThat(string.byteAt(255)).isEqualTo(255);
        assertThat(string.toBytes()).isEqualTo(all);
    }

    @Test
    void ordersBytesUnsigned() {
        assertThat(LuaString.ofLatin1("a\u00ff")).isGreaterThan(LuaString.of("ab"));
        assertThat(LuaString.of("a")).isLessThan(LuaString.of("ab"));
        assertThat(LuaString.of("a\0b")).isGreaterThan(LuaString.of("a"));
    }

    @Test
    void equalBytesAreEqualWhateverTheirArrays() {
        LuaString grown = LuaString.of("x".repeat(600)).append(LuaString.of("yz"));
        LuaString plain = LuaString.of("x".repeat(600) + "yz");
        assertThat(grown).isEqualTo(plain).hasSameHashCodeAs(plain);
        assertThat(grown.compact()).isEqualTo(plain);
        assertThat(grown.intern()).isSameAs(plain.intern());
    }

    @Test
    void appendingNeverChangesAnotherString() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            LuaString base = LuaString.of("b".repeat(500 + random.nextInt(100)));
            ByteArrayOutputStream model = new ByteArrayOutputStream();
            model.writeBytes(base.toBytes());
            for (int i = 0; i < 50; i++) {
                LuaString piece = LuaString.of("p".repeat(random.nextInt(40)) + i);
                LuaString fork = base.append(LuaString.of("fork" + i));
                String forked = fork.toString();
                base = base.append(piece);
                model.writeBytes(piece.toBytes());
                assertThat(base.toBytes()).isEqualTo(model.toByteArray());
                assertThat(fork).hasToString(forked);
            }
        }
    }

    @Test
    void substringsAreClampedByNobodyAndShareOneByteStrings() {
        LuaString text = LuaString.of("hello");
        assertThat(text.substring(1, 3)).hasToString("el");
        assertThat(text.substring(0, 5)).isSameAs(text);
        assertThat(text.substring(2, 2)).isSameAs(LuaString.EMPTY);
        assertThat(text.substring(1, 2)).isSameAs(LuaString.ofByte('e'));
    }
}
