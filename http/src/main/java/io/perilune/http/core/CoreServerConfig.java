// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.module.ConfScope;
import io.perilune.http.module.Setting;
import io.perilune.http.module.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@code server} says about connections and names. Filled while the configuration is read,
 * then read-only.
 */
public final class CoreServerConfig {

    static final Setting<Long> CLIENT_HEADER_TIMEOUT = Setting.of("client_header_timeout", 60_000L);
    static final Setting<Long> CLIENT_HEADER_BUFFER_SIZE =
            Setting.of("client_header_buffer_size", 1024L);
    static final Setting<LargeBuffers> LARGE_CLIENT_HEADER_BUFFERS =
            Setting.of("large_client_header_buffers", new LargeBuffers(4, 8192));
    static final Setting<Boolean> IGNORE_INVALID_HEADERS =
            Setting.of("ignore_invalid_headers", true);
    static final Setting<Boolean> MERGE_SLASHES = Setting.of("merge_slashes", true);
    static final Setting<Boolean> UNDERSCORES_IN_HEADERS =
            Setting.of("underscores_in_headers", false);

    /** {@code large_client_header_buffers}. */
    public record LargeBuffers(int number, int size) {}

    final Settings settings = new Settings();

    /** Names as written, in lower case; regular expressions with their '~'. */
    final List<ServerName> names = new ArrayList<>();

    boolean listenSeen;

    /** What applies to the server's requests that have no location. */
    Object[] locationLevel;

    /** Milliseconds for the whole head. */
    public long clientHeaderTimeout;

    public int clientHeaderBufferSize;
    public LargeBuffers largeClientHeaderBuffers;
    public boolean ignoreInvalidHeaders;
    public boolean mergeSlashes;
    public boolean underscoresInHeaders;

    /** Its first name: {@code $server_name}. */
    public String serverName = "";

    /** Locations by '@' name. */
    final Map<String, CoreLocationConfig> namedLocations = new HashMap<>();

    static CoreServerConfig merge(ConfScope scope, CoreServerConfig outer, CoreServerConfig inner) {
        inner.settings.inherit(outer.settings);
        inner.locationLevel = scope.locationLevel();
        inner.freeze();
        return inner;
    }

    void freeze() {
        clientHeaderTimeout = settings.get(CLIENT_HEADER_TIMEOUT);
        clientHeaderBufferSize = (int) (long) settings.get(CLIENT_HEADER_BUFFER_SIZE);
        largeClientHeaderBuffers = settings.get(LARGE_CLIENT_HEADER_BUFFERS);
        ignoreInvalidHeaders = settings.get(IGNORE_INVALID_HEADERS);
        mergeSlashes = settings.get(MERGE_SLASHES);
        underscoresInHeaders = settings.get(UNDERSCORES_IN_HEADERS);
        serverName = names.isEmpty() ? "" : names.get(0).shown();
    }
}
