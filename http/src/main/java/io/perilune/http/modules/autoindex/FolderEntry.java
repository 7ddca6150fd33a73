// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.autoindex;

import java.util.Comparator;

/**
 * A file or folder in a listing. Immutable.
 *
 * @param modified seconds since the epoch
 */
record FolderEntry(String name, Kind kind, long modified, long size) {

    /** As JSON and XML name it. */
    enum Kind {
        DIRECTORY("directory"),
        FILE("file"),
        OTHER("other");

        final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** Folders first, then by bytes. */
    static final Comparator<FolderEntry> ORDER =
            Comparator.comparing((FolderEntry entry) -> !entry.isFolder())
                    .thenComparing(FolderEntry::name);

    boolean isFolder() {
        return kind == Kind.DIRECTORY;
    }
}
