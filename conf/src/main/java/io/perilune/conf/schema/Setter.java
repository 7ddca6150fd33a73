// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.schema;

import io.perilune.conf.tree.Directive;

/**
 * What a directive does to the configuration being built.
 *
 * @param <C> what the owner of the directives builds: the levels that are open at this point of the
 *     text
 */
@FunctionalInterface
public interface Setter<C> {
    /**
     * @throws io.perilune.conf.tree.ConfException when the arguments mean nothing or the directive
     *     is a duplicate
     */
    void set(C configuration, Directive directive);
}
