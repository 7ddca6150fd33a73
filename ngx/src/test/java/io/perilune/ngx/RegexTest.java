// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.ngx.port.LogPort;
import org.junit.jupiter.api.Test;

/** ngx.re as a program sees it: where only PCRE2's words differ, the answers are OpenResty's. */
class RegexTest {
    /** show prints values, try prints what a protected call answers. */
    private static final String HELPERS =
            """
                local function text(v)
                    if type(v) ~= "table" then return tostring(v) end
                    local parts = {}
                    for k, x in pairs(v) do
                        if type(x) == "table" then x = "{" .. table.concat(x, ",") .. "}" end
                        parts[#parts + 1] = tostring(k) .. "=" .. tostring(x)
                    end
                    table.sort(parts)
                    return "{" .. table.concat(parts, " ") .. "}"
                end
                local function show(...)
                    local out = {}
                    for i = 1, select("#", ...) do out[i] = text((select(i, ...))) end
                    ngx.say(table.concat(out, " | "))
                end
                local function try(f, ...)
                    local ok, a, b, c = pcall(f, ...)
                    if ok then show(a, b, c) else ngx.say("error: ", (tostring(a):gsub("^[^ ]*:%d+: ", ""))) end
                end
                """;

    private final TestHost host = new TestHost();

    private String answers(String code) {
        return host.say(HELPERS + code);
    }

    @Test
    void capturesAreFalseForGroupsWithoutPart() {
        assertThat(
                        answers(
                                """
                local match = ngx.re.match
                try(match, "hello, 1234", "([0-9])([0-9])?([a-z])?")
                try(match, "hello, 1234", "(?<first>[0-9])(?<rest>[0-9]+)(?<none>x)?", "jo")
                try(match, "hello", "")
                try(match, "hello", "x")
                try(match, 12345, "3(4)")
                try(match, nil, "n(i)l")
                """))
                .isEqualTo(
                        """
                {0=12 1=1 2=2 3=false} | nil | nil
                {0=1234 1=1 2=234 3=false first=1 none=false rest=234} | nil | nil
                {0=} | nil | nil
                nil | nil | nil
                {0=34 1=4} | nil | nil
                {0=nil 1=i} | nil | nil
                """);
    }

    @Test
    void duplicateNamesMakeLists() {
        assertThat(
                        answers(
                                """
                local match = ngx.re.match
                try(match, "ab", "(?<x>a)(?<x>b)", "D")
                try(match, "ab", "(?<x>a)|(?<y>b)(?<x>c)?", "jD")
                try(match, "ab", "(?<x>a)(?<x>b)")
                """))
                .isEqualTo(
                        """
                {0=ab 1=a 2=b x={a,b}} | nil | nil
                {0=a 1=a 2=false 3=false x={a}} | nil | nil
                nil | pcre2_compile() failed: two named subpatterns have the same name (PCRE2_DUPNAMES not set) in "(?<x>a)(?<x>b)" at "b)" | nil
                """);
    }

    @Test
    void longestMatchesCaptureNothing() {
        assertThat(
                        answers(
                                """
                local re = ngx.re
                try(re.match, "hello", "he(l+)o", "d")
                try(re.match, "hello", "h(?<x>e)|hell", "d")
                try(re.find, "hello", "he|hell", "d")
                try(re.find, "hello", "he(l+)o", "d", nil, 1)
                try(re.gsub, "hello", "h(e)l", "[$0$1]", "d")
                for m in re.gmatch("a1b2", "(?<l>[a-z])(?<d>[0-9])?", "d") do show(m) end
                """))
                .isEqualTo(
                        """
                {0=hello} | nil | nil
                {0=hell} | nil | nil
                1 | 4 | nil
                nil | nil | nth out of bound
                [hel]lo | 1 | nil
                {0=a1}
                {0=b2}
                """);
    }

    @Test
    void theOtherOptions() {
        assertThat(
                        answers(
                                """
                local find = ngx.re.find
                try(find, "xabc", "abc", "a")
                try(find, "ABC", "b", "i")
                try(find, "a\\nb", "^b", "m")
                try(find, "a\\nb", "a.b")
                try(find, "a\\nb", "a.b", "s")
                try(find, "abc", "a b # comment\\n c", "x")
                try(find, "a[]b", "[]", "J")
                try(find, "ab", "\\\\u0062", "J")
                try(find, "ab", "(x)?\\\\1b", "J")
                try(find, "h\\xc3\\xa9l", "h.l")
                try(find, "h\\xc3\\xa9l", "h.l", "u")
                try(find, "h\\xc3\\x89l", "\\xc3\\xa9", "ui")
                try(find, "abc", "b", "aDdijmosUux")
                """))
                .isEqualTo(
                        """
                nil | nil | nil
                2 | 2 | nil
                3 | 3 | nil
                nil | nil | nil
                1 | 3 | nil
                1 | 3 | nil
                nil | nil | nil
                2 | 2 | nil
                2 | 2 | nil
                nil | nil | nil
                1 | 4 | nil
                2 | 3 | nil
                nil | nil | nil
                """);
    }

    @Test
    void wrongTypesAreErrors() {
        assertThat(
                        answers(
                                """
                local re = ngx.re
                try(re.match, "12345", 3)
                try(re.match, "12345", nil)
                try(re.match, "12345", nil, "o")
                try(re.match, "12345", "3", 3)
                try(re.match, "12345", "3", false)
                try(re.match, "12345", "3", "jkj")
                try(re.gsub, "12345", "3", "x", "j?")
                try(re.match, "12345", "3", "", 5)
                try(re.match, "12345", "3", "", { pos = "2" })
                try(re.match, "12345", "(3)", "", nil, 5)
                """))
                .isEqualTo(
                        """
                error: attempt to get length of local 'regex' (a number value)
                error: attempt to get length of local 'regex' (a nil value)
                error: attempt to concatenate local 'regex' (a nil value)
                error: attempt to get length of local 'opts' (a number value)
                {0=3} | nil | nil
                error: unknown flag "k" (flags "jkj")
                error: unknown flag "?" (flags "j?")
                error: attempt to index local 'ctx' (a number value)
                error: attempt to compare string with number
                error: attempt to index local 'res' (a number value)
                """);
    }

    @Test
    void contextsSayWhereToBegin() {
        assertThat(
                        answers(
                                """
                for _, pos in ipairs{0, -1, 1, 3, 4, 5, 6, 7, 2.5} do
                    local ctx = { pos = pos }
                    try(ngx.re.find, "12345", "[345]", "jo", ctx)
                    show(ctx)
                    ctx = { pos = pos }
                    try(ngx.re.match, "12345", "", "", ctx)
                    show(ctx)
                end
                local reads = setmetatable({}, { __index = { pos = 3 } })
                try(ngx.re.find, "12312", "1", "", reads)
                show(reads)
                """))
                .isEqualTo(
                        """
                3 | 3 | nil
                {pos=4}
                {0=} | nil | nil
                {pos=1}
                3 | 3 | nil
                {pos=4}
                {0=} | nil | nil
                {pos=1}
                3 | 3 | nil
                {pos=4}
                {0=} | nil | nil
                {pos=1}
                3 | 3 | nil
                {pos=4}
                {0=} | nil | nil
                {pos=3}
                4 | 4 | nil
                {pos=5}
                {0=} | nil | nil
                {pos=4}
                5 | 5 | nil
                {pos=6}
                {0=} | nil | nil
                {pos=5}
                nil | nil | nil
                {pos=6}
                {0=} | nil | nil
                {pos=6}
                nil | nil | pcre_exec() failed: -33
                {pos=7}
                nil | pcre_exec() failed: -33 | nil
                {pos=7}
                3 | 3 | nil
                {pos=4}
                {0=} | nil | nil
                {pos=2}
                4 | 4 | nil
                {pos=5}
                """);
    }

    @Test
    void matchFillsATable() {
        assertThat(
                        answers(
                                """
                local ctx = {}
                local into = { "a", "b", "c", x = 1 }
                local answer = ngx.re.match("12345", "(?<three>3)(4)", "jo", ctx, into)
                show(answer == into, into, ctx)
                """))
                .isEqualTo(
                        """
                true | {0=34 1=3 2=4 3=c three=3 x=1} | {pos=5}
                """);
    }

    @Test
    void findGivesTheBoundsOfAnyGroup() {
        assertThat(
                        answers(
                                """
                local find = ngx.re.find
                try(find, "hello", "(l)(o)?", "", nil, 1)
                try(find, "hello", "(l)(o)?", "", nil, 2)
                try(find, "hello", "(h)(o)?(e)", "", nil, 2)
                try(find, "hello", "(l)(o)?", "", nil, 3)
                try(find, "hello", "(l)(o)?", "", nil, -1)
                try(find, "hello", "", "", { pos = 6 })
                """))
                .isEqualTo(
                        """
                3 | 3 | nil
                nil | nil | nil
                nil | nil | nil
                nil | nil | nth out of bound
                3 | 3 | nil
                6 | 5 | nil
                """);
    }

    @Test
    void wrongPatternsGiveTheMessageOfPcre2() {
        assertThat(
                        answers(
                                """
                local re = ngx.re
                try(re.match, "hello", "(")
                try(re.find, "hello", "a[b")
                try(re.gmatch, "hello", "a)b")
                try(re.sub, "hello", "a{2,1}b", "x")
                try(re.gsub, "hello", "a**", "x", "jo")
                try(require("ngx.re").split, "hello", "?")
                try(re.match, "a", "\\xff", "U")
                local _, err = re.match("a", ("x"):rep(300) .. "(")
                show(#err)
                _, err = re.match("a", "a\\0(")
                show(err)
                """))
                .isEqualTo(
                        """
                nil | pcre2_compile() failed: missing closing parenthesis in "(" | nil
                nil | nil | pcre2_compile() failed: missing terminating ] for character class in "a[b"
                nil | pcre2_compile() failed: unmatched closing parenthesis in "a)b" at ")b" | nil
                nil | nil | pcre2_compile() failed: numbers out of order in {} quantifier in "a{2,1}b" at "}b"
                nil | nil | pcre2_compile() failed: quantifier does not follow a repeatable item in "a**" at "*"
                nil | pcre2_compile() failed: quantifier does not follow a repeatable item in "?" at "?" | nil
                nil | pcre2_compile() failed: UTF-8 error: illegal byte (0xfe or 0xff) in "\u00ff" at "\u00ff" | nil
                255
                pcre2_compile() failed: missing closing parenthesis in "a
                """);
    }

    @Test
    void subjectsThatAreNotUtf8GiveTheNumberOfPcre2() {
        assertThat(
                        answers(
                                """
                local re = ngx.re
                try(re.match, "\\xff", ".", "u")
                try(re.find, "a\\xc3", "a", "u")
                try(re.gsub, "a\\xff", ".", "x", "u")
                try(re.sub, "a\\xff", ".", function() return "x" end, "u")
                try(re.gsub, "h\\xc3\\xa9llo", "", "-", "u")
                try(re.match, "h\\xc3\\xa9llo", "l", "u", { pos = 3 })
                local it = re.gmatch("a\\xff", ".", "u")
                show(it())
                show(it())
                try(require("ngx.re").split, "a\\xffb", "b", "u")
                """))
                .isEqualTo(
                        """
                nil | pcre_exec() failed: -23 | nil
                nil | nil | pcre_exec() failed: -3
                nil | nil | pcre_exec() failed: -23
                nil | nil | pcre_exec() failed: -23
                nil | nil | pcre_exec() failed: -36
                nil | pcre_exec() failed: -36 | nil
                nil | pcre_exec() failed: -23
                nil
                nil | pcre_exec() failed: -23 | nil
                """);
    }

    @Test
    void templates() {
        assertThat(
                        answers(
                                """
                local gsub = ngx.re.gsub
                try(gsub, "hello, 1234", "([0-9])([0-9])(x)?", "[$2$1$3$4$99]")
                try(gsub, "hello, 1234", "([0-9])[0-9]", "$$0${1}0$$")
                try(gsub, "hello, 1234", "([0-9])[0-9]", "")
                try(gsub, "hello", "l", 5)
                try(gsub, "hello", "l", nil)
                try(ngx.re.sub, "hello, 1234", "([0-9])[0-9]", "[$0]")
                try(ngx.re.sub, "hello", "x", "y")
                """))
                .isEqualTo(
                        """
                hello, [21][43] | 2 | nil
                hello, $010$$030$ | 2 | nil
                hello,  | 2 | nil
                he55o | 2 | nil
                henilnilo | 2 | nil
                hello, [12]34 | 1 | nil
                hello | 0 | nil
                """);
    }

    @Test
    void wrongTemplates() {
        host.logLevel = LogPort.ERROR;
        assertThat(
                        answers(
                                """
                for _, t in ipairs{"$", "${", "${1", "${}", "$x", "${x}", "${1x}", "$ 1", "${-1}", "$$$"} do
                    try(ngx.re.gsub, "hello, 1234", "([0-9])[0-9]", t, "jo")
                end
                """))
                .isEqualTo(
                        """
                nil | nil | failed to compile the replacement template
                nil | nil | failed to compile the replacement template
                nil | nil | failed to compile the replacement template
                nil | nil | failed to compile the replacement template
                nil | nil | failed to compile the replacement template
                nil | nil | failed to compile the replacement template
                nil | nil | failed to compile the replacement template
                nil | nil | failed to compile the replacement template
                nil | nil | failed to compile the replacement template
                nil | nil | failed to compile the replacement template
                """);
        assertThat(host.log)
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "the closing bracket in \"1\" variable is missing"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains("attempt to use named capturing variable \"x\""));
    }

    @Test
    void functions() {
        assertThat(
                        answers(
                                """
                local gsub = ngx.re.gsub
                try(gsub, "hello", "(l)(l)?", function(m) return tostring(m[0]) .. tostring(m[1]) .. #m end)
                try(gsub, "hello", "l", function() return 12.5 end)
                try(gsub, "hello", "l", function() return nil end)
                try(gsub, "hello", "l", function() end)
                try(gsub, "hello", "l", function() error("inner", 0) end)
                try(gsub, "aXbX", "[a-z]", function(m)
                    return (gsub(m[0] .. "1", "[a-z]", function(n) return "<" .. n[0] .. ">" end))
                end)
                """))
                .isEqualTo(
                        """
                helll2o | 1 | nil
                he12.512.5o | 2 | nil
                henilnilo | 2 | nil
                error: bad argument #1 to 'tostring' (value expected)
                error: inner
                <a>1X<b>1X | 2 | nil
                """);
    }

    @Test
    void emptyMatchesGoOnByOneByte() {
        assertThat(
                        answers(
                                """
                local gsub = ngx.re.gsub
                try(gsub, "hello", "", "-")
                try(gsub, "hello", "l*", "-")
                try(gsub, "hello", "(?=l)", "-")
                try(gsub, "", "", "-")
                for _, pattern in ipairs{"", "x*", "$", "(b)|(c)"} do
                    local ends = {}
                    for m in ngx.re.gmatch("abc", pattern) do ends[#ends + 1] = "<" .. m[0] .. ">" end
                    show(table.concat(ends))
                end
                """))
                .isEqualTo(
                        """
                -h-e-l-l-o- | 6 | nil
                -h-e--o- | 5 | nil
                he-l-lo | 2 | nil
                - | 1 | nil
                <><><><>
                <><><><>
                <>
                <b><c>
                """);
    }

    @Test
    void endedIteratorsStaySo() {
        assertThat(
                        answers(
                                """
                local it = ngx.re.gmatch("a1b2", "([a-z])([0-9])", "jo")
                show(it()) show(it()) show(it()) show(it())
                it = ngx.re.gmatch("x", "y")
                show(it()) show(it())
                """))
                .isEqualTo(
                        """
                {0=a1 1=a 2=1}
                {0=b2 1=b 2=2}
                nil
                nil
                nil
                nil
                """);
    }

    @Test
    void split() {
        assertThat(
                        answers(
                                """
                local split = require("ngx.re").split
                for _, s in ipairs{"a,b,c", "", ",", "a,,", ",a", "abc"} do
                    show(s, split(s, ","), split(s, "(,)", "jo"), split(s, "", nil, nil, 2), split(s, ",*"))
                end
                try(split, "a,b,c,d", ",", "jo", nil, 2)
                try(split, "a,b,c,d", ",", "jo", nil, 0)
                try(split, "a,b,,,", ",", "jo", nil, 5)
                try(split, 1213, "2")
                try(split, "a,b,c", ",", nil, nil, nil, 5)
                for _, pos in ipairs{-2, 0, 1, 3, 9} do
                    local ctx = { pos = pos }
                    show(split("a,b,c", ",", "", ctx), ctx)
                end
                local into = { 1, 2, 3, 4 }
                show(split("a,b", ",", "", nil, nil, into) == into, into)
                """))
                .isEqualTo(
                        """
                a,b,c | {1=a 2=b 3=c} | {1=a 2=, 3=b 4=, 5=c} | {1=a 2=,b,c} | {1=a 2=a, 3=b 4=b, 5=c}
                 | {} | {} | {} | {}
                , | {} | {1= 2=,} | {1=, 2=} | {}
                a,, | {1=a} | {1=a 2=, 3= 4=,} | {1=a 2=,,} | {1=a}
                ,a | {1= 2=a} | {1= 2=, 3=a} | {1=, 2=a} | {1= 2=a}
                abc | {1=abc} | {1=abc} | {1=a 2=bc} | {1=a 2=b 3=c}
                {1=a 2=b,c,d} | nil | nil
                {1=a 2=b 3=c 4=d} | nil | nil
                {1=a 2=b 3= 4= 5=} | nil | nil
                {1=1 2=13} | nil | nil
                error: res is not a table
                {1= 2=b 3=c} | {pos=4}
                {1=a 2=b 3=c} | {pos=4}
                {1=a 2=b 3=c} | {pos=4}
                {1=b 2=c} | {pos=4}
                {} | {pos=9}
                true | {1=a 2=b 4=4}
                """);
    }

    @Test
    void opt() {
        assertThat(
                        answers(
                                """
                local opt = require("ngx.re").opt
                try(opt, "foo", 1)
                try(opt, "jit_stack_size", 32 * 1024)
                ngx.re.match("a", "b", "jo")
                try(opt, "jit_stack_size", 32 * 1024)
                """))
                .isEqualTo(
                        """
                error: unrecognized option name
                nil | nil | nil
                error: changing jit stack size is not allowed when some regexs have already been compiled and cached
                """);
    }
}
