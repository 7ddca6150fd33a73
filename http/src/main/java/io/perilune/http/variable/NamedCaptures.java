// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.variable;

import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.Exchange;
import io.perilune.regex.Regex;
import io.perilune.regex.RegexException;
import io.perilune.regex.RegexMatch;
import java.util.List;

/** A regular expression of the configuration; its named groups become variables. Immutable. */
public final class NamedCaptures {

    private final Regex regex;
    private final int[] groups;
    private final Variable[] variables;

    private NamedCaptures(Regex regex, int[] groups, Variable[] variables) {
        this.regex = regex;
        this.groups = groups;
        this.variables = variables;
    }

    /**
     * Compiles a pattern and defines a variable for each named group.
     *
     * @throws io.perilune.conf.tree.ConfException at the directive, if the pattern is wrong
     */
    public static NamedCaptures compile(
            String pattern, boolean caseless, VariableTable table, Directive at) {
        Regex regex;
        try {
            regex = Regex.compile(pattern, caseless);
        } catch (RegexException e) {
            throw at.fail(problem(pattern, e));
        }
        List<Regex.NamedGroup> named = regex.namedGroups();
        int[] groups = new int[named.size()];
        Variable[] variables = new Variable[named.size()];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = named.get(i).number();
            variables[i] = table.define(named.get(i).name(), Variable.CHANGEABLE);
            if (!variables[i].hasGetter()) {
                variables[i].getter(x -> null);
            }
        }
        return new NamedCaptures(regex, groups, variables);
    }

    private static String problem(String pattern, RegexException e) {
        String at =
                e.offset() > 0 && e.offset() < pattern.length()
                        ? " at \"" + pattern.substring(e.offset()) + '"'
                        : "";
        return "pcre2_compile() failed: " + e.getMessage() + " in \"" + pattern + '"' + at;
    }

    public Regex regex() {
        return regex;
    }

    /**
     * Matches a subject; on success the request's captures and the named groups' variables are set.
     */
    public boolean match(Exchange x, String subject) {
        RegexMatch match = regex.match(subject);
        if (match == null) {
            return false;
        }
        assign(x, match);
        return true;
    }

    /** Sets what a match found. */
    public void assign(Exchange x, RegexMatch match) {
        x.captures(match);
        for (int i = 0; i < groups.length; i++) {
            String text = match.group(groups[i]);
            variables[i].assign(x, text == null ? "" : text);
        }
    }
}
