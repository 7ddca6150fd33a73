// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.schema.Support;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The directives of all modules, for the page on compatibility. Stateless. */
final class DirectivePage {

    private static final Map<Support, String> STATUS =
            new EnumMap<>(
                    Map.of(
                            Support.WORKS, "works",
                            Support.HINT, "accepted without effect",
                            Support.FIXED, "only with the value that is the default",
                            Support.UNSUPPORTED, "not yet"));
    private static final int ALL_CONTEXTS = Context.values().length;

    private DirectivePage() {}

    static void print(List<HttpModule> modules, StringBuilder page) {
        page.append(
                "\n## Directives\n\nBy module. \"Accepted without effect\": checked and otherwise ignored, since it"
                        + " is about\nspeed and memory alone (and `user`)."
                        + " \"Not yet\": known, and refused at the start.\n");
        for (HttpModule module : modules) {
            printModule(module, page);
        }
    }

    private static void printModule(HttpModule module, StringBuilder page) {
        List<DirectiveSpec<ConfScope>> rows =
                module.directives().stream()
                        .sorted(Comparator.comparing(DirectiveSpec<ConfScope>::name))
                        .toList();
        if (rows.isEmpty()) {
            return;
        }
        page.append("\n### ").append(module.name()).append("\n\n");
        if (rows.stream().allMatch(DirectivePage::isUnsupportedAnywhere)) {
            page.append(
                    "Not yet, in any context for which no other module above has the name:\n\n");
            CompatibilityCommand.wrap(
                    "", rows.stream().map(DirectiveSpec::name).distinct().toList(), page);
            return;
        }
        page.append("| directive | contexts | status |\n|---|---|---|\n");
        for (DirectiveSpec<ConfScope> row : rows) {
            page.append("| `")
                    .append(row.name())
                    .append("` | ")
                    .append(contexts(row))
                    .append(" | ")
                    .append(STATUS.get(row.support()))
                    .append(" |\n");
        }
    }

    private static boolean isUnsupportedAnywhere(DirectiveSpec<?> row) {
        return row.support() == Support.UNSUPPORTED && row.contexts().size() == ALL_CONTEXTS;
    }

    private static String contexts(DirectiveSpec<?> row) {
        return row.contexts().stream()
                .sorted()
                .map(DirectivePage::name)
                .collect(Collectors.joining(", "));
    }

    private static String name(Context context) {
        return switch (context) {
            case MAIN -> "main";
            case EVENTS -> "events";
            case HTTP -> "http";
            case SERVER -> "server";
            case SERVER_IF -> "if in server";
            case LOCATION -> "location";
            case LOCATION_IF -> "if in location";
            case LIMIT_EXCEPT -> "limit_except";
            case UPSTREAM -> "upstream";
        };
    }
}
