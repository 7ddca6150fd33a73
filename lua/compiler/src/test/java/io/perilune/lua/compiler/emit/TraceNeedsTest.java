// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Resolver;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.compiler.syntax.Parser;
import io.perilune.lua.compiler.syntax.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceNeedsTest {
    /** Traced functions by name, or by line where they have none; the main chunk is "main". */
    private static String traced(String text) {
        Source source = Source.of(text, "=t");
        FunctionScope chunk = Resolver.resolve(Parser.parse(source, Dialect.OPENRESTY), "t");
        List<String> found = new ArrayList<>();
        collect(chunk, TracedFunctions.of(chunk, source), found);
        return String.join(" ", found);
    }

    private static void collect(FunctionScope scope, TracedFunctions traced, List<String> found) {
        if (traced.contains(scope)) {
            String name = scope.body().name();
            found.add(scope.parent() == null ? "main" : name == null ? "?" : name);
        }
        scope.functions().forEach(inner -> collect(inner, traced, found));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Only what is named as a function counts.
                "os.setlocale('C') local function f() end | ''",
                "local t = { 'sethook', 'getlocal' } local function f() end | ''",
                "-- debug.sethook(f) | ''",
                // One's own locals.
                "local function f() return (debug.getlocal(1, 1)) end local function g() end | f",
                "local function f() local n = debug.setlocal(1, 1, 2) end g() | f",
                "local get = debug.getlocal local function f() get(1, 1) end | f",
                "local getlocal = debug and debug.getlocal function f() getlocal(1, 1) end | f",
                "getlocal = debug.getlocal function f() getlocal(1, 1) end | f",
                "M.getlocal = debug.getlocal function f() M.getlocal(1, 1) end | f",
                "M = { getlocal = debug.getlocal } function f() M.getlocal(1, 1) end | f",
                "local function f() repeat local g = debug.getlocal until g(1, 1) end | f",
                "local function f() if a then elseif debug.getlocal(1, 1) then end end | f",
                "local function f() t[debug.getlocal(1, 1)], b = 1 end | f",
                // Anybody's.
                "local function f() debug.getlocal(2, 1) end local function g() end | main f g",
                "local function f(n) debug.getlocal(n, 1) end local function g() end | main f g",
                "local function f() return debug.getlocal(1, 1) end | main f",
                "local function f() pcall(debug.getlocal, 1, 1) end | main f",
                "local function f() return { debug.getlocal } end | main f",
                "local get = debug.getlocal local function f() pcall(get, 1, 1) end | main f",
                "local function f() debug['getlocal'](2, 1) end | main f",
                // Whether they are there.
                "local function f() if debug.getlocal then return 1 end end | ''",
                "local function f() return not debug.getlocal end | ''",
                "local function f() return debug.getlocal == nil end | ''",
                "local may = a ~= false and debug.getlocal local function f() if may then g() end end | ''",
                "local may = a ~= false and debug.getlocal local function f() g(may) end | main f",
                "local function f() return debug.getlocal or 1 end | main f",
                // Hooks.
                "local function f() debug.sethook() end debug.sethook(nil) | ''",
                "local function f() end debug.sethook(f, 'l') | main",
                "local function f() end function g() debug.sethook(h, 'l') end | main g",
                "local function f() return function() debug.sethook(h) end end function g() end | main f ?",
                "function f() debug.sethook(h) end function g() f() end function k() g() end function l() end | main f g k",
                "function M.f() debug.sethook(h) end function M.g() M:f() end function k() M.k() end | main M.f M.g",
                "M.f = function() debug.sethook(h) end local function g() M.f() end | main ? g",
                "t = { f = function() debug.sethook(h) end } local function g() t.f() end | main ? g",
                "local f = function() debug.sethook(h) end local function g() f() end | main ? g",
                "while f() do repeat for i = 1, 2 do for k in p(debug.sethook(h)) do end end until x end | main"
            })
    void traced(String text, String expected) {
        assertThat(traced(text)).isEqualTo(expected);
    }
}
