// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.module;

import io.perilune.conf.schema.Context;
import io.perilune.conf.tree.Block;
import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.io.LogLevel;
import io.perilune.http.variable.Interpolation;
import io.perilune.http.variable.VariableTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The levels that are open at a place of the configuration: what a directive's setter works on.
 *
 * <p>Every scope has a main, a server and a location record of each module; in {@code http} the
 * latter two are those that servers and locations inherit from. A block that opens a level makes an
 * inner scope, walks its directives with {@link #apply}, and is merged when {@code http} ends. Used
 * by one thread while the configuration is read.
 */
public final class ConfScope {

    private final ConfSession session;
    private final Context context;
    private final ConfScope outer;
    private final Object[] serverLevel;
    private final Object[] locationLevel;
    private final List<ConfScope> inner = new ArrayList<>(0);

    private ConfScope(
            ConfSession session,
            Context context,
            ConfScope outer,
            Object[] serverLevel,
            Object[] locationLevel) {
        this.session = session;
        this.context = context;
        this.outer = outer;
        this.serverLevel = serverLevel;
        this.locationLevel = locationLevel;
    }

    /** The outermost scope. */
    public static ConfScope outermost(ConfSession session) {
        return new ConfScope(
                session,
                Context.MAIN,
                null,
                session.create(ConfigLevel.SERVER),
                session.create(ConfigLevel.LOCATION));
    }

    public Context context() {
        return context;
    }

    /** The scope around this one; null for the outermost. */
    public ConfScope outer() {
        return outer;
    }

    public ConfSession session() {
        return session;
    }

    public VariableTable variables() {
        return session.variables();
    }

    // ---- records

    public <T> T main(ModuleKey<T> key) {
        return key.in(session.mainLevel());
    }

    public <T> T server(ModuleKey<T> key) {
        return key.in(serverLevel);
    }

    public <T> T location(ModuleKey<T> key) {
        return key.in(locationLevel);
    }

    public Object[] serverLevel() {
        return serverLevel;
    }

    /** This level's records: what a request is bound to when this block applies to it. */
    public Object[] locationLevel() {
        return locationLevel;
    }

    // ---- inner levels

    /** A scope with the same records in another context: {@code http}, {@code events}. */
    public ConfScope in(Context newContext) {
        return new ConfScope(session, newContext, this, serverLevel, locationLevel);
    }

    /** A scope with fresh server and location records, merged with this one's later. */
    public ConfScope openServer() {
        return open(
                new ConfScope(
                        session,
                        Context.SERVER,
                        this,
                        session.create(ConfigLevel.SERVER),
                        session.create(ConfigLevel.LOCATION)));
    }

    /**
     * A scope with fresh location records, merged with this one's later: for {@code location},
     * {@code if} and {@code limit_except}.
     */
    public ConfScope openLocation(Context newContext) {
        return open(
                new ConfScope(
                        session,
                        newContext,
                        this,
                        serverLevel,
                        session.create(ConfigLevel.LOCATION)));
    }

    private ConfScope open(ConfScope scope) {
        inner.add(scope);
        return scope;
    }

    /** Sets all directives of a block in this scope. */
    public void apply(Block block) {
        session.schema().apply(this, context, block);
    }

    /** Lets the levels inside inherit from this one, outer before inner. */
    public void mergeInner() {
        for (ConfScope scope : inner) {
            for (ModuleConfig<?> config : session.configs()) {
                if (config.level() == ConfigLevel.SERVER && scope.serverLevel != serverLevel) {
                    config.mergeInto(scope, serverLevel, scope.serverLevel);
                } else if (config.level() == ConfigLevel.LOCATION) {
                    config.mergeInto(scope, locationLevel, scope.locationLevel);
                }
            }
            scope.mergeInner();
        }
    }

    // ---- for setters

    /** Compiles a text that may have variables. */
    public Interpolation interpolation(String text, Directive at) {
        return Interpolation.compile(text, session.variables(), at);
    }

    /** A file name made absolute: under the server's prefix. */
    public String path(String name) {
        return name.startsWith("/") ? name : session.prefix() + name;
    }

    /** A file name made absolute: under the configuration file's folder. */
    public String confPath(String name) {
        return name.startsWith("/") ? name : session.confPrefix() + name;
    }

    /** Writes a message about a directive that does not stop the start. */
    public void warn(LogLevel level, Directive at, String problem) {
        session.log().log(level, problem + at.position().suffix());
    }
}
