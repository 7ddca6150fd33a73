// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.schema;

import io.perilune.conf.tree.Block;
import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All directives there are. The one place that complains about a directive that is unknown, stands
 * where it must not, has the wrong number of arguments or the wrong end; the words and the order of
 * these checks are nginx's. Immutable.
 *
 * <p>A name may have several rows, one for each context ("server" in "http" and in "upstream"); the
 * first row whose contexts match decides.
 *
 * @param <C> what setters work on
 */
public final class Schema<C> {
    private final Map<String, List<DirectiveSpec<C>>> rows;

    private Schema(Map<String, List<DirectiveSpec<C>>> rows) {
        this.rows = rows;
    }

    public static <C> Schema<C> of(Collection<DirectiveSpec<C>> specs) {
        Map<String, List<DirectiveSpec<C>>> rows = new HashMap<>();
        for (DirectiveSpec<C> spec : specs) {
            rows.computeIfAbsent(spec.name(), name -> new ArrayList<>(1)).add(spec);
        }
        return new Schema<>(rows);
    }

    /**
     * Sets every directive of the block in order. A block directive's setter walks its own block by
     * calling this again with the inner level.
     *
     * @throws ConfException the first complaint in reading order
     */
    public void apply(C configuration, Context context, Block block) {
        for (Directive directive : block.directives()) {
            check(context, directive).setter().set(configuration, directive);
        }
        block.checkComplete();
    }

    /** The row for this directive in this context, its end and arguments checked. */
    public DirectiveSpec<C> check(Context context, Directive directive) {
        List<DirectiveSpec<C>> named = rows.get(directive.name());
        if (named == null) {
            throw directive.fail("unknown directive \"" + directive.name() + '"');
        }
        for (DirectiveSpec<C> spec : named) {
            if (spec.contexts().contains(context)) {
                checkShape(spec.arity(), directive);
                return spec;
            }
        }
        throw directive.complain("is not allowed here");
    }

    private static void checkShape(Arity arity, Directive directive) {
        if (arity == null) {
            return;
        }
        if (!arity.braces() && directive.hasBraces()) {
            throw directive.fail(
                    "directive \"" + directive.name() + "\" is not terminated by \";\"");
        }
        if (arity.braces() && !directive.hasBraces()) {
            throw directive.fail("directive \"" + directive.name() + "\" has no opening \"{\"");
        }
        if (!arity.accepts(directive.count())) {
            throw directive.fail(
                    "invalid number of arguments in \"" + directive.name() + "\" directive");
        }
    }

    /** Whether any context knows this name. */
    public boolean knows(String name) {
        return rows.containsKey(name);
    }

    /** The rows of one name, empty when there is none. */
    public List<DirectiveSpec<C>> rows(String name) {
        return List.copyOf(rows.getOrDefault(name, List.of()));
    }

    /** Sorted: for documentation. */
    public Set<String> names() {
        return new TreeSet<>(rows.keySet());
    }
}
