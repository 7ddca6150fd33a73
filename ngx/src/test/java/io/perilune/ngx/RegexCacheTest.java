// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.runtime.LuaString;
import io.perilune.ngx.regex.CompiledPattern;
import io.perilune.ngx.regex.RegexCache;
import io.perilune.ngx.regex.RegexOptions;
import io.perilune.regex.StopSignal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegexCacheTest {
    private static final int CAPACITY = 50;

    private final RegexCache cache = new RegexCache(CAPACITY, 0, StopSignal.NEVER);
    private final RegexOptions plain = cache.options(LuaString.of("jo"));

    private static LuaString pattern(int number) {
        return LuaString.of("x" + number);
    }

    private long known() {
        long count = 0;
        for (int i = 0; i < 1000; i++) {
            count += cache.known(pattern(i), plain) == null ? 0 : 1;
        }
        return count;
    }

    @Test
    void keepsAsManyPatternsAsThereIsRoomFor() throws Exception {
        List<CompiledPattern> made = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            assertThat(cache.known(pattern(i), plain)).isNull();
            made.add(cache.compile(pattern(i), plain));
            assertThat(cache.known(pattern(i), plain)).isSameAs(made.getLast());
        }
        assertThat(known()).isEqualTo(CAPACITY);
    }

    @Test
    void keepsThePatternsInUse() throws Exception {
        cache.compile(LuaString.of("used"), plain);
        for (int i = 0; i < 1000; i++) {
            cache.compile(pattern(i), plain);
            assertThat(cache.known(LuaString.of("used"), plain)).isNotNull();
        }
    }

    @Test
    void optionsTellPatternsApart() throws Exception {
        RegexOptions caseless = cache.options(LuaString.of("i"));
        CompiledPattern one = cache.compile(pattern(1), plain);
        assertThat(cache.known(pattern(1), caseless)).isNull();
        CompiledPattern other = cache.compile(pattern(1), caseless);
        assertThat(cache.known(pattern(1), plain)).isSameAs(one);
        assertThat(cache.known(pattern(1), cache.options(LuaString.of("ii")))).isSameAs(other);
        assertThat(cache.options(LuaString.of("iz"))).isNull();
    }
}
