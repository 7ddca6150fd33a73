// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.conf.schema.Context;
import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.PhaseHandler;
import io.perilune.http.io.LogSink;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.Settings;
import io.perilune.http.route.LocationTree;
import io.perilune.http.variable.Interpolation;
import io.perilune.http.variable.NamedCaptures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a location (a server and {@code http} for those without one) says, as far as the core is
 * concerned. Filled while the configuration is read, then read-only; the public fields are final in
 * meaning once the configuration is frozen. Times are milliseconds, sizes bytes.
 */
public final class CoreLocationConfig {

    final Settings settings = new Settings();

    /** Nested locations, in the order of the text. */
    final List<CoreLocationConfig> nested = new ArrayList<>(0);

    /** The records of all modules for this location. */
    public Object[] level;

    /** nginx's way to write it: {@code /path}, the pattern, {@code @name}; "" for a server. */
    public String name = "";

    LocationKind kind = LocationKind.SERVER;
    NamedCaptures regex;

    /** Whether this is an {@code if} in a location by regular expression. */
    private boolean underRegex;

    /** Where it was written; null for a server. */
    Directive at;

    /** Locations inside this one; null: none. */
    LocationTree<CoreLocationConfig> tree;

    /** Whether only internal requests may come here. */
    public boolean internal;

    /** Answers here in place of the content phase's handlers; null: none. Modules set it. */
    public PhaseHandler contentHandler;

    /** A request for the name without its last '/' is redirected here; proxying modules set it. */
    public boolean autoRedirect;

    /** Whether a location inside has {@link #autoRedirect}. */
    boolean slashRedirects;

    /** Methods that {@code limit_except} does not list, as bits; 0: no limit. */
    int limitExcept;

    /** What applies to those methods. */
    CoreLocationConfig limitExceptConfig;

    /** Files of {@code types}; null: inherited. */
    Map<String, String> ownTypes;

    public boolean aliased;

    /** Whether {@code alias} stands in a location by regular expression: it is the whole path. */
    public boolean aliasByRegex;

    /** {@code root} or {@code alias}; a relative one gets the prefix. */
    public Interpolation root;

    public String rootPrefix;
    public Map<String, String> types;
    public String defaultType;

    public long clientMaxBodySize;
    public int clientBodyBufferSize;
    public long clientBodyTimeout;
    public InFileOnly clientBodyInFileOnly;
    public boolean clientBodyInSingleBuffer;
    public TempPath clientBodyTempPath;

    public boolean satisfyAny;
    public long authDelay;
    public long sendTimeout;
    public long keepaliveTimeout;

    /** Seconds for the Keep-Alive line; 0: no such line. */
    public long keepaliveHeader;

    public int keepaliveRequests;
    public long keepaliveTime;
    public long keepaliveMinTimeout;
    public boolean keepaliveDisableMsie6;
    public boolean keepaliveDisableSafari;
    public LingeringClose lingeringClose;
    public long lingeringTime;
    public long lingeringTimeout;
    public boolean resetTimedoutConnection;
    public boolean tcpNodelay;
    public boolean tcpNopush;
    public boolean sendfile;

    public ServerTokens serverTokens;
    public boolean etag;
    public IfModifiedSince ifModifiedSince;
    public int maxRanges;
    public boolean chunkedTransferEncoding;
    public int postponeOutput;
    public boolean msiePadding;
    public boolean msieRefresh;
    public boolean portInRedirect;
    public boolean serverNameInRedirect;
    public boolean absoluteRedirect;
    public boolean logNotFound;
    public boolean logSubrequest;
    public boolean recursiveErrorPages;

    /** {@code limit_rate} and {@code limit_rate_after}; null: none. */
    Interpolation limitRate;

    Interpolation limitRateAfter;
    List<ErrorPage> errorPages;

    /** The error log from here on; null: the process's own. */
    public LogSink errorLog;

    /** {@code client_body_in_file_only}. */
    public enum InFileOnly {
        OFF,
        ON,
        CLEAN
    }

    /** {@code lingering_close}. */
    public enum LingeringClose {
        OFF,
        ON,
        ALWAYS
    }

    /** {@code server_tokens}. */
    public enum ServerTokens {
        OFF,
        ON,
        BUILD
    }

    /** {@code if_modified_since}. */
    public enum IfModifiedSince {
        OFF,
        EXACT,
        BEFORE
    }

    /** A folder for temporary files and the lengths of its levels. */
    public record TempPath(String path, int... levels) {}

    static CoreLocationConfig merge(
            ConfScope scope, CoreLocationConfig outer, CoreLocationConfig inner) {
        inner.settings.inherit(outer.settings);
        if (inner.ownTypes == null) {
            inner.ownTypes = outer.ownTypes;
        }
        inner.level = scope.locationLevel();
        if (scope.context() == Context.LOCATION_IF || scope.context() == Context.LIMIT_EXCEPT) {
            inner.name = outer.name;
            inner.internal = outer.internal;
            inner.kind = LocationKind.SERVER;
            inner.underRegex = outer.kind == LocationKind.REGEX || outer.underRegex;
        }
        inner.freeze(scope);
        return inner;
    }

    /** Reads the final values; the scope gives the prefix of relative paths. */
    void freeze(ConfScope scope) {
        LocationFields.read(this, settings, scope);
        aliasByRegex = aliased && (kind == LocationKind.REGEX || underRegex);
    }

    /** Whether the location is chosen by a regular expression. */
    public boolean isRegex() {
        return kind == LocationKind.REGEX;
    }

    @Override
    public String toString() {
        return name;
    }
}
