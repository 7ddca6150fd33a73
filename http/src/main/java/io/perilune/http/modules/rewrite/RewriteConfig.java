// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.rewrite;

import java.util.ArrayList;
import java.util.List;

/**
 * A level's rewrite script. Filled while the configuration is read, then frozen by {@link
 * #inherit}.
 */
final class RewriteConfig {

    private static final RewriteOperation[] NOTHING = {};

    final List<RewriteOperation> read = new ArrayList<>(0);
    RewriteOperation[] operations = NOTHING;

    /** Whether the script belongs to a server: the location's phase does not run it again. */
    boolean ofServer;

    Boolean log;
    Boolean uninitializedWarn;

    /** Scripts are not inherited, switches are. */
    RewriteConfig inherit(RewriteConfig outer) {
        if (log == null) {
            log = outer.log != null && outer.log;
        }
        if (uninitializedWarn == null) {
            uninitializedWarn = outer.uninitializedWarn == null || outer.uninitializedWarn;
        }
        operations = read.toArray(NOTHING);
        return this;
    }
}
