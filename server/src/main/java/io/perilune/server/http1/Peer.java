// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * The addresses of both ends of a connection as texts. Immutable.
 *
 * @param remote the client's address, or "unix:"
 * @param remotePort the client's port, 0 for a unix socket
 * @param binary the client's address bytes, one char each, or "unix:"
 * @param local our address
 * @param localPort our port
 */
record Peer(String remote, int remotePort, String binary, String local, int localPort) {

    static Peer of(Channel channel) {
        SocketAddress local = channel.localAddress();
        String localText =
                local instanceof InetSocketAddress inet
                        ? text(inet.getAddress())
                        : "unix:" + path(local);
        int localPort = local instanceof InetSocketAddress inet ? inet.getPort() : 0;
        if (channel.remoteAddress() instanceof InetSocketAddress inet) {
            InetAddress address = inet.getAddress();
            return new Peer(
                    text(address),
                    inet.getPort(),
                    new String(address.getAddress(), ISO_8859_1),
                    localText,
                    localPort);
        }
        return new Peer("unix:", 0, "unix:", localText, localPort);
    }

    boolean isUnix() {
        return remotePort == 0 && remote.equals("unix:");
    }

    private static String path(SocketAddress address) {
        return address == null ? "" : address.toString();
    }

    /** As inet_ntop(3) writes it: in IPv6 the longest run of zeros is "::". */
    static String text(InetAddress address) {
        byte[] b = address.getAddress();
        if (b.length == 4) {
            return (b[0] & 0xff) + "." + (b[1] & 0xff) + "." + (b[2] & 0xff) + "." + (b[3] & 0xff);
        }
        int[] words = new int[8];
        for (int i = 0; i < 8; i++) {
            words[i] = (b[2 * i] & 0xff) << 8 | b[2 * i + 1] & 0xff;
        }
        int[] run = longestZeros(words);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == run[0]) {
                text.append("::");
                i += run[1] - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(words[i]));
        }
        return text.toString();
    }

    private static int[] longestZeros(int[] words) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && words[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
            i = Math.max(i, end - 1);
        }
        return new int[] {start, length};
    }
}
