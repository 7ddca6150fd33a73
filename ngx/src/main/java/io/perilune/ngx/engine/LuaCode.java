// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

/** A handler's code as the configuration gives it. Immutable; shared by all workers. */
public sealed interface LuaCode {

    /**
     * Text in the configuration.
     *
     * @param tag the directive's family, `content_by_lua`
     * @param source one char a byte
     * @param chunkName as messages show it: `content_by_lua(nginx.conf:40)`
     */
    record Inline(String tag, String source, String chunkName) implements LuaCode {}

    /**
     * A file, by its whole path. Made for each request when the path has variables in it.
     *
     * @param tag the directive's family, `content_by_lua`
     */
    record File(String tag, String path) implements LuaCode {}

    String tag();
}
