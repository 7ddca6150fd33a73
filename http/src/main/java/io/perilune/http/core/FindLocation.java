// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.PhaseHandler;
import io.perilune.http.exchange.Progress;
import io.perilune.http.exchange.Request;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import io.perilune.http.message.HttpMethod;
import io.perilune.http.message.HttpStatus;
import io.perilune.http.phase.Phase;
import io.perilune.http.phase.PhaseTable;
import java.util.function.Supplier;

/**
 * The find-config phase: chooses the location for the request's path, as nginx does. An exact
 * location wins; else the longest prefix, inside which the search goes on; else, unless that prefix
 * says {@code ^~}, the first matching regular expression; else the prefix. Stateless.
 */
final class FindLocation implements PhaseHandler {

    @Override
    public Verdict handle(Exchange x) {
        Progress progress = x.progress();
        progress.contentHandler = null;
        progress.uriChanged = false;
        CoreLocationConfig start = CoreModule.location(x);
        CoreLocationConfig location = find(x, start, x.request().uri);
        if (location == REDIRECT) {
            return addSlash(x);
        }
        if (location == null) {
            location = start;
        }
        if (location.internal && !progress.internal) {
            return Verdict.respond(HttpStatus.NOT_FOUND);
        }
        bind(x, location);
        return checkBodySize(x, CoreModule.location(x));
    }

    /** Stands for: answer with a redirect to the path with '/' at its end. */
    private static final CoreLocationConfig REDIRECT = new CoreLocationConfig();

    /** The location inside {@code outer} for a path, or null. */
    private static CoreLocationConfig find(Exchange x, CoreLocationConfig outer, String uri) {
        if (outer.tree == null) {
            return null;
        }
        CoreLocationConfig exact = outer.tree.exact(uri);
        if (exact != null) {
            return exact;
        }
        CoreLocationConfig found = outer.tree.prefix(uri);
        if (outer.slashRedirects && lacksOnlySlash(outer, uri)) {
            return REDIRECT;
        }
        if (found != null) {
            CoreLocationConfig nested = findNested(x, found, uri);
            if (nested != null) {
                return nested;
            }
            if (found.kind == LocationKind.PREFIX_FIRST) {
                return found;
            }
        }
        CoreLocationConfig byRegex = findRegex(x, outer, uri);
        return byRegex != null ? byRegex : found;
    }

    private static boolean lacksOnlySlash(CoreLocationConfig outer, String uri) {
        CoreLocationConfig slashed = outer.tree.prefixNamed(uri + "/");
        return slashed != null && slashed.autoRedirect && outer.tree.prefixNamed(uri) == null;
    }

    private static CoreLocationConfig findNested(Exchange x, CoreLocationConfig found, String uri) {
        return found.tree == null ? null : find(x, found, uri);
    }

    private static CoreLocationConfig findRegex(Exchange x, CoreLocationConfig outer, String uri) {
        for (CoreLocationConfig candidate : outer.tree.regexes()) {
            if (candidate.regex.match(x, uri)) {
                CoreLocationConfig nested = find(x, candidate, uri);
                return nested != null ? nested : candidate;
            }
        }
        return null;
    }

    /** Makes a location apply: its records, its handler, what it says about the connection. */
    static void bind(Exchange x, CoreLocationConfig location) {
        CoreLocationConfig effective = location;
        if (location.limitExcept != 0
                && (location.limitExcept & x.request().methodCode().bit()) != 0) {
            effective = location.limitExceptConfig;
        }
        x.bindLocation(effective.level);
        x.io().timeouts(
                        effective.sendTimeout,
                        effective.keepaliveTimeout,
                        effective.lingeringTimeout,
                        effective.lingeringTime,
                        effective.keepaliveMinTimeout);
        x.io().noDelay(effective.tcpNodelay);
        Progress progress = x.progress();
        progress.contentHandler = effective.contentHandler;
        progress.satisfyAny = effective.satisfyAny;
        progress.authDelay = effective.authDelay;
        if (progress.keepAlive) {
            progress.keepAlive = mayKeepAlive(x, effective);
        }
    }

    private static boolean mayKeepAlive(Exchange x, CoreLocationConfig location) {
        if (location.keepaliveTimeout == 0
                || x.io().requestNumber() >= location.keepaliveRequests
                || x.worker().nowMillis() - x.io().connectedAtMillis() > location.keepaliveTime) {
            return false;
        }
        Request request = x.request();
        if (request.methodCode() == HttpMethod.POST
                && (location.keepaliveDisableMsie6 || location.keepaliveDisableSafari)) {
            String agent = request.header("User-Agent");
            return agent == null
                    || !(location.keepaliveDisableMsie6 && Browsers.isMsie6(agent)
                            || location.keepaliveDisableSafari && Browsers.isSafari(agent));
        }
        return true;
    }

    private static Verdict checkBodySize(Exchange x, CoreLocationConfig location) {
        long length = x.request().contentLength;
        if (location.clientMaxBodySize != 0
                && length > location.clientMaxBodySize
                && x.body().isUnread()) {
            x.log(LogLevel.ERROR, "client intended to send too large body: " + length + " bytes");
            x.progress().expectTested = true;
            return Verdict.respond(HttpStatus.REQUEST_ENTITY_TOO_LARGE);
        }
        return Verdict.NEXT;
    }

    private static Verdict addSlash(Exchange x) {
        Request request = x.request();
        String location = request.uri + "/";
        x.response().location = request.args.isEmpty() ? location : location + "?" + request.args;
        return Verdict.respond(HttpStatus.MOVED_PERMANENTLY);
    }

    /** The post-rewrite phase: a rewritten path looks for its location again, a few times. */
    static PhaseHandler afterRewrite(Supplier<PhaseTable> table) {
        return x -> {
            Progress progress = x.progress();
            if (!progress.uriChanged) {
                return Verdict.NEXT;
            }
            if (--progress.uriChangesLeft == 0) {
                x.log(
                        LogLevel.ERROR,
                        "rewrite or internal redirection cycle while processing \""
                                + x.request().uri
                                + '"');
                return Verdict.respond(HttpStatus.INTERNAL_SERVER_ERROR);
            }
            x.bindLocation(CoreModule.server(x).locationLevel);
            progress.phaseIndex = table.get().start(Phase.FIND_CONFIG);
            progress.epoch++;
            return Verdict.SUSPENDED;
        };
    }
}
