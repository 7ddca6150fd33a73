// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import io.perilune.lua.compiler.emit.MethodSizes;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.compiler.syntax.Source;
import io.perilune.lua.runtime.Threshold;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The chunks that were loaded last, so that the same text loaded again is neither compiled again
 * nor has to become hot again: programs that build code with `loadstring`, further workers, and
 * machines that come and go with requests. Thread-safe.
 *
 * <p>At most {@link #MAX_CHUNKS} chunks of at most {@value #MAX_BYTES} bytes each, the least
 * recently used leaves first; memory that is short takes them away. A chunk's classes hold no state
 * of a machine (field caches know shapes, which are the process's), so they may be shared.
 */
final class ChunkCache {
    static final ChunkCache SHARED = new ChunkCache();

    private static final int MAX_CHUNKS = Threshold.of(256, 1);
    private static final int MAX_BYTES = 1 << 18;
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<Key, SoftReference<Chunk>> chunks =
            new LinkedHashMap<>(16, LOAD_FACTOR, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, SoftReference<Chunk>> eldest) {
                    return size() > MAX_CHUNKS;
                }
            };

    private ChunkCache() {}

    /** All that decides what a chunk's code is. Immutable. */
    static final class Key {
        private final Source source;
        private final Dialect dialect;
        private final MethodSizes sizes;
        private final int hash;

        Key(Source source, Dialect dialect, MethodSizes sizes) {
            this.source = source;
            this.dialect = dialect;
            this.sizes = sizes;
            this.hash = 31 * Arrays.hashCode(source.text()) + source.chunkName().hashCode();
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && hash == key.hash
                    && Objects.equals(sizes, key.sizes)
                    && Objects.equals(dialect, key.dialect)
                    && source.firstLine() == key.source.firstLine()
                    && source.chunkName().equals(key.source.chunkName())
                    && Arrays.equals(source.text(), key.source.text());
        }
    }

    /** What is known of this chunk, or what the compiler makes now. */
    Chunk get(Key key, Supplier<Chunk> compiler) {
        if (key.source.text().length > MAX_BYTES) {
            return compiler.get();
        }
        Chunk known = known(key);
        if (known == null) {
            // Outside the lock: two threads may both compile, what the second one made stays.
            known = compiler.get();
            remember(key, known);
        }
        return known;
    }

    private synchronized Chunk known(Key key) {
        SoftReference<Chunk> reference = chunks.get(key);
        return reference == null ? null : reference.get();
    }

    private synchronized void remember(Key key, Chunk made) {
        chunks.put(key, new SoftReference<>(made));
    }
}
