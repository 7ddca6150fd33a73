// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.VariableRef;
import io.perilune.ngx.port.WorkerPort;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * ngx.var and ndk.set_var. Confined to its worker: variables are looked up by name once and kept.
 */
public final class Variables {
    /** Programs that make up names must not fill the memory. */
    private static final int MOST_KEPT = 4096;

    private final LuaWorker worker;
    private final Map<LuaString, VariableRef> known = new HashMap<>();

    private Variables(LuaWorker worker) {
        this.worker = worker;
    }

    public static void install(LuaWorker worker, LuaTable ngx) {
        Variables variables = new Variables(worker);
        LuaTable metatable = new LuaTable();
        metatable.put("__index", variables.new Getter());
        metatable.put("__newindex", variables.new Setter());
        LuaWorker.child(ngx, "var").metatable(metatable);
        LuaTable ndk = new LuaTable();
        worker.vm().globals().put("ndk", ndk);
        LuaTable directives = new LuaTable();
        directives.put("__index", new DirectiveGetter(worker));
        directives.put("__newindex", new DirectiveSetter(worker));
        LuaWorker.child(ndk, "set_var").metatable(directives);
        worker.module("ndk", w -> ndk);
    }

    private VariableRef find(LuaString name) {
        VariableRef ref = known.get(name);
        if (ref == null) {
            ref = worker.port().variable(name.toLatin1().toLowerCase(Locale.ROOT));
            if (ref != null) {
                if (known.size() >= MOST_KEPT) {
                    known.clear();
                }
                known.put(name.compact(), ref);
            }
        }
        return ref;
    }

    private static LuaString text(String value) {
        return value == null ? null : LuaString.ofLatin1(value);
    }

    private final class Getter extends ApiFunction {
        Getter() {
            super(Variables.this.worker, "__index", Phases.REAL);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object key, double keyNumber) {
            RequestState request = request();
            if (key instanceof LuaString name) {
                VariableRef ref = find(name);
                return ref == null ? null : text(ref.get(request.port()));
            }
            return super.call2(vm, a, an, key, keyNumber);
        }

        @Override
        protected Object run(ApiCall call) {
            return switch (call.get(2)) {
                case LuaString name -> {
                    VariableRef ref = find(name);
                    yield ref == null ? null : text(ref.get(call.port()));
                }
                case Double group ->
                        group < 1 ? null : text(call.port().capture((int) (double) group));
                case null, default -> throw call.error("bad variable name");
            };
        }
    }

    private final class Setter extends ApiFunction {
        Setter() {
            super(Variables.this.worker, "__newindex", Phases.REAL);
        }

        @Override
        protected Object run(ApiCall call) {
            if (!(call.get(2) instanceof LuaString name)) {
                throw call.error("bad variable name");
            }
            VariableRef ref = find(name);
            String value = call.get(3) == null ? null : call.vm().tostring(call.get(3)).toLatin1();
            VariableRef.Assignment outcome =
                    ref == null ? VariableRef.Assignment.NOT_FOUND : ref.set(call.port(), value);
            if (outcome != VariableRef.Assignment.DONE) {
                throw call.error(unassignable(outcome, name.toLatin1().toLowerCase(Locale.ROOT)));
            }
            return call.none();
        }
    }

    private static String unassignable(VariableRef.Assignment outcome, String name) {
        return switch (outcome) {
            case NOT_CHANGEABLE -> "variable \"" + name + "\" not changeable";
            case NOT_ASSIGNABLE -> "variable \"" + name + "\" cannot be assigned a value";
            case NOT_FOUND ->
                    "variable \""
                            + name
                            + "\" not found for writing; maybe it is a built-in variable that "
                            + "is not changeable or you forgot to use \"set $"
                            + name
                            + " '';\" in the config file to define it first";
            case DONE -> throw new IllegalArgumentException();
        };
    }

    // --- ndk.set_var
    // ---------------------------------------------------------------------------------

    private static final class DirectiveGetter extends ApiFunction {
        DirectiveGetter(LuaWorker worker) {
            super(worker, "__index", Phases.ANY);
        }

        @Override
        protected Object run(ApiCall call) {
            String name = call.text(2).toLatin1();
            WorkerPort.ValueFunction directive = worker.port().setVarDirective(name);
            if (directive == null) {
                throw call.error(
                        "ndk.set_var: directive \""
                                + name
                                + "\" not found or does not use ndk_set_var_value");
            }
            return new Directive(worker, name, directive);
        }
    }

    private static final class Directive extends ApiFunction {
        private final WorkerPort.ValueFunction directive;

        Directive(LuaWorker worker, String name, WorkerPort.ValueFunction directive) {
            super(worker, name, Phases.REAL);
            this.directive = directive;
        }

        @Override
        protected Object run(ApiCall call) {
            String value = directive.apply(call.port(), call.text(1).toLatin1());
            if (value == null) {
                throw call.error("calling directive " + name() + " failed with code -1");
            }
            return LuaString.ofLatin1(value);
        }
    }

    private static final class DirectiveSetter extends ApiFunction {
        DirectiveSetter(LuaWorker worker) {
            super(worker, "__newindex", Phases.ANY);
        }

        @Override
        protected Object run(ApiCall call) {
            throw call.error("not allowed");
        }
    }
}
