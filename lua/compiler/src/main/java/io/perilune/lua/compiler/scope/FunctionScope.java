// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.scope;

import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.runtime.NumericOperation;
import java.util.ArrayList;
import java.util.List;

/**
 * What the names of one function mean.
 *
 * <p>Built by the {@link Resolver}; read-only afterwards, but for the kinds of its locals, which
 * {@link Facts} fills in when the function is about to be emitted.
 */
public final class FunctionScope {
    private final FunctionBody body;
    private final FunctionScope parent;
    private final Object[] bindings;
    private final List<Upvalue> upvalues = new ArrayList<>(4);
    private final FunctionScope[] functions;
    private final String path;
    private final List<Expression.Call> calls = new ArrayList<>(4);

    FunctionScope(FunctionBody body, FunctionScope parent) {
        this.body = body;
        this.parent = parent;
        this.bindings = new Object[body.nameCount()];
        this.functions = new FunctionScope[body.functions().size()];
        this.path = parent == null ? "" : parent.path + "." + body.index();
    }

    public FunctionBody body() {
        return body;
    }

    /** Null for a main chunk. */
    public FunctionScope parent() {
        return parent;
    }

    /** Where it is in the chunk: its number among the functions of its parent, and so on. */
    public String path() {
        return path;
    }

    /** The scope of a function written directly in this one. */
    public FunctionScope function(FunctionBody inner) {
        return functions[inner.index()];
    }

    public List<FunctionScope> functions() {
        return List.of(functions);
    }

    public List<Upvalue> upvalues() {
        return upvalues;
    }

    public Local local(Declaration declaration) {
        return (Local) bindings[declaration.id()];
    }

    /** A {@link Local}, an {@link Upvalue}, or null for a global. */
    public Object binding(Expression.Name name) {
        return bindings[name.id()];
    }

    /**
     * What a call most likely does, by the names of its function and of the field that this was
     * given. Null when it does not look like a function of numbers.
     */
    public NumericOperation operation(Expression.Call call) {
        NumericOperation found = null;
        if (call.function() instanceof Expression.Name name) {
            found = operation(name);
        } else if (call.function() instanceof Expression.Index index
                && index.key() instanceof Expression.StringLiteral key) {
            found = NumericOperation.named(key.value());
        }
        return found != null && found.takes(call.arguments().size()) ? found : null;
    }

    private NumericOperation operation(Expression.Name name) {
        Object binding = binding(name);
        Local local = binding instanceof Upvalue upvalue ? upvalue.local() : null;
        if (binding instanceof Local own) {
            local = own;
        }
        NumericOperation found = local == null ? null : local.operation();
        return found != null ? found : NumericOperation.named(name.name());
    }

    /** All locals, in the order of their declarations' numbers. */
    public List<Local> locals() {
        List<Local> locals = new ArrayList<>();
        for (int id = 0; id < bindings.length; id++) {
            if (bindings[id] instanceof Local local && local.id() == id && local.owner() == this) {
                locals.add(local);
            }
        }
        return locals;
    }

    /** Calls of what has a name: not methods, nor fields. */
    public List<Expression.Call> calls() {
        return calls;
    }

    void addCall(Expression.Call call) {
        calls.add(call);
    }

    void bind(int id, Object binding) {
        bindings[id] = binding;
    }

    void add(FunctionScope inner) {
        functions[inner.body.index()] = inner;
    }

    /** The upvalue for an outer local, made when it is new. */
    Upvalue upvalue(Local local) {
        for (Upvalue known : upvalues) {
            if (known.local() == local) {
                return known;
            }
        }
        Upvalue made = new Upvalue(upvalues.size(), local, body);
        upvalues.add(made);
        return made;
    }

    /** The own upvalue for an outer local that an inner function needs, too. */
    public Upvalue upvalueFor(Local local) {
        return upvalue(local);
    }
}
