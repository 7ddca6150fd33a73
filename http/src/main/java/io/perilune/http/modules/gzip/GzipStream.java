// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.gzip;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.perilune.http.exchange.ContextKey;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One body on its way through gzip. Holds native memory until {@link #close}. Single use, confined
 * to its worker.
 */
final class GzipStream {

    static final ContextKey<GzipStream> KEY = ContextKey.of("gzip");

    private static final int ROOM = 4096;

    /** Identification, deflate, no flags, no time; the extra flags and the system follow. */
    private static final int MAGIC = 0x1f8b0800;

    private static final int UNIX = 3;

    private final Deflater deflater;
    private final ByteBufAllocator allocator;
    private final int extraFlags;
    private final CRC32 checksum = new CRC32();
    private boolean begun;
    private boolean closed;
    private long taken;
    private long made;

    GzipStream(int level, ByteBufAllocator allocator) {
        this.deflater = new Deflater(level, true);
        this.allocator = allocator;
        this.extraFlags = level == 9 ? 2 : level < 2 ? 4 : 0;
    }

    /**
     * Compresses what it can; takes over the buffer. The answer may be empty unless flushed or
     * finished.
     */
    ByteBuf compress(ByteBuf data, boolean flush, boolean last) {
        ByteBuf out = allocator.buffer(Math.max(ROOM, data.readableBytes() / 2));
        if (!begun) {
            begun = true;
            out.writeInt(MAGIC).writeInt(0).writeByte(extraFlags).writeByte(UNIX);
        }
        try {
            for (ByteBuffer part : data.nioBuffers()) {
                checksum.update(part.duplicate());
                taken += part.remaining();
                deflater.setInput(part);
                drain(out, Deflater.NO_FLUSH);
            }
        } finally {
            data.release();
        }
        if (last) {
            deflater.finish();
            drain(out, Deflater.NO_FLUSH);
            out.writeIntLE((int) checksum.getValue()).writeIntLE((int) taken);
            close();
        } else if (flush) {
            drain(out, Deflater.SYNC_FLUSH);
        }
        made += out.readableBytes();
        return out;
    }

    private void drain(ByteBuf out, int mode) {
        int count;
        int room;
        do {
            out.ensureWritable(ROOM);
            room = out.writableBytes();
            count = deflater.deflate(out.nioBuffer(out.writerIndex(), room), mode);
            out.writerIndex(out.writerIndex() + count);
        } while (count == room || count > 0 && mode == Deflater.NO_FLUSH && !deflater.finished());
    }

    /** Bytes in for a byte out; 0 before there is output. */
    double ratio() {
        return made == 0 ? 0 : (double) taken / made;
    }

    void close() {
        if (!closed) {
            closed = true;
            deflater.end();
        }
    }
}
