// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** cjson: the texts it writes, reads and refuses. */
class CjsonTest {
    private final TestHost host = new TestHost();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {}                              | {}
            {1, 2, 3}                       | [1,2,3]
            {1, nil, 3}                     | [1,null,3]
            {[5] = 1}                       | [null,null,null,null,1]
            {a = {b = {}}}                  | {"a":{"b":{}}}
            {[1.5] = 2}                     | {"1.5":2}
            'a/b"\\\\\\n\\1\\127'           | "a\\/b\\"\\\\\\n\\u0001\\u007f"
            3.14159265358979                | 3.1415926535898
            1e15                            | 1e+15
            cjson.null                      | null
            {cjson.empty_array}             | [[]]
            setmetatable({}, cjson.array_mt) | []
            setmetatable({}, cjson.empty_array_mt) | []
            """)
    void encodes(String value, String json) {
        assertThat(
                        host.say(
                                "local cjson = require 'cjson' ngx.print(cjson.encode("
                                        + unescaped(value)
                                        + "))"))
                .isEqualTo(unescaped(json));
    }

    private static String unescaped(String text) {
        return text.replace("\\\\", "\\");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ``           | Expected value but found T_END at character 1
            {            | Expected object key string but found T_END at character 2
            [1,]         | Expected value but found T_ARR_END at character 4
            [1 2]        | Expected comma or array end but found T_INTEGER at character 4
            [1 2.5]      | Expected comma or array end but found T_NUMBER at character 4
            {"a" true}   | Expected colon but found T_BOOLEAN at character 6
            {"a":1,}     | Expected object key string but found T_OBJ_END at character 8
            nul          | Expected value but found invalid token at character 1
            "abc         | Expected value but found unexpected end of string at character 5
            "\\\\x"      | Expected value but found invalid escape code at character 2
            "\\\\ud800"  | Expected value but found invalid unicode escape code at character 2
            1 2          | Expected the end but found T_INTEGER at character 3
            -            | Expected value but found invalid number at character 1
            [@]          | Expected value but found invalid token at character 2
            """)
    void refuses(String json, String message) {
        assertThat(
                        host.say(
                                "ngx.print(select(2, require('cjson.safe').decode([==["
                                        + unescaped(json)
                                        + "]==])))"))
                .isEqualTo(message);
    }

    @Test
    void decodes() {
        assertThat(
                        host.say(
                                """
                local cjson = require 'cjson'
                local t = cjson.decode(' {"a": [1, -2.5e2, "x\\\\u00e9\\\\ud83d\\\\ude00\\\\n"], "b": {"c": null}, "d": false} ')
                ngx.say(t.a[1], t.a[2], t.a[3], t.b.c == cjson.null, t.d)"""))
                .isEqualTo("1-250x\u00c3\u00a9\u00f0\u009f\u0098\u0080\ntruefalse\n");
    }

    @Test
    void whatHasNoJson() {
        assertThat(
                        host.say(
                                """
                local cjson = require 'cjson'
                for _, v in ipairs{print, 0/0, {[true] = 1}, {[1] = 1, [20] = 2}} do
                    ngx.say((select(2, pcall(cjson.encode, v))))
                end
                local t = {} t[1] = t
                ngx.say(select(2, require('cjson.safe').encode(t)))"""))
                .isEqualTo(
                        """
                Cannot serialise function: type not supported
                Cannot serialise number: must not be NaN or Infinity
                Cannot serialise boolean: table key must be a number or string
                Cannot serialise table: excessively sparse array
                Cannot serialise, excessive nesting (1001)
                """);
    }

    @Test
    void settingsBelongToOneTable() {
        assertThat(
                        host.say(
                                """
                local a, b = require 'cjson', require('cjson').new()
                b.encode_empty_table_as_object(false)
                b.encode_escape_forward_slash(false)
                b.encode_number_precision(3)
                b.encode_sparse_array(true)
                b.encode_invalid_numbers('null')
                b.decode_array_with_array_mt(true)
                ngx.say(a.encode{}, b.encode{}, a.encode'/', b.encode'/', b.encode(1/3), b.encode{[20] = 1}, b.encode(1/0))
                ngx.say(b.encode(b.decode('[]')), getmetatable(b.decode('[]')) == b.array_mt)"""))
                .isEqualTo(
                        """
                {}[]"\\/""/"0.333{"20":1}null
                []true
                """);
    }
}
