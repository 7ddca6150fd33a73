// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.value;

import java.util.Arrays;

/**
 * A range of addresses: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single address. Immutable.
 *
 * @param network 4 or 16 bytes, masked
 */
@SuppressWarnings("ArrayRecordComponent")
public record Cidr(byte[] network, int bits, boolean lowBitsWereSet) {
    /** Null when the text is none. */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        long bits = slash < 0 ? address.length * 8L : Size.parseNumber(text.substring(slash + 1));
        if (bits < 0 || bits > address.length * 8L) {
            return null;
        }
        byte[] network = masked(address, (int) bits);
        return new Cidr(network, (int) bits, !Arrays.equals(network, address));
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] network = new byte[address.length];
        for (int i = 0; i < network.length; i++) {
            int left = Math.clamp(bits - i * 8L, 0, 8);
            network[i] = (byte) (address[i] & 0xff << 8 - left);
        }
        return network;
    }

    /**
     * Whether the address (4 or 16 bytes) is inside; an IPv4 address mapped to IPv6 counts as IPv4.
     */
    public boolean contains(byte[] address) {
        byte[] plain = network.length == 4 ? IpAddress.unmapped(address) : address;
        if (plain.length != network.length) {
            return false;
        }
        for (int i = 0, left = bits; left > 0; i++, left -= 8) {
            int mask = left >= 8 ? 0xff : 0xff << 8 - left & 0xff;
            if ((plain[i] & mask) != (network[i] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr that
                && bits == that.bits
                && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(network) * 31 + bits;
    }
}
