// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import io.perilune.http.core.CoreModule;
import io.perilune.http.module.HttpModule;
import io.perilune.http.modules.AccessModule;
import io.perilune.http.modules.CharsetModule;
import io.perilune.http.modules.EmptyGifModule;
import io.perilune.http.modules.GeoModule;
import io.perilune.http.modules.HeadersModule;
import io.perilune.http.modules.IndexModule;
import io.perilune.http.modules.MapModule;
import io.perilune.http.modules.NotModifiedModule;
import io.perilune.http.modules.RangeBodyModule;
import io.perilune.http.modules.RangeHeaderModule;
import io.perilune.http.modules.RealIpModule;
import io.perilune.http.modules.RefererModule;
import io.perilune.http.modules.SplitClientsModule;
import io.perilune.http.modules.StaticModule;
import io.perilune.http.modules.TryFilesModule;
import io.perilune.http.modules.UnsupportedModule;
import io.perilune.http.modules.auth.AuthBasicModule;
import io.perilune.http.modules.autoindex.AutoindexModule;
import io.perilune.http.modules.echo.EchoModule;
import io.perilune.http.modules.gzip.GzipModule;
import io.perilune.http.modules.headersmore.HeadersMoreModule;
import io.perilune.http.modules.limit.LimitConnModule;
import io.perilune.http.modules.limit.LimitReqModule;
import io.perilune.http.modules.log.LogModule;
import io.perilune.http.modules.rewrite.RewriteModule;
import io.perilune.http.modules.setmisc.SetMiscModule;
import java.util.ArrayList;
import java.util.List;

/**
 * The built-in modules in the order in which they are installed: nginx's own.
 *
 * <p>What is installed later runs earlier, in a phase as in the filters. So {@code rewrite} stands
 * behind the modules whose handlers it shall precede, and of the filters {@code not_modified} sees
 * a response first, added modules next, {@code range_header} last before the head is written:
 * ranges are cut from what compression has left alone. Stateless.
 */
public final class ModuleOrder {

    private ModuleOrder() {}

    /** Fresh modules without any others. */
    public static List<HttpModule> standard() {
        return standard(List.of());
    }

    /**
     * Fresh modules with others where nginx puts third-party modules: their filters run before
     * those that add headers and compress, after those that answer conditional requests.
     */
    public static List<HttpModule> standard(List<HttpModule> others) {
        List<HttpModule> modules = new ArrayList<>();
        modules.add(new CoreModule());
        modules.add(new LogModule());
        addHandlers(modules);
        addFilters(modules);
        modules.add(new EchoModule());
        modules.add(new SetMiscModule());
        modules.addAll(others);
        modules.add(new HeadersMoreModule());
        modules.add(new RangeBodyModule());
        modules.add(new NotModifiedModule());
        modules.add(new UnsupportedModule());
        return modules;
    }

    private static void addHandlers(List<HttpModule> modules) {
        modules.add(new StaticModule());
        modules.add(new AutoindexModule());
        modules.add(new IndexModule());
        modules.add(new TryFilesModule());
        modules.add(new AuthBasicModule());
        modules.add(new AccessModule());
        modules.add(new LimitConnModule());
        modules.add(new LimitReqModule());
        modules.add(new RealIpModule());
        modules.add(new MapModule());
        modules.add(new GeoModule());
        modules.add(new SplitClientsModule());
        modules.add(new RefererModule());
        modules.add(new RewriteModule());
        modules.add(new EmptyGifModule());
    }

    private static void addFilters(List<HttpModule> modules) {
        modules.add(new RangeHeaderModule());
        modules.add(new GzipModule());
        modules.add(new CharsetModule());
        modules.add(new HeadersModule());
    }
}
