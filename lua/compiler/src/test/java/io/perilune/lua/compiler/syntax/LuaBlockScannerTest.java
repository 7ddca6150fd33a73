// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuaBlockScannerTest {
    private static final String REST = "} location / { }";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ngx.say('hi') ",
                " local t = { a = { 1 }, b = {} } ",
                " say('}') say(\"}\") ",
                " say('\\'}') say(\"\\\"}\\\\\") ",
                " say([[ } ]], [==[ ]] } ]==]) ",
                " -- } ' \" [[ \n",
                " --[[ } \n } ]] x() --[=[ ]] } ]=] ",
                " --[ } \n ",
                " local it = a - b -- it's\n ",
                " t[t[1]] = { [1] = 2 } ",
                " say(\"a\u00ff\") "
            })
    void findsTheClosingBrace(String block) {
        assertThat(LuaBlockScanner.end(bytes(block + REST), 0)).isEqualTo(block.length());
    }

    @Test
    void beginsWhereItIsTold() {
        String text = "content_by_lua_block { local a = {} }";
        assertThat(LuaBlockScanner.end(bytes(text), text.indexOf('{') + 1))
                .isEqualTo(text.length() - 1);
    }

    @Test
    void namesTheLastOpenedBraceAtTheEndOfTheFile() {
        String text = " if x then\n f { \n";
        assertThatThrownBy(() -> LuaBlockScanner.end(bytes(text), 0))
                .isInstanceOfSatisfying(
                        LuaBlockScanner.BlockError.class,
                        e -> assertThat(e.offset()).isEqualTo(text.indexOf('{')))
                .hasMessage(
                        "unexpected end of file, expecting terminating characters for lua code block");
    }

    @Test
    void namesTheMissingLongBracket() {
        assertThatThrownBy(() -> LuaBlockScanner.end(bytes(" x = [==[ ]] } "), 0))
                .hasMessage(
                        "Lua code block missing the closing long bracket \"]==]\", "
                                + "the inlined Lua code may be too long");
    }
}
