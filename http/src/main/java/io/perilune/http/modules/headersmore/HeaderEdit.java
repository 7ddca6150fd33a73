// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.headersmore;

import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.message.Headers;
import io.perilune.http.module.ConfScope;
import io.perilune.http.variable.Interpolation;
import java.util.ArrayList;
import java.util.List;

/**
 * One {@code more_*} directive: on which responses (or requests) which lines change. Immutable.
 *
 * @param statuses only with these; empty: any
 * @param types only with these content types; empty: any
 * @param replaceOnly only lines that are there already
 */
record HeaderEdit(
        List<Line> lines, List<Integer> statuses, List<String> types, boolean replaceOnly) {

    /**
     * A line to set; without value it is removed, and then a {@code *} at the end stands for any
     * rest.
     */
    record Line(String name, Interpolation value) {

        boolean matches(String other) {
            int star = name.length() - 1;
            return star >= 0 && name.charAt(star) == '*'
                    ? other.regionMatches(true, 0, name, 0, star)
                    : other.equalsIgnoreCase(name);
        }
    }

    /** Reads options and lines; {@code clears}: the lines are names to be removed. */
    static HeaderEdit of(ConfScope scope, Directive directive, boolean clears, boolean ofInput) {
        List<Line> lines = new ArrayList<>();
        List<Integer> statuses = new ArrayList<>();
        List<String> types = new ArrayList<>();
        boolean replaceOnly = false;
        for (int i = 0; i < directive.count(); i++) {
            String word = directive.argument(i);
            switch (word) {
                case "-t" -> types.addAll(words(directive, ++i, word));
                case "-s" -> {
                    if (ofInput) {
                        throw directive.fail(directive.name() + ": invalid option name: \"-s\"");
                    }
                    for (String status : words(directive, ++i, word)) {
                        statuses.add(status(status, directive));
                    }
                }
                case "-r" -> replaceOnly = true;
                default -> {
                    if (word.startsWith("-")) {
                        throw directive.fail(
                                directive.name() + ": invalid option name: \"" + word + '"');
                    }
                    lines.add(line(scope, directive, word, clears));
                }
            }
        }
        if (lines.isEmpty()) {
            throw directive.fail(directive.name() + ": no headers specified.");
        }
        return new HeaderEdit(
                List.copyOf(lines), List.copyOf(statuses), List.copyOf(types), replaceOnly);
    }

    private static List<String> words(Directive directive, int index, String option) {
        if (index >= directive.count()) {
            throw directive.fail(directive.name() + ": option " + option + " takes an argument.");
        }
        return List.of(directive.argument(index).trim().split("[ \t]+"));
    }

    private static int status(String text, Directive directive) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw directive.fail(
                    directive.name()
                            + ": invalid digit \""
                            + text
                            + "\" found in the status code list");
        }
    }

    private static Line line(ConfScope scope, Directive directive, String word, boolean clears) {
        int colon = word.indexOf(':');
        String name = (colon < 0 ? word : word.substring(0, colon)).strip();
        if (name.isEmpty()) {
            throw directive.fail(directive.name() + ": invalid header name: \"" + word + '"');
        }
        String value = colon < 0 || clears ? "" : word.substring(colon + 1).strip();
        return new Line(name, value.isEmpty() ? null : scope.interpolation(value, directive));
    }

    /** Changes a response, if it is one of those meant. */
    void applyToResponse(Exchange x) {
        if (!statuses.isEmpty() && !statuses.contains(x.response().status)
                || !types.isEmpty() && !types.contains(x.response().contentType)) {
            return;
        }
        for (Line line : lines) {
            if (line.value == null) {
                clear(x, line);
            } else if (!replaceOnly || x.response().get(line.name) != null) {
                x.response().set(line.name, line.value.evaluate(x));
            }
        }
    }

    private static void clear(Exchange x, Line line) {
        Headers headers = x.response().headers;
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (line.matches(headers.name(i))) {
                headers.removeAt(i);
            }
        }
        if (!line.name.endsWith("*")) {
            x.response().set(line.name, null);
        }
    }

    /** Changes a request, if it is one of those meant. */
    void applyToRequest(Exchange x) {
        Headers headers = x.request().headers();
        String type = headers.get("Content-Type");
        if (!types.isEmpty() && (type == null || !types.contains(type.split(";")[0].strip()))) {
            return;
        }
        for (Line line : lines) {
            if (line.value == null) {
                clearInput(x, line);
            } else if (!replaceOnly || headers.contains(line.name)) {
                RequestHeaders.set(x.request(), line.name, line.value.evaluate(x));
            }
        }
    }

    private static void clearInput(Exchange x, Line line) {
        Headers headers = x.request().headers();
        int i = 0;
        while (i < headers.size()) {
            if (line.matches(headers.name(i))) {
                RequestHeaders.set(x.request(), headers.name(i));
            } else {
                i++;
            }
        }
    }
}
