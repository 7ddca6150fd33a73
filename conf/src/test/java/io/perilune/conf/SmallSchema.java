// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.schema.Schema;
import io.perilune.conf.tree.Block;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Flag;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A few of nginx's directives, as much of them as their complaints need. Single use. */
final class SmallSchema {
    private final Set<String> once = new HashSet<>();

    private final Schema<SmallSchema> schema =
            Schema.of(
                    List.of(
                            row(
                                    "daemon",
                                    Arity.FLAG,
                                    (cf, d) -> {
                                        cf.unique(d);
                                        Flag.of(d);
                                    },
                                    Context.MAIN),
                            row("worker_processes", Arity.TAKE1, SmallSchema::unique, Context.MAIN),
                            row("pid", Arity.TAKE1, (cf, d) -> {}, Context.MAIN),
                            row("user", Arity.TAKE12, (cf, d) -> {}, Context.MAIN),
                            row(
                                    "events",
                                    Arity.NOARGS.block(),
                                    (cf, d) -> cf.enter(d, Context.EVENTS),
                                    Context.MAIN),
                            row(
                                    "http",
                                    Arity.NOARGS.block(),
                                    (cf, d) -> cf.enter(d, Context.HTTP),
                                    Context.MAIN),
                            row(
                                    "server",
                                    Arity.NOARGS.block(),
                                    (cf, d) -> cf.block(d, Context.SERVER),
                                    Context.HTTP),
                            row(
                                    "location",
                                    Arity.TAKE12.block(),
                                    (cf, d) -> cf.block(d, Context.LOCATION),
                                    Context.SERVER),
                            row(
                                    "if",
                                    Arity.ONE_OR_MORE.block(),
                                    (cf, d) -> cf.block(d, Context.SERVER_IF),
                                    Context.SERVER),
                            row("set", Arity.TAKE2, (cf, d) -> {}, Context.SERVER),
                            row(
                                    "return",
                                    Arity.TAKE12,
                                    (cf, d) -> {},
                                    Context.SERVER,
                                    Context.SERVER_IF)));

    private static DirectiveSpec<SmallSchema> row(
            String name,
            Arity arity,
            io.perilune.conf.schema.Setter<SmallSchema> setter,
            Context... contexts) {
        return DirectiveSpec.of(name, Set.of(contexts), arity, setter);
    }

    void apply(Block main) {
        schema.apply(this, Context.MAIN, main);
    }

    private void unique(Directive directive) {
        if (!once.add(directive.name())) {
            throw directive.duplicate();
        }
    }

    private void enter(Directive directive, Context context) {
        unique(directive);
        block(directive, context);
    }

    private void block(Directive directive, Context context) {
        schema.apply(this, context, directive.block());
    }
}
