// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxErrorTest {
    private static void parse(String text) {
        Parser.parse(Source.of(text, "=c"), Dialect.OPENRESTY);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\e", "\\");
    }

    /** Columns: the text (backslash as \e), and the message behind "c:". */
    @ParameterizedTest
    @CsvFileSource(resources = "/syntax-errors.csv", delimiter = '|', quoteCharacter = '\0')
    void hasLuaJitsWords(String text, String message) {
        assertThatThrownBy(() -> parse(unescaped(text)))
                .isInstanceOf(SyntaxError.class)
                .hasMessage("c:" + unescaped(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                ";;",
                "return",
                "return;",
                "return 1,2;",
                "f();;g()",
                "while 1 do break; x=1 do end end",
                "while 1 do break x=1 end",
                "f\n()",
                "goto a ::a::",
                "x='\\z  \n a\\x41\\u{10ffff}\\0'",
                "x=0x.8p-3 y=0b101 z=.5e+1",
                "x=[==[\n]]]==]",
                "--[==[ ]] ]==] x=1",
                "a.b.c:d'x'{}[1](2).e=3",
                "function a.b.c:d(...) return ... end",
                "local function f(a, b, ...) end",
                "for i=1,2,3 do end for a,b,c in d,e do end",
                "repeat local x until x",
                "x = {1, 2; a=3, [4]=5, }",
                "x=-2^-3^4 .. 'a' == not b and #c or d",
                "x\u00e4=1"
            })
    void acceptsTheLanguage(String text) {
        assertThatCode(() -> parse(text)).doesNotThrowAnyException();
    }

    @Test
    void limitsLocals() {
        String names =
                IntStream.range(0, 201).mapToObj(i -> "a" + i).collect(Collectors.joining(","));
        assertThatThrownBy(() -> parse("local " + names))
                .hasMessage("c:1: main function has more than 200 local variables");
        assertThatThrownBy(() -> parse("\nfunction f(" + names + ") end"))
                .hasMessage("c:2: function at line 2 has more than 200 local variables");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"f( (", "f{ {", "f(1, (", "{[g]= ="})
    void limitsWhatIsHeldAtATime(String opening, String near) {
        assertThatThrownBy(() -> parse("return " + opening.repeat(125) + ")"))
                .hasMessage("c:1: function or expression too complex near '" + near + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "{", "not ", "a..", "a^", "function() return ", "- "})
    void limitsDepth(String opening) {
        assertThatThrownBy(() -> parse("x=" + opening.repeat(10_000) + "1"))
                .hasMessageEndingWith("chunk has too many syntax levels");
    }
}
