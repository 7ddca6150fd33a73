// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

/**
 * How large the methods of a function may be. Immutable.
 *
 * @param whole an estimate above which writing one method (64 KB at most) is not tried
 * @param piece bytes that a method of a split function should have at most, estimated
 * @param withBlocks bytes of code of a method, above which its blocks are methods of their own
 * @param block what such a block should have at most, estimated
 */
public record MethodSizes(int whole, int piece, int withBlocks, int block) {
    private static final int WHOLE = 80_000;

    /** HotSpot compiles no method above 8,000 bytes. */
    private static final int PIECE = 5000;

    /** The estimate is two or three times the truth. */
    private static final int BLOCK = 6000;

    private static final int WITH_BLOCKS = 4000;

    public static final MethodSizes USUAL = new MethodSizes(WHOLE, PIECE, WITH_BLOCKS, BLOCK);

    /** All functions that are larger are split. */
    public static MethodSizes ofPieces(int size) {
        return new MethodSizes(size, size, WITH_BLOCKS, BLOCK);
    }

    /** In all functions blocks that are not larger are methods. */
    public static MethodSizes ofBlocks(int size) {
        return new MethodSizes(WHOLE, PIECE, 0, size);
    }
}
