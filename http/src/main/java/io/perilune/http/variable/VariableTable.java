// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.variable;

import io.perilune.conf.tree.ConfException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * All variables of a configuration: those defined by name and those that a prefix makes ({@code
 * arg_x}). Filled while the configuration is read, then frozen and safe to share.
 */
public final class VariableTable {

    private final Map<String, Variable> variables = new HashMap<>();
    private final Map<String, Prefix> prefixes = new LinkedHashMap<>();
    private int size;
    private boolean frozen;

    private record Prefix(String text, int flags, Function<String, Variable.Getter> maker) {}

    /**
     * Defines a variable, or answers the existing one if that is changeable.
     *
     * @throws ConfException {@code the duplicate "x" variable}, without a position
     */
    public Variable define(String name, int flags) {
        String key = name.toLowerCase(Locale.ROOT);
        Variable variable = variables.get(key);
        if (variable == null) {
            variable = indexed(key, flags);
        } else if (variable.getter != null && !variable.isChangeable()) {
            throw new ConfException("the duplicate \"" + name + "\" variable", null);
        } else {
            variable.flags |= flags;
        }
        return variable;
    }

    /** Defines a read-only variable. */
    public void define(String name, int flags, Variable.Getter getter) {
        define(name, flags, getter, null);
    }

    public void define(String name, int flags, Variable.Getter getter, Variable.Setter setter) {
        Variable variable = define(name, flags);
        variable.getter = getter;
        variable.setter = setter;
    }

    /**
     * Defines all variables that begin with a prefix; {@code maker} gets what follows it, in lower
     * case.
     */
    public void definePrefix(String prefix, int flags, Function<String, Variable.Getter> maker) {
        prefixes.put(prefix, new Prefix(prefix, flags, maker));
    }

    /** A variable used by a directive; it may be defined later on. */
    public Variable reference(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        Variable variable = variables.get(key);
        return variable != null ? variable : indexed(key, 0);
    }

    private Variable indexed(String key, int flags) {
        if (frozen) {
            throw new IllegalStateException("the variables are frozen");
        }
        Variable variable = new Variable(key, this, flags);
        variable.index = size++;
        variables.put(key, variable);
        return variable;
    }

    /**
     * Gives every variable that was only referred to its meaning, and closes the table.
     *
     * @throws ConfException {@code unknown "x" variable}
     */
    public void freeze() {
        for (Variable variable : variables.values()) {
            if (variable.getter == null) {
                Prefix prefix = prefixOf(variable.name());
                if (prefix == null) {
                    throw new ConfException("unknown \"" + variable.name() + "\" variable", null);
                }
                variable.flags |= prefix.flags;
                variable.getter = getterFor(prefix, variable.name());
            }
        }
        frozen = true;
    }

    /** The variable of this name at run time, or null; keep the answer if it is needed often. */
    public Variable find(String name) {
        Variable variable = variables.get(name);
        if (variable == null) {
            String key = name.toLowerCase(Locale.ROOT);
            variable = variables.get(key);
            if (variable == null) {
                variable = byPrefix(key);
            }
        }
        return variable;
    }

    private Variable byPrefix(String key) {
        Prefix prefix = prefixOf(key);
        if (prefix == null) {
            return null;
        }
        Variable variable = new Variable(key, this, prefix.flags);
        variable.getter = getterFor(prefix, key);
        return variable;
    }

    private static Variable.Getter getterFor(Prefix prefix, String key) {
        return prefix.maker.apply(key.substring(prefix.text.length()));
    }

    private Prefix prefixOf(String key) {
        for (Prefix prefix : prefixes.values()) {
            if (key.startsWith(prefix.text)) {
                return prefix;
            }
        }
        return null;
    }

    /**
     * Whether a module or a directive defines a variable of this very name; a mere use of {@code
     * $arg_x} does not.
     */
    public boolean isDefined(String name) {
        Variable variable = variables.get(name.toLowerCase(Locale.ROOT));
        return variable != null && (variable.isChangeable() || prefixOf(variable.name()) == null);
    }

    /** Slots a request needs for cached values. */
    public int size() {
        return size;
    }

    /** Names of all defined variables and prefixes (with '*'): for documentation. */
    public TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(variables.keySet());
        prefixes.keySet().forEach(prefix -> names.add(prefix + "*"));
        return names;
    }
}
