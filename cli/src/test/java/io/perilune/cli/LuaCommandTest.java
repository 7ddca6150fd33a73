// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.Lua;
import io.perilune.lua.compiler.LuaCompiler;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.stdlib.StandardLibraries;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, as a user runs it. */
class LuaCommandTest {

    @TempDir Path folder;

    private String input = "";
    private Map<String, String> environment = Map.of();

    /** Standard output, then standard error, then the status. */
    private record Outcome(String output, String errors, int status) {}

    private Outcome lua(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                                "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Dperilune.heap=paced",
                                "-Dperilune.command=bin/perilune",
                                "-Xms16m",
                                "-cp",
                                classPath(),
                                "io.perilune.cli.Main",
                                "lua"));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(errors.toFile());
        List.of("LUA_INIT", "LUA_PATH", "LUA_CPATH").forEach(builder.environment()::remove);
        builder.environment().put("PERILUNE_CODE_CACHE", "");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(output, Files.readString(errors), process.exitValue());
    }

    /** What the command needs, wherever this test has it from. */
    static String classPath() {
        return Stream.of(
                        Main.class,
                        Lua.class,
                        LuaVm.class,
                        LuaCompiler.class,
                        StandardLibraries.class)
                .map(one -> one.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aScriptGetsItsArguments() throws Exception {
        file(
                "a.lua",
                "#!/usr/bin/lua\nprint(..., #arg, arg[0], arg[1], arg[-1], arg[-3], arg[-4])");
        assertThat(lua("-e", "x = 1", "a.lua", "one", "two"))
                .isEqualTo(
                        new Outcome("one\t2\ta.lua\tone\tx = 1\tbin/perilune lua\tnil\n", "", 0));
    }

    @Test
    void stepsRunInOrderAndTheFirstErrorEnds() throws Exception {
        Outcome outcome = lua("-e", "print(1)", "-e", "error('no', 0)", "-e", "print(2)");
        assertThat(outcome.output()).isEqualTo("1\n");
        assertThat(outcome.errors())
                .isEqualTo(
                        """
                        perilune lua: no
                        stack traceback:
                        \t[C]: in function 'error'
                        \t(command line):1: in main chunk
                        \t[C]: in ?
                        """);
        assertThat(outcome.status()).isEqualTo(1);
    }

    /** Tables that each live for a while, of which 20 MB live at a time: old garbage. */
    @Test
    void garbageIsCollectedWhileTheHeapCouldStillGrow() throws Exception {
        file(
                "garbage.lua",
                """
                local kept, most, i = {}, 0, 0
                repeat
                  i = i + 1
                  local t = {}
                  for j = 1, 100000 do t[j] = j end
                  kept[i % 20] = t
                  local count = collectgarbage("count")
                  most = math.max(most, count)
                until most - count > 50 * 1024 or most > 1000 * 1024
                print(most < 1000 * 1024 and "little" or most)
                """);
        assertThat(lua("garbage.lua")).isEqualTo(new Outcome("little\n", "", 0));
    }

    @Test
    void errorsWithoutTextAndWithATextOfTheirOwn() throws Exception {
        assertThat(lua("-e", "error({})").errors())
                .isEqualTo("perilune lua: (error object is not a string)\n");
        assertThat(lua("-e", "error(setmetatable({}, {__tostring = function() return 'T' end}))"))
                .extracting(Outcome::errors)
                .asString()
                .startsWith("perilune lua: T\nstack traceback:\n");
        assertThat(lua("-e", "error()")).isEqualTo(new Outcome("", "", 1));
        assertThat(lua("missing.lua").errors())
                .isEqualTo("perilune lua: cannot open missing.lua: No such file or directory\n");
    }

    @Test
    void standardInputIsAProgram() throws Exception {
        input = "print('in', ...)";
        assertThat(lua().output()).isEqualTo("in\n");
        assertThat(lua("-", "a").output()).isEqualTo("in\ta\n");
    }

    @Test
    void theEnvironmentCountsUnlessToldNot() throws Exception {
        environment = Map.of("LUA_INIT", "print 'init'", "LUA_PATH", "./?.x;;");
        file("m.x", "return 'module'");
        assertThat(lua("-e", "print(require 'm')").output()).isEqualTo("init\nmodule\n");
        assertThat(lua("-E", "-e", "print(pcall(require, 'm'), os.getenv 'LUA_PATH')").output())
                .startsWith("false\t./?.x;;\n".substring(0, 5))
                .doesNotContain("init")
                .endsWith("./?.x;;\n");
    }

    @Test
    void aPromptOnAPipe() throws Exception {
        input =
                """
                =1, 2
                for i = 1, 2 do
                print(i)
                end
                1 + 1
                io.read()
                this line
                error('x', 0)
                return 7
                """;
        Outcome outcome = lua("-i");
        assertThat(outcome.output().lines().skip(1).toList())
                .containsExactly("> 1\t2", "> >> >> 1", "2", "> 2", "> > > 7", "> ");
        assertThat(outcome.errors()).startsWith("x\nstack traceback:\n");
    }

    @Test
    void savedChunksLoad() throws Exception {
        file("a.lua", "print('a', ...)");
        assertThat(lua("-b", "a.lua", "a.out").status()).isZero();
        assertThat(lua("a.out", "1").output()).isEqualTo("a\t1\n");
        String listing = lua("-bl", "a.lua").output();
        assertThat(listing).contains("main chunk");
        assertThat(lua("-bl", "a.lua", "a.txt")).isEqualTo(new Outcome("", "", 0));
        assertThat(folder.resolve("a.txt")).hasContent(listing);
        assertThat(lua("-b", "a.lua", "a.o").errors()).contains("only files of type 'raw'");
    }

    @Test
    void whatCannotBeIsSaid() throws Exception {
        assertThat(lua("-jdump").errors()).contains("LuaJIT's own compiler");
        assertThat(lua("-jfoo").errors())
                .isEqualTo("perilune lua: unknown luaJIT command or jit.* modules not installed\n");
        assertThat(lua("-z")).isEqualTo(new Outcome("", LuaArguments.USAGE, 1));
    }

    @Test
    void aListing() throws Exception {
        file("a.lua", "local n = 1 return n");
        assertThat(lua("--listing", "a.lua").output()).contains("local n: NUMBER");
        file("b.lua", "= 1");
        assertThat(lua("--listing", "b.lua"))
                .isEqualTo(
                        new Outcome("", "perilune lua: b.lua:1: unexpected symbol near '='\n", 1));
    }

    @Test
    void codeOfFilesIsKept() throws IOException, InterruptedException {
        String function =
                "local function f%d(t) for k, v in pairs(t) do print(k, v) end return #t end\n";
        StringBuilder program = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            program.append(String.format(function, i)).append("f" + i + "({})\n");
        }
        Files.writeString(folder.resolve("program.lua"), program + "print('done') os.exit(3)");
        environment = Map.of("PERILUNE_CODE_CACHE", "", "HOME", folder.toString());
        assertThat(lua("program.lua")).isEqualTo(new Outcome("done\n", "", 3));
        assertThat(folder.resolve(".cache")).doesNotExist();
        environment = Map.of("PERILUNE_CODE_CACHE", folder.resolve("own").toString());
        assertThat(lua("program.lua")).isEqualTo(new Outcome("done\n", "", 3));
        assertThat(folder.resolve("own")).isDirectoryContaining("glob:**.code");
        assertThat(lua("program.lua")).isEqualTo(new Outcome("done\n", "", 3));
        environment = Map.of("PERILUNE_CODE_CACHE", folder.resolve("program.lua/x").toString());
        Outcome failed = lua("program.lua");
        assertThat(failed.status).isEqualTo(3);
        assertThat(failed.errors)
                .matches("perilune lua: cannot keep code in .*program.lua/x: [A-Z].*\n");
    }

    @Test
    void theFolderForKeptCodeIsTheUsersForCaches() {
        String home = folder.toString();
        Path usual = folder.resolve(".cache/perilune");
        assertThat(KeptCode.folder(Map.of("HOME", home))).isEqualTo(usual);
        assertThat(KeptCode.folder(Map.of("HOME", home, "XDG_CACHE_HOME", "/c")))
                .isEqualTo(Path.of("/c/perilune"));
        assertThat(KeptCode.folder(Map.of("HOME", home, "XDG_CACHE_HOME", "c"))).isEqualTo(usual);
        assertThat(KeptCode.folder(Map.of("HOME", home, "PERILUNE_CODE_CACHE", "own")))
                .isEqualTo(Path.of("own"));
        assertThat(KeptCode.folder(Map.of("HOME", home, "PERILUNE_CODE_CACHE", ""))).isNull();
        assertThat(KeptCode.folder(Map.of("HOME", home + "/nonexistent"))).isNull();
        assertThat(KeptCode.folder(Map.of())).isNull();
    }
}
