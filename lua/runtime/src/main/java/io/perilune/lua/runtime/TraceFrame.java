// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A running function in its traced form, or a library function under a call hook: what the JVM's
 * own frames do not tell. Confined to its machine.
 */
public final class TraceFrame {
    private static final String VARARG = "(*vararg)";

    final TraceFrame previous;
    private final LuaFunction function;
    private Object[] references = LuaVm.NO_VALUES;
    private double[] numbers = {};
    private Object[] varargs;

    /** Which locals are visible: a number of {@link Prototype.Scopes}. */
    int scope;

    /** Where it was last, for line events; 0 when it has gone back since. */
    int line;

    TraceFrame(LuaFunction function, TraceFrame previous) {
        this.function = function;
        this.previous = previous;
    }

    void begin(Object[] locals, double[] doubles, Object[] rest) {
        references = locals;
        numbers = doubles;
        varargs = rest;
    }

    public LuaFunction function() {
        return function;
    }

    /**
     * A local by its number from 1, or an extra argument by a negative number.
     *
     * @param value boxed
     */
    public record Variable(String name, Object value) {}

    /** Null when there is none. */
    public Variable local(int number) {
        if (number < 0) {
            return varargs == null || -number > varargs.length
                    ? null
                    : new Variable(VARARG, varargs[-number - 1]);
        }
        Prototype.Scopes scopes = scopes();
        int place = scopes == null ? -1 : scopes.place(scope, number);
        return place < 0 ? null : new Variable(scopes.name(place), value(place));
    }

    private Prototype.Scopes scopes() {
        return function instanceof LuaClosure closure && references.length > 0
                ? closure.prototype().scopes()
                : null;
    }

    private Object value(int place) {
        if (place >= references.length) {
            return null;
        }
        Object value = references[place];
        if (value instanceof Cell cell) {
            return cell.boxed();
        }
        return value == Tag.NUM || scopes().isNumber(place) ? (Object) numbers[place] : value;
    }

    /**
     * Assigns a boxed value; the name, or null when there is no such local. One that is proven to
     * be a number, because closures have copies of it, takes no other value.
     */
    public String assign(int number, Object boxed) {
        if (number < 0) {
            if (local(number) != null) {
                varargs[-number - 1] = boxed;
                return VARARG;
            }
            return null;
        }
        Prototype.Scopes scopes = scopes();
        int place = scopes == null ? -1 : scopes.place(scope, number);
        if (place < 0 || place >= references.length) {
            return null;
        }
        if (references[place] instanceof Cell cell) {
            cell.boxed(boxed);
        } else if (boxed instanceof Double value) {
            references[place] = Tag.NUM;
            numbers[place] = value;
        } else if (scopes.isNumber(place)) {
            return null;
        } else {
            references[place] = boxed;
        }
        return scopes.name(place);
    }
}
