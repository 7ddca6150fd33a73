// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.LOCATION_IF;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Choice;
import io.perilune.conf.value.Flag;
import io.perilune.conf.value.Size;
import io.perilune.conf.value.Time;
import io.perilune.http.core.CoreLocationConfig.IfModifiedSince;
import io.perilune.http.core.CoreLocationConfig.InFileOnly;
import io.perilune.http.core.CoreLocationConfig.LingeringClose;
import io.perilune.http.core.CoreLocationConfig.ServerTokens;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.Setting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Directives that set one value of the core's records and nothing else, and tuning hints that are
 * accepted without effect. Stateless.
 */
final class SettingDirectives {

    static final Set<Context> EVERYWHERE = Set.of(HTTP, SERVER, LOCATION);
    static final Set<Context> AND_IF = Set.of(HTTP, SERVER, LOCATION, LOCATION_IF);
    private static final Set<Context> SERVERS = Set.of(HTTP, SERVER);

    static final List<DirectiveSpec<ConfScope>> TABLE =
            List.of(
                    // connections: a server's
                    server(
                            "client_header_timeout",
                            Time::millisOf,
                            CoreServerConfig.CLIENT_HEADER_TIMEOUT),
                    server(
                            "client_header_buffer_size",
                            Size::of,
                            CoreServerConfig.CLIENT_HEADER_BUFFER_SIZE),
                    server(
                            "ignore_invalid_headers",
                            Flag::of,
                            CoreServerConfig.IGNORE_INVALID_HEADERS),
                    server("merge_slashes", Flag::of, CoreServerConfig.MERGE_SLASHES),
                    server(
                            "underscores_in_headers",
                            Flag::of,
                            CoreServerConfig.UNDERSCORES_IN_HEADERS),
                    // request bodies
                    location(
                            "client_max_body_size",
                            Size::offsetOf,
                            LocationFields.CLIENT_MAX_BODY_SIZE),
                    location(
                            "client_body_buffer_size",
                            Size::of,
                            LocationFields.CLIENT_BODY_BUFFER_SIZE),
                    location(
                            "client_body_timeout",
                            Time::millisOf,
                            LocationFields.CLIENT_BODY_TIMEOUT),
                    location(
                            "client_body_in_file_only",
                            new Choice<>(
                                            Map.of(
                                                    "off",
                                                    InFileOnly.OFF,
                                                    "on",
                                                    InFileOnly.ON,
                                                    "clean",
                                                    InFileOnly.CLEAN))
                                    ::of,
                            LocationFields.CLIENT_BODY_IN_FILE_ONLY),
                    location(
                            "client_body_in_single_buffer",
                            Flag::of,
                            LocationFields.CLIENT_BODY_IN_SINGLE_BUFFER),
                    // connections: a location's
                    location(
                            "satisfy",
                            new Choice<>(Map.of("all", false, "any", true))::of,
                            LocationFields.SATISFY_ANY),
                    location("send_timeout", Time::millisOf, LocationFields.SEND_TIMEOUT),
                    location(
                            "keepalive_requests",
                            Size::numberOf,
                            LocationFields.KEEPALIVE_REQUESTS),
                    location("keepalive_time", Time::millisOf, LocationFields.KEEPALIVE_TIME),
                    location(
                            "keepalive_min_timeout",
                            Time::millisOf,
                            LocationFields.KEEPALIVE_MIN_TIMEOUT),
                    location("auth_delay", Time::millisOf, LocationFields.AUTH_DELAY),
                    location(
                            "lingering_close",
                            new Choice<>(
                                            Map.of(
                                                    "off",
                                                    LingeringClose.OFF,
                                                    "on",
                                                    LingeringClose.ON,
                                                    "always",
                                                    LingeringClose.ALWAYS))
                                    ::of,
                            LocationFields.LINGERING_CLOSE),
                    location("lingering_time", Time::millisOf, LocationFields.LINGERING_TIME),
                    location("lingering_timeout", Time::millisOf, LocationFields.LINGERING_TIMEOUT),
                    location(
                            "reset_timedout_connection",
                            Flag::of,
                            LocationFields.RESET_TIMEDOUT_CONNECTION),
                    location("tcp_nodelay", Flag::of, LocationFields.TCP_NODELAY),
                    location("tcp_nopush", Flag::of, LocationFields.TCP_NOPUSH),
                    withIf("sendfile", Flag::of, LocationFields.SENDFILE).asHint(),
                    // responses
                    location("default_type", d -> d.argument(0), LocationFields.DEFAULT_TYPE),
                    location(
                            "server_tokens",
                            new Choice<>(
                                            Map.of(
                                                    "off",
                                                    ServerTokens.OFF,
                                                    "on",
                                                    ServerTokens.ON,
                                                    "build",
                                                    ServerTokens.BUILD))
                                    ::of,
                            LocationFields.SERVER_TOKENS),
                    location("etag", Flag::of, LocationFields.ETAG),
                    location(
                            "if_modified_since",
                            new Choice<>(
                                            Map.of(
                                                    "off",
                                                    IfModifiedSince.OFF,
                                                    "exact",
                                                    IfModifiedSince.EXACT,
                                                    "before",
                                                    IfModifiedSince.BEFORE))
                                    ::of,
                            LocationFields.IF_MODIFIED_SINCE),
                    location("max_ranges", Size::numberOf, LocationFields.MAX_RANGES),
                    location("chunked_transfer_encoding", Flag::of, LocationFields.CHUNKED),
                    location("postpone_output", Size::of, LocationFields.POSTPONE_OUTPUT),
                    location("msie_padding", Flag::of, LocationFields.MSIE_PADDING),
                    location("msie_refresh", Flag::of, LocationFields.MSIE_REFRESH),
                    location("port_in_redirect", Flag::of, LocationFields.PORT_IN_REDIRECT),
                    location(
                            "server_name_in_redirect",
                            Flag::of,
                            LocationFields.SERVER_NAME_IN_REDIRECT),
                    location("absolute_redirect", Flag::of, LocationFields.ABSOLUTE_REDIRECT),
                    location("log_not_found", Flag::of, LocationFields.LOG_NOT_FOUND),
                    location("log_subrequest", Flag::of, LocationFields.LOG_SUBREQUEST),
                    location(
                            "recursive_error_pages",
                            Flag::of,
                            LocationFields.RECURSIVE_ERROR_PAGES),
                    // hints
                    hint("request_pool_size", SERVERS, Size::of),
                    hint("connection_pool_size", SERVERS, Size::of),
                    hint("variables_hash_max_size", Set.of(HTTP), Size::numberOf),
                    hint("variables_hash_bucket_size", Set.of(HTTP), Size::numberOf),
                    hint("server_names_hash_max_size", Set.of(HTTP), Size::numberOf),
                    hint("server_names_hash_bucket_size", Set.of(HTTP), Size::numberOf),
                    hint("types_hash_max_size", EVERYWHERE, Size::numberOf),
                    hint("types_hash_bucket_size", EVERYWHERE, Size::numberOf),
                    hint("sendfile_max_chunk", AND_IF, Size::of),
                    hint("subrequest_output_buffer_size", EVERYWHERE, Size::of),
                    hint("aio", EVERYWHERE, Arity.TAKE1),
                    hint("aio_write", EVERYWHERE, Flag::of),
                    hint("directio", EVERYWHERE, Arity.TAKE1),
                    hint("directio_alignment", EVERYWHERE, Arity.TAKE1),
                    hint("read_ahead", EVERYWHERE, Size::of),
                    hint("output_buffers", EVERYWHERE, Arity.TAKE2),
                    hint("send_lowat", EVERYWHERE, Size::of),
                    hint("open_file_cache", EVERYWHERE, Arity.TAKE12),
                    hint("open_file_cache_valid", EVERYWHERE, Time::millisOf),
                    hint("open_file_cache_min_uses", EVERYWHERE, Size::numberOf),
                    hint("open_file_cache_errors", EVERYWHERE, Flag::of),
                    hint("open_file_cache_events", EVERYWHERE, Flag::of),
                    DirectiveSpec.fixed("disable_symlinks", EVERYWHERE, Arity.TAKE12, "off"),
                    DirectiveSpec.unsupported("post_action", AND_IF));

    private SettingDirectives() {}

    private static <T> DirectiveSpec<ConfScope> location(
            String name, Function<Directive, T> parse, Setting<T> setting) {
        return locationIn(name, EVERYWHERE, parse, setting);
    }

    private static <T> DirectiveSpec<ConfScope> withIf(
            String name, Function<Directive, T> parse, Setting<T> setting) {
        return locationIn(name, AND_IF, parse, setting);
    }

    private static <T> DirectiveSpec<ConfScope> locationIn(
            String name, Set<Context> contexts, Function<Directive, T> parse, Setting<T> setting) {
        return DirectiveSpec.of(
                name,
                contexts,
                Arity.TAKE1,
                (cf, d) -> cf.location(CoreModule.LOCATION).settings.set(setting, d, parse));
    }

    private static <T> DirectiveSpec<ConfScope> server(
            String name, Function<Directive, T> parse, Setting<T> setting) {
        return DirectiveSpec.of(
                name,
                SERVERS,
                Arity.TAKE1,
                (cf, d) -> cf.server(CoreModule.SERVER).settings.set(setting, d, parse));
    }

    private static DirectiveSpec<ConfScope> hint(String name, Set<Context> contexts, Arity arity) {
        return DirectiveSpec.hint(name, contexts, arity, (cf, d) -> {});
    }

    /** A hint of one value that must at least be well formed. */
    private static DirectiveSpec<ConfScope> hint(
            String name, Set<Context> contexts, Function<Directive, ?> parse) {
        return DirectiveSpec.hint(name, contexts, Arity.TAKE1, (cf, d) -> parse.apply(d));
    }
}
