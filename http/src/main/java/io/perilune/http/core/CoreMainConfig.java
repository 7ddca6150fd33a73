// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.module.ConfScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What exists once in {@code http}. Filled while the configuration is read, then read-only. */
public final class CoreMainConfig {

    /** Each {@code server}, in order. */
    final List<ConfScope> servers = new ArrayList<>();

    /** Folders for temporary files, made at start. */
    public final Set<String> tempPaths = new LinkedHashSet<>();

    /** Each address to listen on, by its text. */
    final Map<String, ListenTable.Entry> listens = new LinkedHashMap<>();

    /** The scope of {@code http}; null before it is read. */
    ConfScope httpScope;

    /**
     * Merges all levels and builds the trees of locations.
     *
     * @param outermost stands for {@code http} when there is none
     * @return the scope whose records apply outside any server
     */
    public ConfScope mergeAll(ConfScope outermost) {
        ConfScope http = httpScope != null ? httpScope : outermost;
        CoreServerConfig server = http.server(CoreModule.SERVER);
        server.locationLevel = http.locationLevel();
        server.freeze();
        CoreLocationConfig location = http.location(CoreModule.LOCATION);
        location.level = http.locationLevel();
        location.freeze(http);
        http.mergeInner();
        for (ConfScope scope : servers) {
            ServerDirectives.buildTree(scope.location(CoreModule.LOCATION));
        }
        return http;
    }
}
