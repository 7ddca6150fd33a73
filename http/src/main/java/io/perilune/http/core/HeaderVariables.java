// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import static io.perilune.http.variable.Variable.NOCACHEABLE;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.message.Headers;
import io.perilune.http.variable.VariableTable;

/** Variables that look into the request's headers, cookies and arguments. Stateless. */
final class HeaderVariables {

    private HeaderVariables() {}

    static void define(VariableTable t) {
        t.define("http_host", 0, x -> x.request().header("Host"));
        t.define("http_cookie", 0, x -> x.request().headers().joined("Cookie", "; "));
        t.define(
                "http_x_forwarded_for",
                0,
                x -> x.request().headers().joined("X-Forwarded-For", ", "));
        t.definePrefix(
                "http_",
                NOCACHEABLE,
                name -> {
                    String likely = name.replace('_', '-');
                    boolean plain = name.indexOf('_') < 0;
                    return x -> header(x, likely, plain);
                });
        t.definePrefix("cookie_", NOCACHEABLE, name -> x -> cookie(x, name));
        t.definePrefix("arg_", NOCACHEABLE, name -> x -> argument(x.request().args, name));
    }

    /** A header whose name has '-' or '_' where the variable has '_'; several are joined. */
    private static String header(Exchange x, String name, boolean plain) {
        Headers headers = x.request().headers();
        if (plain || headers.contains(name)) {
            return headers.joined(name, ", ");
        }
        String found = null;
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).length() == name.length()
                    && headers.name(i).replace('_', '-').equalsIgnoreCase(name)) {
                found = found == null ? headers.value(i) : found + ", " + headers.value(i);
            }
        }
        return found;
    }

    /** The first cookie of this name, whatever the case of its letters. */
    static String cookie(Exchange x, String name) {
        Headers headers = x.request().headers();
        for (int line = headers.indexOf("Cookie", 0);
                line >= 0;
                line = headers.indexOf("Cookie", line + 1)) {
            String value = cookieIn(headers.value(line), name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static String cookieIn(String line, String name) {
        int at = 0;
        while (at < line.length()) {
            int end = line.indexOf(';', at);
            end = end < 0 ? line.length() : end;
            int equals = at + name.length();
            if (equals <= end && line.regionMatches(true, at, name, 0, name.length())) {
                int value = skipBlanks(line, equals, end);
                if (value < end && line.charAt(value) == '=') {
                    return line.substring(skipBlanks(line, value + 1, end), end);
                }
            }
            at = skipBlanks(line, end + 1, line.length());
        }
        return null;
    }

    private static int skipBlanks(String line, int from, int end) {
        int at = from;
        while (at < end && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** The first argument of this name, undecoded, whatever the case of its letters; or null. */
    static String argument(String args, String name) {
        int length = name.length();
        for (int at = 0; at + length < args.length(); ) {
            if (args.charAt(at + length) == '=' && args.regionMatches(true, at, name, 0, length)) {
                int end = args.indexOf('&', at + length + 1);
                return args.substring(at + length + 1, end < 0 ? args.length() : end);
            }
            int next = args.indexOf('&', at);
            if (next < 0) {
                return null;
            }
            at = next + 1;
        }
        return null;
    }
}
