// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.schema;

import java.util.Set;

/**
 * One row of a module's directive table. Immutable.
 *
 * @param <C> what setters work on
 */
public record DirectiveSpec<C>(
        String name,
        Set<Context> contexts,
        Arity arity,
        Setter<? super C> setter,
        Support support) {
    public DirectiveSpec {
        contexts = Set.copyOf(contexts);
    }

    public static <C> DirectiveSpec<C> of(
            String name, Set<Context> contexts, Arity arity, Setter<? super C> setter) {
        return new DirectiveSpec<>(name, contexts, arity, setter, Support.WORKS);
    }

    /**
     * A directive of nginx that has no effect to offer yet: whoever writes it is told so at start.
     */
    public static <C> DirectiveSpec<C> unsupported(String name, Set<Context> contexts) {
        return new DirectiveSpec<>(
                name,
                contexts,
                null,
                (cf, d) -> {
                    throw d.fail("directive \"" + name + "\" is known but not supported yet");
                },
                Support.UNSUPPORTED);
    }

    /** The same, with the name of what it would need. */
    public static <C> DirectiveSpec<C> unsupported(
            String name, Set<Context> contexts, String missing) {
        return new DirectiveSpec<>(
                name,
                contexts,
                null,
                (cf, d) -> {
                    throw d.fail(
                            "directive \""
                                    + name
                                    + "\" is known but not supported yet: there are no "
                                    + missing);
                },
                Support.UNSUPPORTED);
    }

    /**
     * A directive that is accepted only with the value that says what is done anyway.
     *
     * @param only that value
     */
    public static <C> DirectiveSpec<C> fixed(
            String name, Set<Context> contexts, Arity arity, String only) {
        return new DirectiveSpec<>(
                name,
                contexts,
                arity,
                (cf, d) -> {
                    if (!d.argument(0).equals(only)) {
                        throw d.fail(
                                "directive \""
                                        + name
                                        + "\" is known but supported only as \""
                                        + only
                                        + '"');
                    }
                },
                Support.FIXED);
    }

    /** A directive that is read and checked by its setter and changes nothing here. */
    public static <C> DirectiveSpec<C> hint(
            String name, Set<Context> contexts, Arity arity, Setter<? super C> setter) {
        return new DirectiveSpec<>(name, contexts, arity, setter, Support.HINT);
    }

    /** The same directive, declared to change nothing here. */
    public DirectiveSpec<C> asHint() {
        return hint(name, contexts, arity, setter);
    }
}
