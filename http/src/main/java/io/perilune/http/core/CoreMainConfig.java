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
}
