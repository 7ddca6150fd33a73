// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perilune.lua.runtime.UncopyableException;
import io.perilune.ngx.engine.LuaCode;
import io.perilune.ngx.engine.LuaWorker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers that begin with copies of the machine in which init_by_lua has run. */
class MachineCopyTest {

    private static LuaWorker initialised(String code) {
        TestHost host = new TestHost();
        LuaWorker machine = Ngx.worker(TestHost.options(), host);
        machine.prepareCopy();
        assertThat(machine.init(new LuaCode.Inline("init_by_lua", code, "init_by_lua")))
                .as(host.log.toString())
                .isTrue();
        return machine;
    }

    /** What a handler prints in a host of its own that has this machine. */
    private static String say(LuaWorker machine, String code) {
        return new TestHost(machine).say(code);
    }

    @Test
    void eachMachineGoesOnFromWhatInitHasLeft() {
        LuaWorker first =
                initialised(
                        """
                        local hidden = 0
                        local twin = { }
                        function next_id() hidden = hidden + 1 twin.last = hidden return hidden end
                        function last_id() return twin.last end
                        """);
        LuaWorker second = first.copy();
        String both = "ngx.say(next_id(), ' ', last_id())";
        assertThat(say(first, both)).isEqualTo("1 1\n");
        assertThat(say(first, both)).isEqualTo("2 2\n");
        assertThat(say(second, both)).isEqualTo("1 1\n");
    }

    @Test
    void functionsOfLibrariesAreTheMachinesOwnAndKeepTheirNames() {
        LuaWorker second =
                initialised(
                                """
                                say, ngx.shout = ngx.say, function(s) ngx.say(s:upper()) end
                                function string.twice(s) return s .. s end
                                ngx.null = nil
                                """)
                        .copy();
        assertThat(
                        say(
                                second,
                                """
                                say(say == ngx.say, ('a'):twice(), ngx.null,
                                    require 'ngx' == ngx, getmetatable('').__index == string)
                                ngx.shout('loud')
                                ngx.shared.dogs:set('k', 1)
                                say(ngx.shared.dogs:get('k'))"""))
                .isEqualTo("trueaaniltruetrue\nLOUD\n1\n");
    }

    @Test
    void modulesKeepIdentityAndSettings() {
        LuaWorker second =
                initialised(
                                """
                                local cjson = require 'cjson'
                                cjson.encode_number_precision(3)
                                kept = cjson.encode
                                array = setmetatable({}, cjson.array_mt)
                                math.randomseed(7)
                                """)
                        .copy();
        assertThat(
                        say(
                                second,
                                """
                                local cjson = require 'cjson'
                                ngx.say(kept == cjson.encode, ' ', kept(1 / 3), ' ', kept(array))
                                local random = math.random()
                                math.randomseed(7)
                                ngx.say(random == math.random())"""))
                .isEqualTo("true 0.333 []\ntrue\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x = coroutine.create(function() end) | a coroutine",
                "x = ('a'):gmatch('.') | a function made by gmatch_aux",
                "x = require('cjson').new() | a function made by",
                "x = require('ngx.semaphore').new(1) | a userdata"
            })
    void whatCannotBeCopiedIsNamed(String code, String named) {
        LuaWorker first = initialised(code);
        assertThatThrownBy(first::copy)
                .isInstanceOf(UncopyableException.class)
                .hasMessageStartingWith(named);
        assertThat(say(first, "ngx.say(type(x) ~= 'nil')")).isEqualTo("true\n");
    }
}
