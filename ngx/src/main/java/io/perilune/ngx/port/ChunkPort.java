// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.port;

/** What body_filter_by_lua sees of one chain of buffers: ngx.arg[1] and ngx.arg[2]. */
public interface ChunkPort {
    /** All bytes of the chain; asked at most once unless replaced. */
    byte[] bytes();

    /** Whether this is the end of the response. */
    boolean isLast();

    /** Other bytes instead; null or none for no data. */
    void replace(byte[] bytes);

    void last(boolean value);
}
