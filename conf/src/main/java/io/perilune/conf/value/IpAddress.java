// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.value;

import java.util.Arrays;

/** Addresses as text and as bytes in network order; never asks a name server. Stateless. */
public final class IpAddress {
    private IpAddress() {}

    /** 4 or 16 bytes, or null when the text is no address. */
    public static byte[] parse(String text) {
        byte[] v4 = parseV4(text);
        return v4 != null ? v4 : parseV6(text);
    }

    /** Dotted decimal with exactly four parts; null for anything else. */
    public static byte[] parseV4(String text) {
        byte[] address = new byte[4];
        int part = 0;
        int value = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c >= '0' && c <= '9') {
                value = Math.max(value, 0) * 10 + c - '0';
                if (value > 255) {
                    return null;
                }
            } else if (c == '.' && value >= 0 && part < 4) {
                address[part++] = (byte) value;
                value = -1;
            } else {
                return null;
            }
        }
        return part == 4 ? address : null;
    }

    /** Without brackets and zone; null for anything else. */
    public static byte[] parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] whole = groups(text);
            return whole != null && whole.length == 16 ? whole : null;
        }
        byte[] head = groups(text.substring(0, gap));
        byte[] tail = groups(text.substring(gap + 2));
        if (head == null || tail == null || head.length + tail.length > 14) {
            return null;
        }
        byte[] address = new byte[16];
        System.arraycopy(head, 0, address, 0, head.length);
        System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
        return address;
    }

    private static byte[] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] bytes = new byte[16];
        int used = 0;
        for (int i = 0; i < parts.length; i++) {
            byte[] part =
                    i == parts.length - 1 && parts[i].indexOf('.') >= 0
                            ? parseV4(parts[i])
                            : group(parts[i]);
            if (part == null || used + part.length > 16) {
                return null;
            }
            System.arraycopy(part, 0, bytes, used, part.length);
            used += part.length;
        }
        return Arrays.copyOf(bytes, used);
    }

    private static byte[] group(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return null;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return null;
            }
            value = value << 4 | digit;
        }
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    /** The four bytes of ::ffff:a.b.c.d, or the address itself. */
    public static byte[] unmapped(byte[] address) {
        if (address.length != 16 || address[10] != -1 || address[11] != -1) {
            return address;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        return Arrays.copyOfRange(address, 12, 16);
    }

    /** As nginx prints it: the longest run of zero groups becomes "::". */
    public static String format(byte[] address) {
        if (address.length == 4) {
            return (address[0] & 0xff)
                    + "."
                    + (address[1] & 0xff)
                    + "."
                    + (address[2] & 0xff)
                    + "."
                    + (address[3] & 0xff);
        }
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = zeroRun(address, i);
            if (length > bestLength) {
                best = i;
                bestLength = length;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == best) {
                out.append("::");
                i += bestLength - 1;
                continue;
            }
            if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
                out.append(':');
            }
            out.append(
                    Integer.toHexString((address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff));
        }
        return out.toString();
    }

    private static int zeroRun(byte[] address, int group) {
        int i = group;
        while (i < 8 && address[2 * i] == 0 && address[2 * i + 1] == 0) {
            i++;
        }
        return i - group;
    }
}
