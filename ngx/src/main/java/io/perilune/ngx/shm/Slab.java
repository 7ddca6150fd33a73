// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.shm;

import java.util.ArrayDeque;
import java.util.BitSet;

/**
 * The bookkeeping of nginx's slab allocator without the memory: says what fits into a zone and what
 * is free, so that a dictionary of a given size holds as many items as nginx's does. Guarded by its
 * owner's lock.
 *
 * <p>Small things go into pages of one size class (powers of two from 8 bytes to half a page), all
 * else takes whole pages in a row. A page becomes free with its last thing.
 */
final class Slab {
    private static final int PAGE = 4096;
    private static final int SMALLEST_SHIFT = 3;
    private static final int LARGEST_CHUNK = PAGE / 2;
    private static final int CLASSES = 9;
    private static final int HEADER = 200;
    private static final int SLOT = 24;
    private static final int STATISTICS = 32;
    private static final int PAGE_RECORD = 24;

    private final int pages;
    private final BitSet taken = new BitSet();
    private int freePages;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final ArrayDeque<Block>[] partial = new ArrayDeque[CLASSES];

    /** A page of chunks, or pages in a row. What an owner keeps to free it. */
    static final class Block {
        private final int start;
        private final int count;
        private final int shift;
        private int free;

        private Block(int start, int count, int shift, int free) {
            this.start = start;
            this.count = count;
            this.shift = shift;
            this.free = free;
        }
    }

    Slab(long size) {
        long offset = HEADER + CLASSES * (SLOT + STATISTICS);
        long count = (size - offset) / (PAGE + PAGE_RECORD);
        long start = (offset + count * PAGE_RECORD + PAGE - 1) / PAGE * PAGE;
        pages = (int) Math.max(0, Math.min(count, (size - start) / PAGE));
        freePages = pages;
        for (int i = 0; i < CLASSES; i++) {
            partial[i] = new ArrayDeque<>();
        }
    }

    /** Room for a thing, or null when there is none. */
    Block allocate(int size) {
        if (size > LARGEST_CHUNK) {
            return allocatePages((size + PAGE - 1) / PAGE, 0, 0);
        }
        int shift = shiftFor(size);
        ArrayDeque<Block> open = partial[shift - SMALLEST_SHIFT];
        Block page = open.peekFirst();
        if (page == null) {
            page = allocatePages(1, shift, chunksIn(shift));
            if (page == null) {
                return null;
            }
            open.addFirst(page);
        }
        if (--page.free == 0) {
            open.removeFirst();
        }
        return page;
    }

    private static int shiftFor(int size) {
        return Math.max(
                SMALLEST_SHIFT, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, size - 1)));
    }

    /** Chunks of a page; the small ones lose some to their own bitmap. */
    private static int chunksIn(int shift) {
        int chunks = PAGE >> shift;
        int bitmap = chunks / 8;
        return shift < 6 ? chunks - Math.max(1, bitmap >> shift) : chunks;
    }

    private Block allocatePages(int count, int shift, int chunks) {
        if (freePages < count) {
            return null;
        }
        int start = taken.nextClearBit(0);
        while (start + count <= pages) {
            int end = taken.nextSetBit(start);
            if (end < 0 || end - start >= count) {
                taken.set(start, start + count);
                freePages -= count;
                return new Block(start, count, shift, chunks);
            }
            start = taken.nextClearBit(end);
        }
        return null;
    }

    void free(Block block) {
        if (block.shift == 0) {
            release(block);
            return;
        }
        ArrayDeque<Block> open = partial[block.shift - SMALLEST_SHIFT];
        if (block.free++ == 0) {
            open.addFirst(block);
        }
        if (block.free == chunksIn(block.shift)) {
            open.removeFirstOccurrence(block);
            release(block);
        }
    }

    private void release(Block block) {
        taken.clear(block.start, block.start + block.count);
        freePages += block.count;
    }

    /** Bytes in whole free pages. */
    long freeSpace() {
        return (long) freePages * PAGE;
    }
}
