// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.ngx.shm.DictZones;
import org.junit.jupiter.api.Test;

/** ngx.shared: values, expiry, eviction. The sizes are those that nginx with 4 KB pages answers. */
class SharedDictTest {
    private final TestHost host = new TestHost();

    @Test
    void valuesKeepTheirTypes() {
        assertThat(
                        host.say(
                                """
                local d = ngx.shared.dogs
                d:set('s', 'x') d:set('n', 1.5) d:set('b', false, 0, 7)
                ngx.say(d:get('s'), d:get('n'), d:get('b'))
                ngx.say(d:get('nothing'), d:get(''))"""))
                .isEqualTo("x1.5false7\nnilnilempty key\n");
    }

    @Test
    void addReplaceDelete() {
        assertThat(
                        host.say(
                                """
                local d = ngx.shared.dogs
                ngx.say(d:add('a', 1)) ngx.say(d:add('a', 2)) ngx.say(d:replace('b', 1)) d:delete('a')
                ngx.say(d:get('a'))"""))
                .isEqualTo("truenilfalse\nfalseexistsfalse\nfalsenot foundfalse\nnil\n");
    }

    @Test
    void increments() {
        assertThat(
                        host.say(
                                """
                local d = ngx.shared.dogs
                ngx.say(d:incr('n', 1)) ngx.say(d:incr('n', 1, 5)) ngx.say(d:incr('n', 0.5))
                d:set('s', 'x') ngx.say(d:incr('s', 1))"""))
                .isEqualTo("nilnot found\n6nilfalse\n6.5\nnilnot a number\n");
    }

    @Test
    void itemsExpire() {
        assertThat(
                        host.say(
                                """
                local d = ngx.shared.dogs
                d:set('a', 1, 0.5) ngx.say(d:ttl('a')) ngx.sleep(0.6)
                ngx.say(d:get_stale('a')) ngx.say(d:get('a')) ngx.say(d:get_stale('a'))"""))
                .isEqualTo("0.5\n1niltrue\nnil\nnil\n");
    }

    @Test
    void lists() {
        assertThat(
                        host.say(
                                """
                local d = ngx.shared.dogs
                ngx.say(d:rpush('l', 'a'), d:rpush('l', 2), d:lpush('l', 'z'), d:llen('l'))
                ngx.say(d:lpop('l'), d:rpop('l'), d:rpop('l'), d:rpop('l'))
                d:set('s', 1) ngx.say(d:lpush('s', 1))"""))
                .isEqualTo("1233\nz2anil\nnilvalue not a list\n");
    }

    @Test
    void roomIsWhatNginxHas() {
        assertThat(
                        host.say(
                                """
                local d = ngx.shared.dogs
                ngx.say(d:capacity(), ' ', d:free_space(), ' ', ngx.shared.small:free_space())"""))
                .isEqualTo("1048576 1032192 4096\n");
    }

    @Test
    void theOldestGoWhenThereIsNoRoom() {
        assertThat(
                        host.say(
                                """
                local d = ngx.shared.small
                for i = 1, 1000 do
                    local ok, err, forcible = d:set('key' .. i, ('v'):rep(100))
                    if forcible then ngx.say('forced at ', i) break end
                end
                ngx.say(d:get('key1'), d:safe_set('other', ('v'):rep(100)))"""))
                .isEqualTo("forced at 17\nnilfalseno memoryfalse\n");
    }

    @Test
    void aReloadKeepsDictionariesOfTheSameSize() {
        DictZones before = new DictZones();
        before.add("a", 1 << 16, null);
        before.add("b", 1 << 16, null);
        DictZones after = new DictZones();
        assertThat(after.add("a", 1 << 16, before)).isTrue();
        assertThat(after.add("b", 1 << 17, before)).isTrue();
        assertThat(after.add("b", 1 << 17, before)).isFalse();
        assertThat(after.zone("a")).isSameAs(before.zone("a"));
        assertThat(after.zone("b")).isNotSameAs(before.zone("b"));
    }
}
