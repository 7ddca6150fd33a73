// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.variable;

import io.perilune.http.exchange.Exchange;
import java.util.Objects;

/**
 * One variable: how its value is found and, for some, set. References made while the configuration
 * is read stay valid; a variable that was only referred to gets its getter when somebody defines
 * it, or the configuration is refused. Immutable once the configuration is frozen.
 */
public final class Variable {

    /** May be defined again and assigned to. */
    public static final int CHANGEABLE = 1;

    /** Is computed anew at each use. */
    public static final int NOCACHEABLE = 2;

    /** Stands in the cache for "computed, and there is no value"; compared by identity. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    private static final String ABSENT = new String("absent");

    /** Finds a value; null: there is none. */
    @FunctionalInterface
    public interface Getter {
        String get(Exchange x);
    }

    /** Takes a value for what the variable stands for; null: none. */
    @FunctionalInterface
    public interface Setter {
        void set(Exchange x, String value);
    }

    private final String name;
    private final VariableTable table;
    int flags;
    int index = -1;
    Getter getter;
    Setter setter;

    Variable(String name, VariableTable table, int flags) {
        this.name = name;
        this.table = table;
        this.flags = flags;
    }

    public String name() {
        return name;
    }

    /** Whether it may be assigned to. */
    public boolean isChangeable() {
        return (flags & CHANGEABLE) != 0;
    }

    public boolean hasGetter() {
        return getter != null;
    }

    /** For modules that define a variable by directive: how to find the value. */
    public void getter(Getter newGetter) {
        getter = Objects.requireNonNull(newGetter);
    }

    public void setter(Setter newSetter) {
        setter = newSetter;
    }

    /** Whether assigning runs a setter instead of storing the value. */
    public boolean hasSetter() {
        return setter != null;
    }

    /** The value for this request, or null. */
    public String value(Exchange x) {
        if (index < 0 || (flags & NOCACHEABLE) != 0) {
            return uncached(x);
        }
        String[] values = x.variableValues(table.size());
        String value = values[index];
        if (value != null) {
            return value == ABSENT ? null : value;
        }
        value = getter.get(x);
        values[index] = value == null ? ABSENT : value;
        return value;
    }

    /** A nocacheable variable may have been assigned to all the same: then that counts. */
    private String uncached(Exchange x) {
        if (index >= 0 && setter == null) {
            String stored = x.variableValues(table.size())[index];
            if (stored != null) {
                return stored == ABSENT ? null : stored;
            }
        }
        return getter.get(x);
    }

    /** The value, or "" if there is none. */
    public String text(Exchange x) {
        String value = value(x);
        return value == null ? "" : value;
    }

    /** Assigns a value; null: no value. Check {@link #isChangeable} before. */
    public void assign(Exchange x, String value) {
        if (setter != null) {
            setter.set(x, value);
        } else if (index >= 0) {
            x.variableValues(table.size())[index] = value == null ? ABSENT : value;
        } else {
            throw new IllegalStateException("variable \"" + name + "\" cannot be assigned to");
        }
    }

    /** Forgets a cached value: it is computed anew at the next use. */
    public void forget(Exchange x) {
        if (index >= 0) {
            x.variableValues(table.size())[index] = null;
        }
    }

    @Override
    public String toString() {
        return "$" + name;
    }
}
