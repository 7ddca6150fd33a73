// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.variable;

import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.FailedMatch;
import io.perilune.http.io.LogLevel;
import io.perilune.regex.Regex;
import io.perilune.regex.RegexException;
import io.perilune.regex.RegexLimitException;
import io.perilune.regex.RegexMatch;
import java.util.Arrays;
import java.util.List;

/** A regular expression of the configuration; its named groups become variables. Immutable. */
public final class NamedCaptures {

    private final Regex regex;
    private final int room;
    private final int[] groups;
    private final Variable[] variables;

    private NamedCaptures(Regex regex, int[] groups, Variable[] variables) {
        this.regex = regex;
        this.room = 2 * regex.groupCount() + 2;
        this.groups = groups;
        this.variables = variables;
    }

    /**
     * Compiles a pattern and defines a variable for each named group.
     *
     * @throws ConfException at the directive, if the pattern is wrong
     */
    public static NamedCaptures compile(
            String pattern, boolean caseless, VariableTable table, Directive at) {
        Regex regex = regex(pattern, caseless, at);
        List<Regex.NamedGroup> named = regex.namedGroups();
        int[] groups = new int[named.size()];
        Variable[] variables = new Variable[named.size()];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = named.get(i).number();
            variables[i] = variable(named.get(i).name(), table, at);
            if (!variables[i].hasGetter()) {
                variables[i].getter(x -> null);
            }
        }
        return new NamedCaptures(regex, groups, variables);
    }

    private static Variable variable(String name, VariableTable table, Directive at) {
        try {
            return table.define(name, Variable.CHANGEABLE);
        } catch (ConfException e) {
            throw at.fail(e.problem());
        }
    }

    /**
     * Compiles a pattern whose groups nobody will ask for.
     *
     * @throws ConfException at the directive, if the pattern is wrong
     */
    public static Regex regex(String pattern, boolean caseless, Directive at) {
        try {
            return Regex.compile(pattern, caseless);
        } catch (RegexException e) {
            String where =
                    e.offset() >= 0 && e.offset() < pattern.length()
                            ? " at \"" + pattern.substring(e.offset()) + '"'
                            : "";
            throw at.fail(
                    "pcre2_compile() failed: " + e.getMessage() + " in \"" + pattern + '"' + where);
        }
    }

    /** The pattern as it was written. */
    public String pattern() {
        return regex.pattern();
    }

    /**
     * Matches a subject; on success the request's captures and the named groups' variables are set.
     *
     * @throws FailedMatch if the match was given up; the log says why
     */
    public boolean match(Exchange x, String subject) {
        byte[] bytes = x.subject(subject);
        int[] bounds = x.bounds(room);
        try {
            if (!regex.match(bytes, 0, bytes.length, 0, bounds)) {
                return false;
            }
        } catch (RegexLimitException e) {
            String problem =
                    "pcre2_match() failed: "
                            + e.code()
                            + " on \""
                            + subject
                            + "\" using \""
                            + pattern()
                            + '"';
            x.log(LogLevel.ALERT, problem);
            throw new FailedMatch(problem);
        }
        assign(x, new RegexMatch(subject, Arrays.copyOf(bounds, room)));
        return true;
    }

    private void assign(Exchange x, RegexMatch match) {
        x.captures(match);
        for (int i = 0; i < groups.length; i++) {
            String text = match.group(groups[i]);
            variables[i].assign(x, text == null ? "" : text);
        }
    }
}
