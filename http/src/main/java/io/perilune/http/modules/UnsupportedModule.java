// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * nginx's directives that are known and not supported yet: a configuration with one of them is
 * refused, rather than run without it. It comes last, so that a module that brings one of them
 * wins; then its row here should go. Immutable.
 */
public final class UnsupportedModule implements HttpModule {

    /** By nginx's module. */
    private static final List<String> NAMES =
            List.of(
                    // outside http
                    "mail",
                    "stream",
                    "ssl_engine",
                    "ssl_object_cache_inheritable",
                    "google_perftools_profiles",
                    "quic_bpf",
                    // core
                    "early_hints",
                    "if_match",
                    "max_headers",
                    "resolver",
                    "resolver_timeout",
                    // addition, auth_jwt's free part, auth_request, browser
                    "add_before_body",
                    "add_after_body",
                    "addition_types",
                    "auth_request",
                    "auth_request_set",
                    "modern_browser",
                    "ancient_browser",
                    "modern_browser_value",
                    "ancient_browser_value",
                    // charset's conversions
                    "charset_map",
                    "override_charset",
                    "source_charset",
                    // dav, flv, mp4, geoip, image filter, perl, slice, ssi, sub, xslt
                    "dav_methods",
                    "dav_access",
                    "create_full_put_path",
                    "min_delete_depth",
                    "flv",
                    "mp4",
                    "mp4_buffer_size",
                    "mp4_max_buffer_size",
                    "mp4_start_key_frame",
                    "geoip_country",
                    "geoip_city",
                    "geoip_org",
                    "geoip_proxy",
                    "geoip_proxy_recursive",
                    "image_filter",
                    "image_filter_buffer",
                    "image_filter_interlace",
                    "image_filter_jpeg_quality",
                    "image_filter_sharpen",
                    "image_filter_transparency",
                    "image_filter_webp_quality",
                    "perl",
                    "perl_modules",
                    "perl_require",
                    "perl_set",
                    "slice",
                    "ssi",
                    "ssi_silent_errors",
                    "ssi_types",
                    "ssi_min_file_chunk",
                    "ssi_value_length",
                    "ssi_last_modified",
                    "sub_filter",
                    "sub_filter_types",
                    "sub_filter_once",
                    "sub_filter_last_modified",
                    "xml_entities",
                    "xslt_stylesheet",
                    "xslt_param",
                    "xslt_string_param",
                    "xslt_types",
                    "xslt_last_modified",
                    // gunzip, gzip_static, mirror, memcached, random_index, secure_link,
                    // stub_status, userid
                    "gunzip",
                    "gunzip_buffers",
                    "gzip_static",
                    "mirror",
                    "mirror_request_body",
                    "memcached_pass",
                    "memcached_bind",
                    "memcached_buffer_size",
                    "memcached_connect_timeout",
                    "memcached_force_ranges",
                    "memcached_gzip_flag",
                    "memcached_next_upstream",
                    "memcached_next_upstream_timeout",
                    "memcached_next_upstream_tries",
                    "memcached_read_timeout",
                    "memcached_send_timeout",
                    "memcached_socket_keepalive",
                    "random_index",
                    "secure_link",
                    "secure_link_md5",
                    "secure_link_secret",
                    "stub_status",
                    "userid",
                    "userid_service",
                    "userid_name",
                    "userid_domain",
                    "userid_path",
                    "userid_expires",
                    "userid_flags",
                    "userid_p3p",
                    "userid_mark",
                    // upstream
                    "upstream",
                    "hash",
                    "ip_hash",
                    "least_conn",
                    "random",
                    "keepalive",
                    "keepalive_requests",
                    "keepalive_time",
                    "keepalive_timeout",
                    "zone",
                    "state",
                    "sticky",
                    // http2, http3
                    "http2",
                    "http2_body_preread_size",
                    "http2_chunk_size",
                    "http2_max_concurrent_streams",
                    "http2_recv_buffer_size",
                    "http2_push",
                    "http2_push_preload",
                    "http2_idle_timeout",
                    "http2_max_field_size",
                    "http2_max_header_size",
                    "http2_max_requests",
                    "http2_recv_timeout",
                    "http2_max_concurrent_pushes",
                    "http2_pool_size",
                    "http2_streams_index_size",
                    "http3",
                    "http3_hq",
                    "http3_max_concurrent_streams",
                    "http3_stream_buffer_size",
                    "quic_active_connection_id_limit",
                    "quic_gso",
                    "quic_host_key",
                    "quic_retry");

    /** What proxy, fastcgi, uwsgi, scgi and grpc share, behind their prefix. */
    private static final List<String> UPSTREAM_NAMES =
            List.of(
                    "allow_upstream",
                    "bind",
                    "buffer_size",
                    "buffering",
                    "buffers",
                    "busy_buffers_size",
                    "cache",
                    "cache_background_update",
                    "cache_bypass",
                    "cache_convert_head",
                    "cache_key",
                    "cache_lock",
                    "cache_lock_age",
                    "cache_lock_timeout",
                    "cache_max_range_offset",
                    "cache_methods",
                    "cache_min_uses",
                    "cache_path",
                    "cache_revalidate",
                    "cache_use_stale",
                    "cache_valid",
                    "catch_stderr",
                    "connect_timeout",
                    "cookie_domain",
                    "cookie_flags",
                    "cookie_path",
                    "force_ranges",
                    "headers_hash_bucket_size",
                    "headers_hash_max_size",
                    "hide_header",
                    "http_version",
                    "ignore_client_abort",
                    "ignore_headers",
                    "index",
                    "intercept_errors",
                    "keep_conn",
                    "limit_rate",
                    "max_temp_file_size",
                    "method",
                    "modifier1",
                    "modifier2",
                    "next_upstream",
                    "next_upstream_timeout",
                    "next_upstream_tries",
                    "no_cache",
                    "param",
                    "pass",
                    "pass_header",
                    "pass_request_body",
                    "pass_request_headers",
                    "pass_trailers",
                    "read_timeout",
                    "redirect",
                    "request_buffering",
                    "send_lowat",
                    "send_timeout",
                    "set_body",
                    "set_header",
                    "socket_keepalive",
                    "split_path_info",
                    "ssl_certificate",
                    "ssl_certificate_cache",
                    "ssl_certificate_key",
                    "ssl_ciphers",
                    "ssl_conf_command",
                    "ssl_crl",
                    "ssl_key_log",
                    "ssl_name",
                    "ssl_password_file",
                    "ssl_protocols",
                    "ssl_server_name",
                    "ssl_session_reuse",
                    "ssl_trusted_certificate",
                    "ssl_verify",
                    "ssl_verify_depth",
                    "store",
                    "store_access",
                    "string",
                    "temp_file_write_size");

    private static final List<String> UPSTREAMS =
            List.of("proxy_", "fastcgi_", "uwsgi_", "scgi_", "grpc_");

    private static final List<String> SSL_NAMES =
            List.of(
                    "ssl",
                    "ssl_alpn",
                    "ssl_buffer_size",
                    "ssl_certificate",
                    "ssl_certificate_cache",
                    "ssl_certificate_compression",
                    "ssl_certificate_key",
                    "ssl_ciphers",
                    "ssl_client_certificate",
                    "ssl_conf_command",
                    "ssl_crl",
                    "ssl_dhparam",
                    "ssl_early_data",
                    "ssl_ecdh_curve",
                    "ssl_key_log",
                    "ssl_ocsp",
                    "ssl_ocsp_cache",
                    "ssl_ocsp_responder",
                    "ssl_password_file",
                    "ssl_prefer_server_ciphers",
                    "ssl_protocols",
                    "ssl_reject_handshake",
                    "ssl_session_cache",
                    "ssl_session_ticket_key",
                    "ssl_session_tickets",
                    "ssl_session_timeout",
                    "ssl_stapling",
                    "ssl_stapling_file",
                    "ssl_stapling_responder",
                    "ssl_stapling_verify",
                    "ssl_trusted_certificate",
                    "ssl_verify_client",
                    "ssl_verify_depth");

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES = rows();

    private static List<DirectiveSpec<ConfScope>> rows() {
        List<String> names = new ArrayList<>(NAMES);
        names.addAll(SSL_NAMES);
        for (String upstream : UPSTREAMS) {
            UPSTREAM_NAMES.forEach(name -> names.add(upstream + name));
        }
        List<DirectiveSpec<ConfScope>> rows = new ArrayList<>(names.size());
        for (String name : names) {
            rows.add(DirectiveSpec.unsupported(name, EnumSet.allOf(Context.class)));
        }
        return rows;
    }

    @Override
    public String name() {
        return "unsupported";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }
}
