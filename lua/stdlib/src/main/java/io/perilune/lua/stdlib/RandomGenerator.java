// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import java.security.SecureRandom;

/**
 * LuaJIT's generator of pseudo-random numbers, so that a seed gives the same sequence. Confined to
 * its machine.
 *
 * <p>Four Tausworthe generators combined (P. L'Ecuyer, "Tables of maximally equidistributed
 * combined LFSR generators", table 3, first entry): k = 63, 58, 55, 47; q = 31, 19, 24, 21; s = 18,
 * 28, 7, 8; period 2^223. Not for secrets.
 */
final class RandomGenerator {
    private static final int[] K = {63, 58, 55, 47};
    private static final int SEEDING_STEPS = 10;

    private long a = 0xa0d277570a345b8cL;
    private long b = 0x764a296c5d4aa64fL;
    private long c = 0x51220704070adeaaL;
    private long d = 0x2a2717b5a7b7b927L;

    /** Uniform in [0, 1), 52 bits. */
    double next() {
        return Double.longBitsToDouble(step() & 0xfffffffffffffL | 0x3ff0000000000000L) - 1.0;
    }

    private long step() {
        a = part(a, 63, 31, 18);
        b = part(b, 58, 19, 28);
        c = part(c, 55, 24, 7);
        d = part(d, 47, 21, 8);
        return a ^ b ^ c ^ d;
    }

    private static long part(long z, int k, int q, int s) {
        return (z << q ^ z) >>> k - s ^ (z & -1L << 64 - k) << s;
    }

    /** Goes on where another one is. */
    void takeOver(RandomGenerator other) {
        a = other.a;
        b = other.b;
        c = other.c;
        d = other.d;
    }

    void seed(double seed) {
        long[] state = new long[4];
        double x = seed;
        for (int i = 0; i < 4; i++) {
            x = x * Math.PI + Math.E;
            state[i] = conditioned(Double.doubleToRawLongBits(x), K[i]);
        }
        set(state);
    }

    /** From the system's source of randomness. */
    void seedSecurely() {
        SecureRandom source = new SecureRandom();
        long[] state = new long[4];
        for (int i = 0; i < 4; i++) {
            state[i] = conditioned(source.nextLong(), K[i]);
        }
        set(state);
    }

    /** The upper k bits must not all be zero. */
    private static long conditioned(long value, int k) {
        long least = 1L << 64 - k;
        return Long.compareUnsigned(value, least) < 0 ? value + least : value;
    }

    private void set(long[] state) {
        a = state[0];
        b = state[1];
        c = state[2];
        d = state[3];
        for (int i = 0; i < SEEDING_STEPS; i++) {
            step();
        }
    }
}
