// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.conf.parse.ConfParser;
import io.perilune.conf.parse.ParsedConf;
import io.perilune.conf.tree.Block;
import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import io.perilune.http.HttpConfig;
import io.perilune.http.HttpConfigurator;
import io.perilune.http.ModuleOrder;
import io.perilune.http.core.CoreConfig;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.HttpModule;
import io.perilune.ngx.http.LuaHost;
import io.perilune.ngx.http.LuaModule;
import io.perilune.server.log.LogFileTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The composition root: the one place that names every module and puts them together. One for the
 * process; used by the thread that reads configurations.
 */
final class Assembly {

    private final Layout layout;
    private final String directives;
    private final LogFileTable logFiles;
    private final LuaHost lua =
            new LuaHost(Version.NGINX_NUMBER, Version.LUA_MODULE_NUMBER, Version.CONFIGURE);

    /**
     * @param directives what {@code -g} says
     */
    Assembly(Layout layout, String directives, LogFileTable logFiles) {
        this.layout = layout;
        this.directives = directives;
        this.logFiles = logFiles;
    }

    /**
     * nginx's modules in nginx's order, with OpenResty's put in. New ones for each configuration.
     */
    static List<HttpModule> modules(LuaHost lua) {
        return ModuleOrder.standard(List.of(new LuaModule(lua)));
    }

    /** Reads the files. */
    ParsedConf parse() {
        return ConfParser.parse(layout.conf(), LuaModule.BLOCKS);
    }

    /**
     * Makes a configuration of what was read and opens its logs; nothing is started yet.
     *
     * @param log goes on in the configuration's own files
     * @throws io.perilune.conf.tree.ConfException the first complaint
     */
    HttpConfig configure(ParsedConf conf, CycleLog log) {
        HttpConfig config =
                new HttpConfigurator(
                                modules(lua), layout.prefix(), layout.confPrefix(), log, logFiles)
                        .configure(withParameters(conf.main()));
        try {
            List<CoreConfig.ErrorLog> logs = mainLogs(config.core());
            log.file(
                    logFiles.errorLogs(logs),
                    logs.stream().anyMatch(one -> one.path().equals("stderr")));
        } catch (IOException failed) {
            throw new ConfException(failed.getMessage(), null);
        }
        return config;
    }

    private List<CoreConfig.ErrorLog> mainLogs(CoreConfig core) {
        return core.errorLogs.isEmpty()
                ? List.of(new CoreConfig.ErrorLog(layout.errorLog(), LogLevel.ERROR))
                : core.errorLogs;
    }

    /** The main block with the directives of {@code -g} before it. */
    private Block withParameters(Block main) {
        if (directives.isEmpty()) {
            return main;
        }
        Block parameters = ConfParser.parseParameter(directives, layout.confPrefix());
        parameters.checkComplete();
        List<Directive> all = new ArrayList<>(parameters.directives());
        all.addAll(main.directives());
        return new Block(all, main.end(), main.brokenOff());
    }
}
