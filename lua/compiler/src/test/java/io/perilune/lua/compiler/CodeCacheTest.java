// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.stdlib.LibraryOptions;
import io.perilune.lua.stdlib.StandardLibraries;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cache gives back. That scripts do the same with one is what their own tests show. */
class CodeCacheTest {
    private static final String FUNCTIONS =
            """
            local function sum(a, b) local all = 0; for i = a, b do all = all + i end; return all end
            local function list(t, n) for i = 1, n do t[#t + 1] = sum(i, 2 * i) .. '!' end; return t end
            local function text(t) return table.concat(list(t, 3), t.separator or ',') end
            """
                    .repeat(4);

    /** Longer texts than this process itself remembers. */
    private static final String PADDING = "-- " + "x".repeat(1 << 18);

    private static final String NAME = "@script.lua";

    @TempDir Path root;
    private Path folder;

    @BeforeEach
    void nameFolder() {
        folder = root.resolve("a/b");
    }

    /** What the text answers to one argument in a process with this cache. */
    private Object answer(String build, Dialect dialect, String name, String text, double argument)
            throws IOException {
        try (CodeCache cache = CodeCache.in(folder, build)) {
            return answer(cache, dialect, name, text, argument);
        }
    }

    private static Object answer(
            CodeCache cache, Dialect dialect, String name, String text, double argument) {
        LuaVm vm = new LuaVm();
        vm.chunkLoader(new LuaCompiler(dialect, cache));
        StandardLibraries.install(vm, LibraryOptions.standard());
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        LuaString chunkName = LuaString.ofLatin1(name);
        Object chunk = vm.chunkLoader().load(vm, bytes, chunkName, vm.globals());
        return String.valueOf(vm.call1(chunk, argument));
    }

    private Object answer(String script, double argument) throws IOException {
        return answer("build", Dialect.OPENRESTY, NAME, FUNCTIONS + script + PADDING, argument);
    }

    private Object answer(String script) throws IOException {
        return answer(script, 1);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.toList());
        }
    }

    private byte[] content() throws IOException {
        assertThat(files()).hasSize(1);
        return Files.readAllBytes(files().getFirst());
    }

    /** Puts another text in the place of a literal in the kept code. */
    private void change(String literal, String other) throws IOException {
        byte[] content = content();
        String latin1 = new String(content, StandardCharsets.ISO_8859_1);
        byte[] replacement = other.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(replacement, 0, content, latin1.lastIndexOf(literal), replacement.length);
        CRC32 sum = new CRC32();
        sum.update(content, 8, content.length - 8);
        ByteBuffer.wrap(content).putInt(4, (int) sum.getValue());
        Files.write(files().getFirst(), content);
    }

    @Test
    void codeIsKeptForTheNextProcess() throws IOException {
        String script = "return text({ separator = 'abc' })";
        assertThat(answer(script)).isEqualTo("3!abc9!abc18!");
        byte[] kept = content();
        assertThat(answer(script)).isEqualTo("3!abc9!abc18!");
        assertThat(content()).isEqualTo(kept);
        change("abc", "xyz");
        assertThat(answer(script)).as("with changed code").isEqualTo("3!xyz9!xyz18!");
    }

    @Test
    void whatIsCalledLaterIsAdded() throws IOException {
        String late = "t[#t + 1] = text({ separator = t.x }) .. sum(1, 10);".repeat(20);
        String script =
                "local function late(t) "
                        + late
                        + " return t[20] end if ... == 1 then return sum(1, 4) end"
                        + " return late({ x = ';' })";
        assertThat(answer(script, 1)).isEqualTo("10.0");
        int length = content().length;
        assertThat(answer(script, 2)).isEqualTo("3!;9!;18!55");
        byte[] whole = content();
        assertThat(whole.length).isGreaterThan(length);
        assertThat(answer(script, 1)).isEqualTo("10.0");
        assertThat(answer(script, 2)).isEqualTo("3!;9!;18!55");
        assertThat(content()).isEqualTo(whole);
    }

    @Test
    void damagedFilesAreReplaced() throws IOException {
        String script = "return text({ separator = 'abc' })";
        answer(script);
        byte[] kept = content();
        for (int place : new int[] {0, 5, 20, kept.length / 2, kept.length - 1}) {
            byte[] damaged = kept.clone();
            damaged[place] ^= 1;
            Files.write(files().getFirst(), damaged);
            assertThat(answer(script)).as("at " + place).isEqualTo("3!abc9!abc18!");
            assertThat(content()).isEqualTo(kept);
        }
        for (int length : new int[] {0, 7, 8, kept.length - 1}) {
            Files.write(
                    files().getFirst(), ByteBuffer.allocate(length).put(kept, 0, length).array());
            assertThat(answer(script)).as("of " + length).isEqualTo("3!abc9!abc18!");
            assertThat(content()).isEqualTo(kept);
        }
    }

    @Test
    void otherTextsNamesDialectsAndBuildsHaveOtherCode() throws IOException {
        String text = FUNCTIONS + "return text({ separator = 'abc' })" + PADDING;
        answer("build", Dialect.OPENRESTY, NAME, text, 1);
        change("abc", "xyz");
        String right = "3!abc9!abc18!";
        assertThat(answer("other", Dialect.OPENRESTY, NAME, text, 1)).isEqualTo(right);
        assertThat(answer("build", Dialect.LUAJIT, NAME, text, 1)).isEqualTo(right);
        assertThat(answer("build", Dialect.OPENRESTY, "@b.lua", text, 1)).isEqualTo(right);
        assertThat(answer("build", Dialect.OPENRESTY, NAME, text + "y", 1)).isEqualTo(right);
        assertThat(files()).hasSize(5);
    }

    @Test
    void onlyFilesOfSomeSizeAreKept() throws IOException {
        answer("build", Dialect.OPENRESTY, "=script", FUNCTIONS + "return sum(1, 2)" + PADDING, 1);
        String text = "local t = { x = 'y' } " + "t[#t+1]=t.x..#t ".repeat(60);
        assertThat(text).hasSizeLessThan(1000);
        answer("build", Dialect.OPENRESTY, NAME, text, 1);
        assertThat(folder).doesNotExist();
    }

    /** The other function is written by the last process, with the first one kept. */
    @Test
    void functionsThatLookAtTheirLocalsDoSoEverywhere() throws IOException {
        String script =
                """
                local x
                local one = function(a, b) local name = debug.getlocal(1, 2) return name end
                if ... == 2 then
                    one = function(c, d) local name = debug.getlocal(1, 2) return name end
                end
                local own = debug.getlocal(1, 13)
                return own .. one() .. text({})
                """;
        assertThat(answer(script, 1)).isEqualTo("xb3!,9!,18!");
        byte[] kept = content();
        assertThat(answer(script, 1)).isEqualTo("xb3!,9!,18!");
        assertThat(content()).isEqualTo(kept);
        assertThat(answer(script, 2)).isEqualTo("xd3!,9!,18!");
    }

    @Test
    void aFolderThatOthersMayWriteToIsNotUsed() throws IOException {
        String script = "return text({ separator = 'abc' })";
        answer(script);
        change("abc", "xyz");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        CodeCache cache = CodeCache.in(folder, "build");
        String text = FUNCTIONS + script + PADDING;
        assertThat(answer(cache, Dialect.OPENRESTY, NAME, text, 1)).isEqualTo("3!abc9!abc18!");
        assertThatThrownBy(cache::save)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("others may write");
    }

    @Test
    void whatHasNotBeenUsedForLongestGoes() throws IOException {
        for (int i = 0; i < 6; i++) {
            Path file = Files.write(root.resolve("f" + i), new byte[100]);
            // The last two are the oldest.
            Files.setLastModifiedTime(file, FileTime.fromMillis(i < 4 ? 5000 + i : 1000 + i));
        }
        CodeCache.makeRoom(root, 600);
        assertThat(root.toFile().list()).hasSize(6);
        CodeCache.makeRoom(root, 599);
        assertThat(root.toFile().list()).containsExactlyInAnyOrder("f2", "f3");
    }

    @Test
    void aFolderThatCannotBeMadeIsTold() throws IOException {
        Files.writeString(root.resolve("a"), "a file");
        assertThatThrownBy(() -> answer("return sum(1, 4)")).isInstanceOf(IOException.class);
    }
}
