// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Size;
import io.perilune.conf.value.Time;

/** The parameters of {@code listen} behind the address. Stateless. */
final class ListenOptions {

    private ListenOptions() {}

    /** Applies one parameter. */
    static void apply(Directive d, String parameter, ListenTable.Entry entry) {
        int equals = parameter.indexOf('=');
        if (equals > 0) {
            applyValue(
                    d,
                    parameter,
                    parameter.substring(0, equals),
                    parameter.substring(equals + 1),
                    entry);
            return;
        }
        switch (parameter) {
            case "bind" -> entry.listen.bind = entry.optionsSet = true;
            case "reuseport" ->
                    entry.listen.reusePort = entry.listen.bind = entry.optionsSet = true;
            case "deferred" -> entry.listen.deferred = entry.listen.bind = entry.optionsSet = true;
            case "proxy_protocol" -> throw unsupported(d, parameter);
            case "ssl", "http2", "quic", "http3", "spdy" -> throw unsupported(d, parameter);
            default -> throw d.fail("invalid parameter \"" + parameter + '"');
        }
    }

    private static void applyValue(
            Directive d, String parameter, String name, String value, ListenTable.Entry entry) {
        Listen listen = entry.listen;
        switch (name) {
            case "backlog" -> listen.backlog = (int) positive(d, value, "backlog", parameter);
            case "rcvbuf" -> listen.receiveBuffer = size(d, value, "rcvbuf", parameter);
            case "sndbuf" -> listen.sendBuffer = size(d, value, "sndbuf", parameter);
            case "fastopen" -> listen.fastOpen = (int) positive(d, value, "fastopen", parameter);
            case "setfib" -> throw unsupported(d, parameter);
            case "ipv6only" -> listen.ipv6Only = ipv6Only(d, value);
            case "so_keepalive" -> listen.soKeepalive = keepalive(d, value);
            case "accept_filter" ->
                    throw d.fail(
                            "accept filters \""
                                    + parameter
                                    + "\" are not supported on this platform, ignored");
            default -> throw d.fail("invalid parameter \"" + parameter + '"');
        }
        listen.bind = entry.optionsSet = true;
    }

    private static RuntimeException unsupported(Directive d, String parameter) {
        return d.fail(
                "the \"" + parameter + "\" parameter of \"listen\" is known but not supported yet");
    }

    private static long positive(Directive d, String value, String name, String parameter) {
        long number = Size.parseNumber(value);
        if (number == Size.INVALID || number == 0 && !name.equals("fastopen")) {
            throw d.fail("invalid " + name + " \"" + parameter + '"');
        }
        return number;
    }

    private static int size(Directive d, String value, String name, String parameter) {
        long size = Size.parse(value);
        if (size == Size.INVALID) {
            throw d.fail("invalid " + name + " \"" + parameter + '"');
        }
        return (int) size;
    }

    private static boolean ipv6Only(Directive d, String value) {
        if (!value.equals("on") && !value.equals("off")) {
            throw d.fail("invalid parameter \"ipv6only=" + value + '"');
        }
        return value.equals("on");
    }

    /** on, off, or {@code idle:interval:count} with parts left out. */
    private static String keepalive(Directive d, String value) {
        if (value.equals("on") || value.equals("off")) {
            return value;
        }
        String[] parts = value.split(":", -1);
        boolean valid = parts.length == 3 && value.length() > 2;
        for (int i = 0; valid && i < parts.length; i++) {
            valid =
                    parts[i].isEmpty()
                            || (i < 2 ? Time.parseSeconds(parts[i]) : Size.parseNumber(parts[i]))
                                    >= 0;
        }
        if (!valid) {
            throw d.fail("invalid so_keepalive value: \"" + value + '"');
        }
        return value;
    }
}
