// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.rewrite;

import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Request;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import io.perilune.http.modules.UriEscape;
import io.perilune.http.variable.NamedCaptures;

/**
 * One "rewrite".
 *
 * @param keepsArguments whether the request's arguments are appended: the replacement does not end
 *     with "?"
 */
record Rewriting(NamedCaptures regex, RewriteText replacement, boolean keepsArguments, Then then)
        implements RewriteOperation {

    /** What follows a match. */
    enum Then {
        GO_ON(0),
        LAST(0),
        BREAK(0),
        REDIRECT(302),
        PERMANENT(301);

        private final int status;

        Then(int status) {
            this.status = status;
        }

        boolean redirects() {
            return status != 0;
        }

        static Then named(String flag, Directive at) {
            return switch (flag) {
                case "last" -> LAST;
                case "break" -> BREAK;
                case "redirect" -> REDIRECT;
                case "permanent" -> PERMANENT;
                default -> throw at.fail("invalid parameter \"" + flag + '"');
            };
        }
    }

    @Override
    public boolean run(RewriteRun run) {
        Exchange x = run.exchange();
        String uri = x.request().uri;
        if (!regex.match(x, uri)) {
            x.captures(null);
            if (run.logs()) {
                run.log('"' + regex.pattern() + "\" does not match \"" + uri + '"');
            }
            return true;
        }
        if (run.logs()) {
            run.log('"' + regex.pattern() + "\" matches \"" + uri + '"');
        }
        return then.redirects() ? redirect(run) : change(run);
    }

    private boolean redirect(RewriteRun run) {
        Exchange x = run.exchange();
        StringBuilder target = new StringBuilder();
        replacement.append(x, true, target);
        String location = UriEscape.unescapeRedirect(target.toString());
        if (keepsArguments && !x.request().args.isEmpty()) {
            location += (replacement.hasQuestionMark() ? '&' : '?') + x.request().args;
        }
        if (run.logs()) {
            run.log("rewritten redirect: \"" + location + '"');
        }
        x.response().location = location;
        return run.fail(then.status);
    }

    private boolean change(RewriteRun run) {
        Exchange x = run.exchange();
        Request request = x.request();
        StringBuilder text = new StringBuilder();
        int split = replacement.append(x, false, text);
        String uri = split < 0 ? text.toString() : text.substring(0, split);
        String args = split < 0 ? "" : text.substring(split);
        if (keepsArguments && !request.args.isEmpty()) {
            args = split < 0 ? request.args : args + '&' + request.args;
        }
        run.escapes = false;
        if (run.logs()) {
            run.log("rewritten data: \"" + uri + "\", args: \"" + args + '"');
        }
        request.args = args;
        request.changeUri(uri);
        if (uri.isEmpty()) {
            x.log(LogLevel.ERROR, "the rewritten URI has a zero length");
            return run.fail(500);
        }
        x.progress().internal = true;
        x.progress().uriChanged = then != Then.BREAK;
        request.uriChanged = true;
        return then == Then.GO_ON || run.end(Verdict.NEXT);
    }
}
