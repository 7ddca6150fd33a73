// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.http.direct.DirectServer.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.http.direct.DirectServer;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.modules.rewrite.RewriteModule;
import io.perilune.http.variable.Variable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link AnswersTest} does not show: complaints, the log, and operations of other modules. */
class RewriteModuleTest {

    /** Appends "!" to a variable. */
    private static final class ShoutModule implements HttpModule {
        @Override
        public String name() {
            return "shout";
        }

        @Override
        public List<DirectiveSpec<ConfScope>> directives() {
            return List.of(
                    DirectiveSpec.of(
                            "shout",
                            RewriteModule.CONTEXTS,
                            Arity.TAKE1,
                            (cf, d) -> {
                                Variable target = RewriteModule.target(cf, d, d.argument(0));
                                RewriteModule.addOperation(
                                        cf,
                                        run -> {
                                            target.assign(
                                                    run.exchange(),
                                                    target.text(run.exchange()) + '!');
                                            return true;
                                        });
                            }));
        }
    }

    @Test
    void operationsOfOtherModulesRunInOrder() {
        DirectServer server =
                DirectServer.of(
                        """
                location / {
                    set $a x; shout $a; set $b $a; shout $a;
                    if ($arg_q) { shout $b; }
                    return 200 "$a $b";
                }""",
                        Path.of("/nowhere"),
                        new ShoutModule());
        assertThat(body(server.get("/"))).isEqualTo("x!! x!");
        assertThat(body(server.get("/?q=1"))).isEqualTo("x!! x!!");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "set a b;                       | invalid variable name \"a\"",
                "set $ b;                       | invalid variable name \"$\"",
                "set $host b;                   | the duplicate \"host\" variable",
                "return x;                      | invalid return code \"x\"",
                "return 1000;                   | invalid return code \"1000\"",
                "rewrite a b c;                 | invalid parameter \"c\"",
                "if $a { }                      | invalid condition \"$a\"",
                "if ($a { }                     | invalid condition \"$a\"",
                "if () { }                      | invalid condition \")\"",
                "if (a) { }                     | invalid condition \"a\"",
                "if ($uri $uri) { }             | invalid condition \"$uri\"",
                "if ($uri + a) { }              | unexpected \"+\" in condition",
                "if (-z /a) { }                 | invalid condition \"-z\"",
                "if (!-f /a /b) { }             | invalid condition \"!-f\"",
                "if ($uri = a) { root /; if ($uri = b) { } } | \"if\" directive is not allowed here",
                "set $a ${b;                    | the closing bracket in \"b\" variable is missing",
                "set $a $b;                     | unknown \"b\" variable",
            })
    void complaintsAreThoseOfNginx(String directives, String complaint) {
        String text = "events { } http { server { location / { " + directives.strip() + " } } }";
        String place = complaint.startsWith("unknown") ? "" : " in nginx.conf:1";
        assertThat(DirectServer.refusal(text)).isEqualTo(complaint.strip() + place);
    }

    @Test
    void theRewriteLogTellsWhatHappened() {
        DirectServer server =
                DirectServer.of(
                        """
                rewrite_log on;
                rewrite ^/no /x;
                rewrite ^/a(.*) /b$1 last;
                location / { return 204; }""");
        server.get("/ac?d");
        assertThat(server.log().get(0))
                .startsWith("[notice] \"^/no\" does not match \"/ac\", client: ");
        assertThat(server.log().get(1))
                .startsWith("[notice] \"^/a(.*)\" matches \"/ac\", client: ");
        assertThat(server.log().get(2))
                .startsWith("[notice] rewritten data: \"/bc\", args: \"d\", client: ");
    }

    @Test
    void anUninitializedVariableIsReportedUnlessItIsSwitchedOff() {
        String text = "location / { if ($arg_x) { set $a 1; } return 200 [$a]; }";
        DirectServer loud = DirectServer.of(text);
        assertThat(body(loud.get("/"))).isEqualTo("[]");
        assertThat(loud.log())
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "[warn] using uninitialized \"a\" variable, client"));
        DirectServer quiet = DirectServer.of("uninitialized_variable_warn off; " + text);
        quiet.get("/");
        assertThat(quiet.log()).isEmpty();
    }

    @Test
    void aCycleEnds() {
        DirectServer server = DirectServer.of("location / { rewrite ^(.*)$ $1x last; }");
        assertThat(server.get("/")).startsWith("HTTP/1.1 500 ");
        assertThat(server.log())
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "[error] rewrite or internal redirection cycle while processing \"/x"));
    }

    @Test
    void aWrongPatternIsRefused() {
        assertThat(DirectServer.refusal("events { } http { server { rewrite (a b; } }"))
                .startsWith("pcre2_compile() failed: ")
                .endsWith(" in nginx.conf:1");
    }
}
