// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.rewrite;

import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.FileName;
import io.perilune.http.variable.NamedCaptures;
import io.perilune.http.variable.Variable;
import io.perilune.http.variable.VariableTable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What stands between the parentheses of "if". One object serves all requests. */
@FunctionalInterface
interface Condition {

    boolean holds(RewriteRun run);

    /**
     * @throws ConfException {@code invalid condition "x"} and the like
     */
    static Condition parse(Directive directive, VariableTable table) {
        List<String> words = words(directive);
        String first = words.getFirst();
        if (first.length() > 1 && first.charAt(0) == '$') {
            return ofVariable(words, table, directive);
        }
        if (first.length() == 2 && first.charAt(0) == '-'
                || first.length() == 3 && first.startsWith("!-")) {
            return ofFile(words, table, directive);
        }
        throw invalid(directive, first);
    }

    /** The words without the parentheses around them. */
    private static List<String> words(Directive directive) {
        List<String> words = new ArrayList<>(directive.arguments());
        String first = words.getFirst();
        if (!first.startsWith("(")) {
            throw invalid(directive, first);
        }
        if (first.length() == 1) {
            words.removeFirst();
        } else {
            words.set(0, first.substring(1));
        }
        String last = words.isEmpty() ? "" : words.getLast();
        if (!last.endsWith(")")) {
            throw invalid(directive, words.isEmpty() ? first : last);
        }
        if (last.length() == 1) {
            words.removeLast();
        } else {
            words.set(words.size() - 1, last.substring(0, last.length() - 1));
        }
        if (words.isEmpty()) {
            throw invalid(directive, ")");
        }
        return words;
    }

    private static Condition ofVariable(
            List<String> words, VariableTable table, Directive directive) {
        if (words.size() != 1 && words.size() != 3) {
            throw invalid(directive, words.getFirst());
        }
        Variable variable = table.reference(words.getFirst().substring(1));
        if (words.size() == 1) {
            return run -> isTrue(variable.text(run.exchange()));
        }
        String operator = words.get(1);
        String operand = words.get(2);
        return switch (operator) {
            case "=", "!=" -> {
                RewriteText text = RewriteText.compile(operand, false, table, directive);
                boolean wanted = operator.equals("=");
                yield run ->
                        text.evaluate(run.exchange(), run.escapes)
                                        .equals(variable.text(run.exchange()))
                                == wanted;
            }
            case "~", "~*", "!~", "!~*" ->
                    ofRegex(
                            variable,
                            NamedCaptures.compile(
                                    operand, operator.endsWith("*"), table, directive),
                            !operator.startsWith("!"));
            default -> throw directive.fail("unexpected \"" + operator + "\" in condition");
        };
    }

    private static Condition ofRegex(Variable variable, NamedCaptures regex, boolean wanted) {
        return run -> {
            String value = variable.text(run.exchange());
            boolean found = regex.match(run.exchange(), value);
            if (!found) {
                run.exchange().captures(null);
            }
            if (run.logs()) {
                run.log(
                        '"'
                                + regex.pattern()
                                + (found ? "\" matches \"" : "\" does not match \"")
                                + value
                                + '"');
            }
            return found == wanted;
        };
    }

    private static Condition ofFile(List<String> words, VariableTable table, Directive directive) {
        String operator = words.getFirst();
        if (words.size() != 2) {
            throw invalid(directive, operator);
        }
        RewriteText name = RewriteText.compile(words.get(1), false, table, directive);
        boolean wanted = operator.charAt(0) != '!';
        char test = operator.charAt(operator.length() - 1);
        if ("fdex".indexOf(test) < 0) {
            throw invalid(directive, operator);
        }
        return run -> passes(test, name.evaluate(run.exchange(), run.escapes)) == wanted;
    }

    private static boolean passes(char test, String name) {
        Path path;
        try {
            path = FileName.path(name);
        } catch (InvalidPathException e) {
            return false;
        }
        return switch (test) {
            case 'f' -> Files.isRegularFile(path);
            case 'd' -> Files.isDirectory(path);
            case 'e' -> Files.exists(path);
            default -> Files.isRegularFile(path) && Files.isExecutable(path);
        };
    }

    private static boolean isTrue(String value) {
        return !value.isEmpty() && !value.equals("0");
    }

    private static ConfException invalid(Directive directive, String word) {
        return directive.fail("invalid condition \"" + word + '"');
    }
}
