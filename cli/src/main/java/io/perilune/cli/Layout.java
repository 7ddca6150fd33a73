// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.conf.value.FileName;
import java.nio.file.Files;

/**
 * Where things are, as the command line and the defaults say: texts as messages show them.
 * Immutable.
 *
 * @param prefix with '/' at the end
 * @param conf the configuration file
 * @param errorLog the error log until the configuration says otherwise; "stderr" for standard error
 */
record Layout(String prefix, String conf, String errorLog) {

    static final String CONF = "conf/nginx.conf";
    static final String ERROR_LOG = "logs/error.log";

    static Layout of(Options options) {
        String given =
                options.prefix != null ? options.prefix : System.getProperty("perilune.home", ".");
        String prefix = given.endsWith("/") ? given : given + "/";
        String log = options.errorLog == null ? defaultLog(prefix) : options.errorLog;
        return new Layout(
                prefix,
                full(prefix, options.conf == null ? CONF : options.conf),
                log.equals("stderr") || log.isEmpty() ? "stderr" : full(prefix, log));
    }

    /**
     * Without a folder for it there is no default file: a program tried out shall leave nothing
     * behind.
     */
    private static String defaultLog(String prefix) {
        return Files.isDirectory(FileName.path(prefix + "logs")) ? ERROR_LOG : "stderr";
    }

    private static String full(String prefix, String path) {
        return path.startsWith("/") ? path : prefix + path;
    }

    /** The folder of the configuration file, with '/' at the end. */
    String confPrefix() {
        return conf.substring(0, conf.lastIndexOf('/') + 1);
    }
}
