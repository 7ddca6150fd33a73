// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.perilune.conf.parse.ConfParser;
import io.perilune.http.HttpConfigurator;
import io.perilune.http.module.HttpModule;
import io.perilune.http.variable.VariableTable;
import io.perilune.ngx.http.LuaHost;
import io.perilune.ngx.http.LuaModule;
import io.perilune.server.log.LogFileTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/**
 * {@code perilune compatibility}: what is supported, as Markdown, from the tables that the server
 * uses. Stateless.
 */
final class CompatibilityCommand {

    private static final String HEAD = "compatibility.md";
    private static final String CONF = "events { } http { access_log off; }";
    private static final int WIDTH = 118;

    private CompatibilityCommand() {}

    static int run(String... arguments) {
        if (arguments.length > 0) {
            Terminal.err("perilune: \"compatibility\" takes no arguments\n");
            return 1;
        }
        Terminal.out(new String(text().getBytes(UTF_8), ISO_8859_1));
        return 0;
    }

    /** The whole page. */
    static String text() {
        StringBuilder page = new StringBuilder(head());
        List<HttpModule> modules = modules();
        DirectivePage.print(modules, page);
        printVariables(modules(), page);
        new LuaApiPage(LuaModule.specimen(LuaApiPage.DICTIONARY), modules).print(page);
        return page.toString();
    }

    private static List<HttpModule> modules() {
        return Assembly.modules(
                new LuaHost(Version.NGINX_NUMBER, Version.LUA_MODULE_NUMBER, Version.CONFIGURE));
    }

    private static String head() {
        try (InputStream file = CompatibilityCommand.class.getResourceAsStream(HEAD)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void printVariables(List<HttpModule> modules, StringBuilder page) {
        LogFileTable files = new LogFileTable(ProcessHandle.current().pid());
        VariableTable variables =
                new HttpConfigurator(modules, "/", "/", new CycleLog(null, false), files)
                        .configure(
                                ConfParser.parseText("nginx.conf", CONF, LuaModule.BLOCKS).main())
                        .cycle()
                        .variables();
        page.append(
                "\n## Variables\n\nWith `*`: every name that begins so. Directives such as `set`, `map` and `geo`"
                        + " define others.\n\n");
        wrap("$", variables.names(), page);
    }

    /** Names with a prefix, in lines of limited width, with commas between them. */
    static void wrap(String prefix, Collection<String> names, StringBuilder page) {
        int column = 0;
        int left = names.size();
        for (String name : names) {
            String item = "`" + prefix + name + (--left == 0 ? "`" : "`,");
            if (column > 0 && column + 1 + item.length() > WIDTH) {
                page.append('\n');
                column = 0;
            } else if (column > 0) {
                page.append(' ');
                column++;
            }
            page.append(item);
            column += item.length();
        }
        page.append('\n');
    }
}
