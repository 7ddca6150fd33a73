// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import static io.perilune.http.module.Setting.of;

import io.perilune.http.core.CoreLocationConfig.IfModifiedSince;
import io.perilune.http.core.CoreLocationConfig.InFileOnly;
import io.perilune.http.core.CoreLocationConfig.LingeringClose;
import io.perilune.http.core.CoreLocationConfig.ServerTokens;
import io.perilune.http.core.CoreLocationConfig.TempPath;
import io.perilune.http.io.LogSink;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.Setting;
import io.perilune.http.module.Settings;
import io.perilune.http.variable.Interpolation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings behind {@link CoreLocationConfig}, with nginx's defaults. Stateless. */
final class LocationFields {

    static final Setting<Root> ROOT = of("root", null);
    static final Setting<String> DEFAULT_TYPE = of("default_type", "text/plain");

    static final Setting<Long> CLIENT_MAX_BODY_SIZE = of("client_max_body_size", 1L << 20);
    static final Setting<Long> CLIENT_BODY_BUFFER_SIZE = of("client_body_buffer_size", 8192L);
    static final Setting<Long> CLIENT_BODY_TIMEOUT = of("client_body_timeout", 60_000L);
    static final Setting<InFileOnly> CLIENT_BODY_IN_FILE_ONLY =
            of("client_body_in_file_only", InFileOnly.OFF);
    static final Setting<Boolean> CLIENT_BODY_IN_SINGLE_BUFFER =
            of("client_body_in_single_buffer", false);
    static final Setting<TempPath> CLIENT_BODY_TEMP_PATH = of("client_body_temp_path", null);

    static final Setting<Boolean> SATISFY_ANY = of("satisfy", false);
    static final Setting<Long> AUTH_DELAY = of("auth_delay", 0L);
    static final Setting<Long> SEND_TIMEOUT = of("send_timeout", 60_000L);
    static final Setting<Long> KEEPALIVE_TIMEOUT = of("keepalive_timeout", 75_000L);
    static final Setting<Long> KEEPALIVE_HEADER = of("keepalive_timeout header", 0L);
    static final Setting<Long> KEEPALIVE_REQUESTS = of("keepalive_requests", 1000L);
    static final Setting<Long> KEEPALIVE_TIME = of("keepalive_time", 3_600_000L);
    static final Setting<Long> KEEPALIVE_MIN_TIMEOUT = of("keepalive_min_timeout", 0L);
    static final Setting<Set<String>> KEEPALIVE_DISABLE = of("keepalive_disable", Set.of("msie6"));
    static final Setting<LingeringClose> LINGERING_CLOSE = of("lingering_close", LingeringClose.ON);
    static final Setting<Long> LINGERING_TIME = of("lingering_time", 30_000L);
    static final Setting<Long> LINGERING_TIMEOUT = of("lingering_timeout", 5_000L);
    static final Setting<Boolean> RESET_TIMEDOUT_CONNECTION =
            of("reset_timedout_connection", false);
    static final Setting<Boolean> TCP_NODELAY = of("tcp_nodelay", true);
    static final Setting<Boolean> TCP_NOPUSH = of("tcp_nopush", false);
    static final Setting<Boolean> SENDFILE = of("sendfile", false);

    static final Setting<ServerTokens> SERVER_TOKENS = of("server_tokens", ServerTokens.ON);
    static final Setting<Boolean> ETAG = of("etag", true);
    static final Setting<IfModifiedSince> IF_MODIFIED_SINCE =
            of("if_modified_since", IfModifiedSince.EXACT);
    static final Setting<Long> MAX_RANGES = of("max_ranges", (long) Integer.MAX_VALUE);
    static final Setting<Boolean> CHUNKED = of("chunked_transfer_encoding", true);
    static final Setting<Long> POSTPONE_OUTPUT = of("postpone_output", 1460L);
    static final Setting<Boolean> MSIE_PADDING = of("msie_padding", true);
    static final Setting<Boolean> MSIE_REFRESH = of("msie_refresh", false);
    static final Setting<Boolean> PORT_IN_REDIRECT = of("port_in_redirect", true);
    static final Setting<Boolean> SERVER_NAME_IN_REDIRECT = of("server_name_in_redirect", false);
    static final Setting<Boolean> ABSOLUTE_REDIRECT = of("absolute_redirect", true);
    static final Setting<Boolean> LOG_NOT_FOUND = of("log_not_found", true);
    static final Setting<Boolean> LOG_SUBREQUEST = of("log_subrequest", false);
    static final Setting<Boolean> RECURSIVE_ERROR_PAGES = of("recursive_error_pages", false);
    static final Setting<Interpolation> LIMIT_RATE = of("limit_rate", null);
    static final Setting<Interpolation> LIMIT_RATE_AFTER = of("limit_rate_after", null);
    static final Setting<List<ErrorPage>> ERROR_PAGE = of("error_page", List.of());
    static final Setting<LogSink> ERROR_LOG = of("error_log", null);

    private static final Map<String, String> DEFAULT_TYPES =
            Map.of("html", "text/html", "gif", "image/gif", "jpg", "image/jpeg");

    /** {@code root} or {@code alias}. */
    record Root(Interpolation path, boolean alias) {}

    private LocationFields() {}

    static void read(CoreLocationConfig c, Settings s, ConfScope scope) {
        readFiles(c, s, scope);
        readBody(c, s, scope);
        readConnection(c, s);
        readResponse(c, s);
        readRedirects(c, s);
    }

    private static void readFiles(CoreLocationConfig c, Settings s, ConfScope scope) {
        Root root = s.get(ROOT);
        c.root = root == null ? Interpolation.constant(scope.path("html")) : root.path;
        c.rootPrefix = scope.session().prefix();
        c.aliased = root != null && root.alias;
        c.types = c.ownTypes == null ? DEFAULT_TYPES : c.ownTypes;
        c.defaultType = s.get(DEFAULT_TYPE);
        c.sendfile = s.get(SENDFILE);
    }

    private static void readBody(CoreLocationConfig c, Settings s, ConfScope scope) {
        c.clientMaxBodySize = s.get(CLIENT_MAX_BODY_SIZE);
        c.clientBodyBufferSize = (int) Math.min(1 << 30, s.get(CLIENT_BODY_BUFFER_SIZE));
        c.clientBodyTimeout = s.get(CLIENT_BODY_TIMEOUT);
        c.clientBodyInFileOnly = s.get(CLIENT_BODY_IN_FILE_ONLY);
        c.clientBodyInSingleBuffer = s.get(CLIENT_BODY_IN_SINGLE_BUFFER);
        TempPath temp = s.get(CLIENT_BODY_TEMP_PATH);
        c.clientBodyTempPath = temp != null ? temp : new TempPath(scope.path("client_body_temp"));
    }

    private static void readConnection(CoreLocationConfig c, Settings s) {
        c.satisfyAny = s.get(SATISFY_ANY);
        c.authDelay = s.get(AUTH_DELAY);
        c.sendTimeout = s.get(SEND_TIMEOUT);
        c.keepaliveTimeout = s.get(KEEPALIVE_TIMEOUT);
        c.keepaliveHeader = s.get(KEEPALIVE_HEADER);
        c.keepaliveRequests = (int) Math.min(Integer.MAX_VALUE, s.get(KEEPALIVE_REQUESTS));
        c.keepaliveTime = s.get(KEEPALIVE_TIME);
        c.keepaliveMinTimeout = s.get(KEEPALIVE_MIN_TIMEOUT);
        c.keepaliveDisableMsie6 = s.get(KEEPALIVE_DISABLE).contains("msie6");
        c.keepaliveDisableSafari = s.get(KEEPALIVE_DISABLE).contains("safari");
        c.lingeringClose = s.get(LINGERING_CLOSE);
        c.lingeringTime = s.get(LINGERING_TIME);
        c.lingeringTimeout = s.get(LINGERING_TIMEOUT);
        c.resetTimedoutConnection = s.get(RESET_TIMEDOUT_CONNECTION);
        c.tcpNodelay = s.get(TCP_NODELAY);
        c.tcpNopush = s.get(TCP_NOPUSH);
    }

    private static void readResponse(CoreLocationConfig c, Settings s) {
        c.serverTokens = s.get(SERVER_TOKENS);
        c.etag = s.get(ETAG);
        c.ifModifiedSince = s.get(IF_MODIFIED_SINCE);
        c.maxRanges = (int) Math.min(Integer.MAX_VALUE, s.get(MAX_RANGES));
        c.chunkedTransferEncoding = s.get(CHUNKED);
        c.postponeOutput = (int) Math.min(1 << 24, s.get(POSTPONE_OUTPUT));
        c.limitRate = s.get(LIMIT_RATE);
        c.limitRateAfter = s.get(LIMIT_RATE_AFTER);
        c.errorLog = s.get(ERROR_LOG);
        c.logNotFound = s.get(LOG_NOT_FOUND);
        c.logSubrequest = s.get(LOG_SUBREQUEST);
    }

    private static void readRedirects(CoreLocationConfig c, Settings s) {
        c.msiePadding = s.get(MSIE_PADDING);
        c.msieRefresh = s.get(MSIE_REFRESH);
        c.portInRedirect = s.get(PORT_IN_REDIRECT);
        c.serverNameInRedirect = s.get(SERVER_NAME_IN_REDIRECT);
        c.absoluteRedirect = s.get(ABSOLUTE_REDIRECT);
        c.recursiveErrorPages = s.get(RECURSIVE_ERROR_PAGES);
        c.errorPages = s.get(ERROR_PAGE);
    }
}
