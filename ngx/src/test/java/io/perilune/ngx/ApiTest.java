// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.Outcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of `ngx` on a host without a server. */
class ApiTest {
    private final TestHost host = new TestHost();

    // --- text to text
    // -----------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ngx.escape_uri('a b/c?d=&(x)~*')                 | a%20b%2Fc%3Fd%3D%26(x)~*
            ngx.escape_uri('a b/c?d#', 0)                    | a%20b/c%3Fd%23
            ngx.unescape_uri('a%20b+c%2g%')                  | a b c%2g%
            ngx.encode_args({a = {1, true, 'x y'}})          | a=1&a&a=x%20y
            ngx.encode_base64('ab')                          | YWI=
            ngx.encode_base64('ab', true)                    | YWI
            ngx.decode_base64('YWI')                         | ab
            ngx.decode_base64('Y*')                          | nil
            ngx.decode_base64mime('Y W\\nI=')                | ab
            require('ngx.base64').encode_base64url('\\255?')   | _z8
            require('ngx.base64').decode_base64url('_z8') == '\\255?' | true
            ngx.crc32_short('hello')                         | 907060870
            ngx.md5('hello')                                 | 5d41402abc4b2a76b9719d911017c592
            #ngx.md5_bin('x') .. #ngx.sha1_bin('x')          | 1620
            ngx.encode_base64(ngx.hmac_sha1('k', 'v'))       | lPxqL36JuBls904QeajBHrZ5pVI=
            ngx.quote_sql_str('a\\'b\\n')                    | 'a\\'b\\n'
            ngx.http_time(1290079655)                        | Thu, 18 Nov 2010 11:27:35 GMT
            ngx.cookie_time(1290079655)                      | Thu, 18-Nov-10 11:27:35 GMT
            ngx.parse_http_time('Thu, 18 Nov 2010 11:27:35 GMT') | 1290079655
            ngx.parse_http_time('nonsense')                  | nil
            ngx.now()                                        | 1700000000.123
            ngx.time()                                       | 1700000000
            ngx.utctime()                                    | 2023-11-14 22:13:20
            tostring(ngx.null)                               | userdata: NULL
            ngx.worker.pid() .. ngx.worker.id()              | 47110
            ngx.config.subsystem .. ngx.config.prefix()      | http/tmp/prefix/
            ngx.get_phase()                                  | content
            """)
    void values(String expression, String expected) {
        String quoted = expected.startsWith("a\\'") ? "'" + expected + "'" : expected;
        assertThat(host.say("ngx.print(" + expression.replace("\\\\", "\\") + ")"))
                .isEqualTo(quoted.replace("\\\\", "\\"));
    }

    @Test
    void decodedArgumentsKeepAllValues() {
        assertThat(
                        host.say(
                                """
                local args, err = ngx.decode_args('a=1&b&a=%20&=x&c=', 10)
                ngx.say(args.a, ' ', args.b, ' [', args.c, ']', err)
                ngx.say(select(2, ngx.decode_args('a=1&b=2', 1)))"""))
                .isEqualTo("1  true []nil\ntruncated\n");
    }

    // --- output
    // -----------------------------------------------------------------------------------------

    @Test
    void printTakesNestedLists() {
        assertThat(host.say("ngx.print({'a', {1, true, nil, false}, ngx.null}, nil, 1e20)"))
                .isEqualTo("a1truenilfalsenullnil1e+20");
        assertThat(host.say("ngx.print(select(2, pcall(ngx.print, {a = 1})))"))
                .contains("(non-array table found)");
        assertThat(host.say("ngx.print(select(2, pcall(ngx.say, print)))"))
                .contains(
                        "(string, number, boolean, nil, ngx.null, or array table expected, but got function)");
    }

    @Test
    void nothingComesAfterTheEnd() {
        assertThat(
                        host.say(
                                "ngx.say('a') ngx.eof() ngx.ctx.r = {ngx.say('b')} print(ngx.ctx.r[2])"))
                .isEqualTo("a\n");
        assertThat(host.log.get(0)).endsWith("seen eof");
    }

    @Test
    void aHeadRequestGetsNoBody() {
        TestRequest request = new TestRequest(host);
        request.method = "HEAD";
        host.run(request, LuaPhase.CONTENT, "ngx.say('a') print(select(2, ngx.say('b')))");
        assertThat(request.text()).isEmpty();
        assertThat(request.response.headersSent).isTrue();
        assertThat(host.log.get(0)).endsWith("header only");
    }

    @Test
    void http10GetsAContentLength() {
        TestRequest request = new TestRequest(host);
        request.httpVersion = 10;
        host.run(
                request,
                LuaPhase.CONTENT,
                "ngx.say('a') print(select(2, ngx.flush())) ngx.say('b')");
        assertThat(request.text()).isEqualTo("a\nb\n");
        assertThat(request.response.contentLength).isEqualTo(4);
        assertThat(host.log.get(0)).endsWith("buffering");
    }

    @Test
    void flushCanWait() {
        assertThat(host.say("ngx.say('a') ngx.say(ngx.flush(true)) ngx.say(ngx.flush())"))
                .isEqualTo("a\n1\n1\n");
    }

    // --- leaving
    // ----------------------------------------------------------------------------------------

    @Test
    void execAndRedirect() {
        assertThat(host.content("ngx.exec('/foo?a=1', {b = 2})").outcome)
                .isEqualTo(new Outcome.InternalRedirect("/foo", "a=1&b=2"));
        assertThat(host.content("ngx.exec('@name')").outcome)
                .isEqualTo(new Outcome.NamedLocation("@name"));
        TestRequest redirected = host.content("ngx.redirect('/new', 301)");
        assertThat(redirected.outcome).isEqualTo(new Outcome.Finish(301));
        assertThat(redirected.response.header("location")).containsExactly("/new");
        assertThat(host.say("ngx.print(select(2, pcall(ngx.exec, '/a/../../b')))"))
                .isEqualTo("unsafe uri");
    }

    @Test
    void setUriMayJump() {
        TestRequest request =
                host.run(new TestRequest(host), LuaPhase.REWRITE, "ngx.req.set_uri('/new', true)");
        assertThat(request.outcome).isEqualTo(Outcome.Plain.JUMP);
        assertThat(request.uri).isEqualTo("/new");
    }

    @Test
    void exitAfterTheHeadersKeepsTheStatus() {
        TestRequest request = host.content("ngx.say('a') ngx.exit(500)");
        assertThat(request.outcome).isEqualTo(Outcome.Plain.OK);
        assertThat(host.log.get(0))
                .contains(
                        "attempt to set status 500 via ngx.exit after sending out the response status 200");
    }

    // --- the request
    // ------------------------------------------------------------------------------------

    @Test
    void requestHeaders() {
        TestRequest request =
                new TestRequest(host).with("X-Foo", "1").with("Host", "h").with("x-foo", "2");
        host.run(
                request,
                LuaPhase.CONTENT,
                """
                local h = ngx.req.get_headers()
                ngx.say(h.host, h['X-FOO'][2], h.x_foo[1], select(2, ngx.req.get_headers(1)))
                ngx.req.set_header('X-Foo', {'a', 'b\\n'})
                ngx.req.clear_header('Host')
                ngx.say(ngx.req.get_headers(0, true)['X-Foo'][2], ngx.req.get_headers().host)""");
        assertThat(request.text()).isEqualTo("h21truncated\nb%0Anil\n");
    }

    @Test
    void requestLine() {
        TestRequest request = new TestRequest(host);
        request.args = "a=1&b=2";
        host.run(
                request,
                LuaPhase.CONTENT,
                """
                ngx.say(ngx.req.get_method(), ngx.req.get_uri_args().b, ngx.req.http_version())
                ngx.req.set_method(ngx.HTTP_POST)
                ngx.req.set_uri_args({c = 'x y'})
                ngx.say(ngx.req.get_method(), ngx.req.get_uri_args().c)""");
        assertThat(request.text()).isEqualTo("GET21.1\nPOSTx y\n");
        assertThat(request.args).isEqualTo("c=x%20y");
    }

    @Test
    void aBodyThatComesLater() {
        TestRequest request = new TestRequest(host);
        request.slowBody = true;
        request.bodyBytes = "a=1&b=2".getBytes(StandardCharsets.ISO_8859_1);
        host.run(
                request,
                LuaPhase.CONTENT,
                """
                ngx.req.read_body()
                ngx.say(ngx.req.get_body_data(), ngx.req.get_body_data(3), ngx.req.get_post_args().b)
                ngx.req.init_body() ngx.req.append_body('x') ngx.req.append_body('yz') ngx.req.finish_body()
                ngx.say(ngx.req.get_body_data())""");
        assertThat(request.text()).isEqualTo("a=1&b=2a=12\nxyz\n");
    }

    // --- the response
    // -----------------------------------------------------------------------------------

    @Test
    void responseHeaders() {
        TestRequest request =
                host.content(
                        """
                ngx.header.content_type = 'text/html'
                ngx.header['X-A'] = {'1', '2'}
                ngx.header.x_b = 3
                ngx.header.x_c = 'c'
                ngx.header.x_c = nil
                ngx.header['Date'] = {'a', 'b'}
                ngx.status = 404
                ngx.print(ngx.header.x_a[2], ngx.header.x_b, ngx.header.x_c, ngx.header.date, ngx.status)
                ngx.header.late = 1""");
        assertThat(request.text()).isEqualTo("23nilb404");
        assertThat(request.response.header("content-type")).containsExactly("text/html");
        assertThat(request.response.status).isEqualTo(404);
        assertThat(host.log.get(0))
                .endsWith("attempt to set ngx.header.HEADER after sending out response headers");
    }

    @Test
    void variables() {
        host.variables.put("foo", "bar");
        assertThat(
                        host.say(
                                """
                ngx.say(ngx.var.foo, ngx.var.FOO, ngx.var.nothing, ngx.var[1], ngx.var[2])
                ngx.var.foo = 12
                ngx.say(ngx.var.foo, ndk.set_var.set_double('x'))"""))
                .isEqualTo("barbarnilfirstnil\n12xx\n");
        assertThat(host.say("ngx.print(select(2, pcall(function() ngx.var.uri = 1 end)))"))
                .endsWith("variable \"uri\" not changeable");
    }

    @Test
    void contextBelongsToTheRequest() {
        TestRequest request = new TestRequest(host);
        var state = host.worker.request(request);
        state.run(LuaPhase.REWRITE, TestHost.inline(LuaPhase.REWRITE, "ngx.ctx.a = 1"));
        state.run(LuaPhase.CONTENT, TestHost.inline(LuaPhase.CONTENT, "ngx.say(ngx.ctx.a)"));
        assertThat(request.text()).isEqualTo("1\n");
        assertThat(host.say("ngx.say(ngx.ctx.a)")).isEqualTo("nil\n");
    }

    // --- logging
    // ----------------------------------------------------------------------------------------

    @Test
    void logLinesNameTheirFunction() {
        host.content(
                "local function foo() ngx.log(ngx.ERR, 'a', 1, nil, true, ngx.null) end\nfoo()");
        assertThat(host.log)
                .containsExactly("4 [lua] content_by_lua(nginx.conf:40):1: foo(): a1niltruenull");
    }

    @Test
    void whatIsBelowTheLevelIsNotLogged() {
        host.logLevel = LogPort.ERROR;
        host.content("ngx.log(ngx.WARN, 'a') print('b') ngx.log(ngx.ERR, 'c')");
        assertThat(host.log).hasSize(1);
    }

    // --- regular expressions
    // ----------------------------------------------------------------------------

    @Test
    void regularExpressions() {
        assertThat(
                        host.say(
                                """
                local m = ngx.re.match('hello, 1234', '([0-9])(?<rest>[0-9]+)', 'jo')
                ngx.say(m[0], m[1], m.rest)
                ngx.say(ngx.re.find('hello', 'l+'))
                ngx.say(ngx.re.gsub('hello', '[el]', '<$0>'))
                ngx.say(ngx.re.sub('hello', 'l', function(m) return m[0]:upper() end))
                local words = {}
                for m in ngx.re.gmatch('a b c', '[a-z]') do words[#words + 1] = m[0] end
                ngx.say(words)
                ngx.say(table.concat(require('ngx.re').split('a,b,,', ','), '|'))"""))
                .isEqualTo("12341234\n34\nh<e><l><l>o3\nheLlo1\nabc\na|b\n");
    }

    // --- what is not there yet
    // --------------------------------------------------------------------------

    @Test
    void unsupportedFunctionsSaySo() {
        assertThat(host.say("ngx.print(select(2, pcall(ngx.socket.tcp)))"))
                .isEqualTo("ngx.socket.tcp() is not supported yet");
    }

    @Test
    void modulesOfRestyCoreAreThere() {
        assertThat(
                        host.say(
                                """
                require 'resty.core'
                local base = require 'resty.core.base'
                ngx.say(type(base.new_tab(1, 2)), base.FFI_DECLINED, require('table.new') == base.new_tab)"""))
                .isEqualTo("table-5true\n");
    }
}
