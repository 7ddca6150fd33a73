// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.tree;

import java.util.List;

/**
 * One directive: a name, arguments, and what follows them. Immutable. All texts have one char per
 * byte.
 *
 * @param arguments without the name; quotes and escapes are resolved
 * @param block the directives between braces; null when the directive ends with ";" or has a raw
 *     block
 * @param rawBlock the text between the braces, unread; null when there is none
 * @param line where the name stands
 * @param openingLine where ";" or "{" stands: what chunk names of Lua code count
 * @param position what complaints name: nginx's reader is at ";" or "{" when it looks at a
 *     directive, behind "}" for a raw block
 */
public record Directive(
        String name,
        List<String> arguments,
        Block block,
        String rawBlock,
        int line,
        int openingLine,
        ConfPosition position) {

    public Directive {
        arguments = List.copyOf(arguments);
    }

    /**
     * @param index counted from 0; the name does not count
     */
    public String argument(int index) {
        return arguments.get(index);
    }

    /** How many arguments there are, without the name. */
    public int count() {
        return arguments.size();
    }

    public boolean hasBraces() {
        return block != null || rawBlock != null;
    }

    /** A complaint at this directive's place. */
    public ConfException fail(String problem) {
        return new ConfException(problem, position);
    }

    /** A complaint that begins with the name: {@code "x" directive is duplicate}. */
    public ConfException complain(String what) {
        return fail('"' + name + "\" directive " + what);
    }

    public ConfException duplicate() {
        return complain("is duplicate");
    }
}
