// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.conf.tree.ConfException;
import io.perilune.conf.value.FileName;
import io.perilune.http.module.ConfScope;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What exists once in {@code http}. Filled while the configuration is read, then read-only. */
public final class CoreMainConfig {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Each {@code server}, in order. */
    final List<ConfScope> servers = new ArrayList<>();

    /** Folders for temporary files, made at start. */
    public final Set<String> tempPaths = new LinkedHashSet<>();

    /** Each address to listen on, by its text. */
    final Map<String, ListenTable.Entry> listens = new LinkedHashMap<>();

    /** The scope of {@code http}; null before it is read. */
    ConfScope httpScope;

    /**
     * Makes the folders for temporary files that are named, not those above them.
     *
     * @throws ConfException if one cannot be made, in nginx's words
     */
    public void makeTempFolders() {
        for (String folder : tempPaths) {
            try {
                Files.createDirectory(FileName.path(folder), OWNER_ONLY);
            } catch (FileAlreadyExistsException there) {
                // as it should be
            } catch (IOException failed) {
                throw new ConfException(
                        "mkdir() \"" + folder + "\" failed (" + FileName.error(failed) + ')', null);
            }
        }
    }

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
