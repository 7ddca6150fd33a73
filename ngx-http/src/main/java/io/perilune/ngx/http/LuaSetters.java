// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.conf.schema.Setter;
import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Flag;
import io.perilune.conf.value.Size;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.ConfScope;
import io.perilune.http.variable.Interpolation;
import io.perilune.ngx.engine.LuaCode;
import io.perilune.ngx.http.LuaDirectives.Form;
import io.perilune.ngx.phase.LuaPhase;
import java.util.ArrayList;
import java.util.List;

/** What the directives of {@link LuaDirectives} do to the records. Stateless. */
final class LuaSetters {

    private static final String NO_CODE = "invalid location config: no runnable Lua code";

    /** nginx's slab allocator needs two pages. */
    private static final long SMALLEST_DICT = 8192;

    private LuaSetters() {}

    // --- handlers -------------------------------------------------------------------------------

    static Setter<ConfScope> init(Form form) {
        return (scope, directive) -> {
            LuaMainConfig main = scope.main(LuaMainConfig.KEY);
            refuseSecond(main.init, directive);
            main.init = processCode("init_by_lua", form, scope, directive);
        };
    }

    static Setter<ConfScope> initWorker(Form form) {
        return (scope, directive) -> {
            LuaMainConfig main = scope.main(LuaMainConfig.KEY);
            refuseSecond(main.initWorker, directive);
            main.initWorker = processCode("init_worker_by_lua", form, scope, directive);
        };
    }

    static Setter<ConfScope> exitWorker(Form form) {
        return (scope, directive) -> {
            LuaMainConfig main = scope.main(LuaMainConfig.KEY);
            refuseSecond(main.exitWorker, directive);
            main.exitWorker = processCode("exit_worker_by_lua", form, scope, directive);
        };
    }

    static Setter<ConfScope> serverRewrite(Form form) {
        return (scope, directive) -> {
            LuaServerConfig server = scope.server(LuaServerConfig.KEY);
            refuseSecond(server.serverRewrite, directive);
            server.serverRewrite = requestCode("server_rewrite_by_lua", form, scope, directive);
            scope.main(LuaMainConfig.KEY).used.add(LuaPhase.SERVER_REWRITE);
        };
    }

    static Setter<ConfScope> handler(LuaPhase phase, Form form) {
        return (scope, directive) -> setHandler(phase, form, scope, directive);
    }

    static Setter<ConfScope> content(Form form) {
        return (scope, directive) -> {
            setHandler(LuaPhase.CONTENT, form, scope, directive);
            LuaPhaseHandler.installContent(scope);
        };
    }

    private static void setHandler(
            LuaPhase phase, Form form, ConfScope scope, Directive directive) {
        LuaLocationConfig location = scope.location(LuaLocationConfig.KEY);
        refuseSecond(location.handler(phase), directive);
        location.handler(phase, requestCode(phase.phaseName() + "_by_lua", form, scope, directive));
        scope.main(LuaMainConfig.KEY).used.add(phase);
    }

    /** {@code set_by_lua $var code [arguments]}, a step of the location's rewrite script. */
    static Setter<ConfScope> set(Form form) {
        return (scope, directive) -> {
            HandlerCode code =
                    form == Form.BLOCK
                            ? HandlerCode.of(
                                    inline("set_by_lua", directive.rawBlock(), scope, directive))
                            : written("set_by_lua", form, directive.argument(1), scope, directive);
            List<Interpolation> arguments = new ArrayList<>();
            for (int i = 2; i < directive.count(); i++) {
                arguments.add(scope.interpolation(directive.argument(i), directive));
            }
            LuaSetHandler.install(scope, directive, code, arguments);
        };
    }

    private static HandlerCode requestCode(
            String tag, Form form, ConfScope scope, Directive directive) {
        String text = form == Form.BLOCK ? directive.rawBlock() : directive.argument(0);
        if (text.isEmpty()) {
            throw directive.fail(NO_CODE);
        }
        return written(tag, form, text, scope, directive);
    }

    private static HandlerCode written(
            String tag, Form form, String text, ConfScope scope, Directive directive) {
        return form == Form.FILE
                ? HandlerCode.file(
                        tag, scope.session().prefix(), scope.interpolation(text, directive))
                : HandlerCode.of(inline(tag, text, scope, directive));
    }

    private static LuaCode processCode(
            String tag, Form form, ConfScope scope, Directive directive) {
        String text = form == Form.BLOCK ? directive.rawBlock() : directive.argument(0);
        if (text.isEmpty()) {
            throw directive.fail(NO_CODE);
        }
        return form == Form.FILE
                ? new LuaCode.File(tag, HandlerCode.rebase(scope.session().prefix(), text))
                : inline(tag, text, scope, directive);
    }

    private static LuaCode inline(String tag, String source, ConfScope scope, Directive directive) {
        return new LuaCode.Inline(
                tag, source, ChunkNames.of(tag, directive, scope.session().confPrefix()));
    }

    private static void refuseSecond(Object present, Directive directive) {
        if (present != null) {
            // a block's own reader complains without the directive's name
            throw directive.rawBlock() == null
                    ? directive.duplicate()
                    : directive.fail("is duplicate");
        }
    }

    // --- switches and numbers -------------------------------------------------------------------

    static Setter<ConfScope> notPostponed(LuaPhase phase) {
        return (scope, directive) -> {
            mainFlag(scope, directive);
            if (Flag.of(directive)) {
                scope.main(LuaMainConfig.KEY).notPostponed.add(phase);
            }
        };
    }

    static void flag(ConfScope scope, Directive directive) {
        if (!scope.location(LuaLocationConfig.KEY).flag(directive.name(), Flag.of(directive))) {
            throw directive.duplicate();
        }
    }

    static void codeCache(ConfScope scope, Directive directive) {
        flag(scope, directive);
        if (!Flag.of(directive)) {
            scope.warn(
                    LogLevel.ALERT, directive, "lua_code_cache is off; this will hurt performance");
        }
    }

    static void mainFlag(ConfScope scope, Directive directive) {
        number(scope, directive, Flag.of(directive) ? 1 : 0);
    }

    static void mainNumber(ConfScope scope, Directive directive) {
        number(scope, directive, Size.numberOf(directive));
    }

    private static void number(ConfScope scope, Directive directive, long value) {
        if (scope.main(LuaMainConfig.KEY).numbers.putIfAbsent(directive.name(), value) != null) {
            throw directive.duplicate();
        }
    }

    // --- the machine ----------------------------------------------------------------------------

    static void packagePath(ConfScope scope, Directive directive) {
        LuaMainConfig main = scope.main(LuaMainConfig.KEY);
        refuseSecond(main.packagePath, directive);
        main.packagePath = directive.argument(0);
    }

    static void packageCpath(ConfScope scope, Directive directive) {
        LuaMainConfig main = scope.main(LuaMainConfig.KEY);
        refuseSecond(main.packageCpath, directive);
        main.packageCpath = directive.argument(0);
    }

    static void loadRestyCore(ConfScope scope, Directive directive) {
        scope.warn(
                LogLevel.WARN,
                directive,
                "lua_load_resty_core is deprecated (the lua-resty-core library is "
                        + "required since ngx_lua v0.10.16)");
    }

    static void sharedDict(ConfScope scope, Directive directive) {
        String name = directive.argument(0);
        if (name.isEmpty()) {
            throw directive.fail("invalid lua shared dict name \"\"");
        }
        long size = Size.parse(directive.argument(1));
        if (size < SMALLEST_DICT) {
            throw directive.fail("invalid lua shared dict size \"" + directive.argument(1) + '"');
        }
        if (scope.main(LuaMainConfig.KEY).sharedDicts.putIfAbsent(name, size) != null) {
            throw duplicateDict(name, directive);
        }
    }

    private static ConfException duplicateDict(String name, Directive directive) {
        return directive.fail(
                "lua_shared_dict \"" + name + "\" is already defined as \"" + name + '"');
    }
}
