// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.value;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where to listen or connect: an address and port, or a Unix socket. Immutable.
 *
 * @param text as it was written
 * @param host an address in numbers; null for a Unix socket
 * @param unixPath null for an address
 * @param wildcard every address of the machine
 */
public record Address(String text, String host, int port, String unixPath, boolean wildcard) {
    /** What is wrong with an address; the text is nginx's. Immutable. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String problem) {
            super(problem, null, false, false);
        }
    }

    /** {@code HOST:PORT} as nginx writes addresses in messages and in $server_addr's company. */
    public String display() {
        if (unixPath != null) {
            return "unix:" + unixPath;
        }
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }

    /**
     * The argument of "listen": {@code 80}, {@code *:80}, {@code 10.0.0.1}, {@code [::]:80}, {@code
     * unix:/s}, or a name, which is resolved.
     *
     * @param defaultPort for an address without one
     * @return one entry for each address of a name
     * @throws Malformed with nginx's reason, such as "invalid port"
     */
    public static List<Address> parseListen(String text, int defaultPort) throws Malformed {
        if (text.startsWith("unix:")) {
            return List.of(unix(text));
        }
        return text.startsWith("[") ? List.of(v6(text, defaultPort)) : inet(text, defaultPort);
    }

    private static Address unix(String text) throws Malformed {
        String path = text.substring(5);
        if (path.isEmpty()) {
            throw new Malformed("no path in the unix domain socket");
        }
        if (path.length() + 1 > 108) {
            throw new Malformed("too long path in the unix domain socket");
        }
        return new Address(text, null, 0, path, false);
    }

    private static Address v6(String text, int defaultPort) throws Malformed {
        int end = text.indexOf(']');
        if (end < 0) {
            throw new Malformed("invalid host");
        }
        int port = defaultPort;
        if (end + 1 < text.length()) {
            if (text.charAt(end + 1) != ':') {
                throw new Malformed("invalid host");
            }
            port = port(text.substring(end + 2));
        }
        byte[] address = IpAddress.parseV6(text.substring(1, end));
        if (end == 1) {
            throw new Malformed("no host");
        }
        if (address == null) {
            throw new Malformed("invalid IPv6 address");
        }
        String host = IpAddress.format(address);
        return new Address(text, host, port, null, host.equals("::"));
    }

    private static List<Address> inet(String text, int defaultPort) throws Malformed {
        int colon = text.indexOf(':');
        if (colon < 0) {
            long port = Size.parseNumber(text);
            if (port != Size.INVALID) {
                return List.of(wildcard(text, checkedPort(port)));
            }
        }
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? defaultPort : port(text.substring(colon + 1));
        if (host.isEmpty()) {
            throw new Malformed("no host");
        }
        if (host.equals("*")) {
            return List.of(wildcard(text, port));
        }
        byte[] address = IpAddress.parseV4(host);
        if (address != null) {
            String shown = IpAddress.format(address);
            return List.of(new Address(text, shown, port, null, shown.equals("0.0.0.0")));
        }
        return resolved(text, host, port);
    }

    private static Address wildcard(String text, int port) {
        return new Address(text, "0.0.0.0", port, null, true);
    }

    private static List<Address> resolved(String text, String host, int port) throws Malformed {
        try {
            List<Address> found = new ArrayList<>();
            for (InetAddress each : InetAddress.getAllByName(host)) {
                found.add(
                        new Address(text, IpAddress.format(each.getAddress()), port, null, false));
            }
            return found;
        } catch (UnknownHostException e) {
            throw new Malformed("host not found");
        }
    }

    private static int port(String text) throws Malformed {
        return checkedPort(Size.parseNumber(text));
    }

    private static int checkedPort(long port) throws Malformed {
        if (port < 1 || port > 65535) {
            throw new Malformed("invalid port");
        }
        return (int) port;
    }
}
