// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import io.perilune.lua.compiler.emit.KeptClasses;
import io.perilune.lua.compiler.store.Build;
import io.perilune.lua.compiler.store.ChunkInput;
import io.perilune.lua.compiler.store.ChunkOutput;
import io.perilune.lua.compiler.store.StoredChunk;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.compiler.syntax.Source;
import io.perilune.lua.runtime.Threshold;
import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * A folder with the classes of Lua files, so that a process that loads a file which another one has
 * loaded before neither reads nor compiles it. Thread-safe, and so is the folder: any number of
 * processes may use it.
 *
 * <p>Kept are chunks with the name of a file ({@code @name}) and at least 1,000 bytes of text,
 * under all that their code depends on: the whole text, its name, the dialect and the jars that
 * this library is in (without jars, nothing is found again). What has changed is not found and so
 * compiled again. A function that no process has called yet is compiled when it is called, and
 * added.
 *
 * <p>Nothing is written before {@link #save}, which leaves a chunk alone with less than 4,096 new
 * bytes of class files. The folder takes 256 MB; then what has not been used for longest goes.
 * Whoever can write to the folder can run code in the process: one of another owner, or that others
 * may write to, is not used.
 */
public final class CodeCache implements Closeable {
    private static final int LEAST_TEXT = Threshold.of(1000, 1);
    private static final int LEAST_NEWS = Threshold.of(4096, 1);
    private static final long MOST_BYTES = 256 << 20;
    private static final long DAY = 86_400_000;

    private static final int MAGIC = 0x506c_4331;
    private static final int HEAD = 2 * Integer.BYTES;
    private static final String SUFFIX = ".code";
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final boolean HAS_OWNERS =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path folder;
    private final Supplier<String> build;

    /** Known from the first chunk on: many programs have none to keep. */
    private Boolean isReadable;

    private final Map<File, Open> open = new ConcurrentHashMap<>();

    /** A chunk of this process. */
    private record Open(Source source, Dialect dialect, StoredChunk chunk) {}

    private CodeCache(Path folder, Supplier<String> build) {
        this.folder = folder;
        this.build = build;
    }

    /** The cache in a folder of the default file system, which need not exist yet. */
    public static CodeCache in(Path folder) {
        return new CodeCache(folder, Build::id);
    }

    /** As by another build of this library: for tests. */
    static CodeCache in(Path folder, String build) {
        return new CodeCache(folder, () -> build);
    }

    private synchronized boolean isReadable() {
        if (isReadable == null) {
            isReadable = isOurs(folder);
        }
        return isReadable;
    }

    private static boolean isOurs(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try {
            return !HAS_OWNERS || isOurs(Files.readAttributes(folder, PosixFileAttributes.class));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean isOurs(PosixFileAttributes attributes) {
        return attributes.owner().getName().equals(System.getProperty("user.name"))
                && OTHERS.stream().noneMatch(attributes.permissions()::contains);
    }

    /** What is known of a chunk, and who is to be told of its classes. */
    KeptClasses of(Source source, Dialect dialect) {
        if (source.text().length < LEAST_TEXT
                || !source.chunkName().startsWith("@")
                || source.firstLine() != 1) {
            return KeptClasses.NONE;
        }
        File file = file(source, dialect);
        StoredChunk chunk = isReadable() ? read(file, source, dialect) : null;
        Open opened = new Open(source, dialect, chunk == null ? new StoredChunk() : chunk);
        open.put(file, opened);
        return opened.chunk;
    }

    /** Texts that share a file take turns in it. */
    private File file(Source source, Dialect dialect) {
        CRC32 text = new CRC32();
        text.update(source.text());
        int name = 31 * (31 * source.chunkName().hashCode() + build.get().hashCode());
        long both = text.getValue() << 32 | name + (dialect.compat52() ? 1 : 0) & 0xffff_ffffL;
        return new File(folder.toFile(), Long.toHexString(both) + SUFFIX);
    }

    // --- files: magic number, checksum of the rest, what the code depends on, the classes --------

    private StoredChunk read(File file, Source source, Dialect dialect) {
        byte[] bytes = bytes(file);
        if (bytes.length < HEAD
                || ByteBuffer.wrap(bytes).getInt() != MAGIC
                || ByteBuffer.wrap(bytes).getInt(Integer.BYTES) != checksum(bytes)) {
            return null;
        }
        touch(file);
        ChunkInput input = new ChunkInput(bytes, HEAD);
        boolean isOfText = input.isBlock(head(source, dialect)) && input.isBlock(source.text());
        return isOfText ? new StoredChunk(input) : null;
    }

    /** None when there is no such file, or it cannot be read. */
    private static byte[] bytes(File file) {
        if (!file.isFile()) {
            return new byte[0];
        }
        try {
            return Files.readAllBytes(file.toPath());
        } catch (IOException unreadable) {
            return new byte[0];
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes, HEAD, bytes.length - HEAD);
        return (int) sum.getValue();
    }

    /** Says that it is in use. */
    private static void touch(File file) {
        long now = System.currentTimeMillis();
        if (now - file.lastModified() > DAY) {
            // Whether that is possible decides nothing but when the file goes.
            file.setLastModified(now);
        }
    }

    private byte[] head(Source source, Dialect dialect) {
        return (build.get() + '\n' + source.chunkName() + '\n' + dialect.compat52())
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Writes the classes that are new since the last time, and forgets them.
     *
     * @throws IOException when the folder or a file in it cannot be written, or the folder is
     *     another user's
     */
    public void save() throws IOException {
        boolean hasWritten = false;
        for (Map.Entry<File, Open> entry : open.entrySet()) {
            if (entry.getValue().chunk.news() >= LEAST_NEWS) {
                write(entry.getKey(), entry.getValue());
                hasWritten = true;
            }
        }
        open.clear();
        if (hasWritten) {
            makeRoom(folder, MOST_BYTES);
        }
    }

    /** As {@link #save}. */
    @Override
    public void close() throws IOException {
        save();
    }

    private void write(File file, Open chunk) throws IOException {
        makeFolder();
        ChunkOutput out = new ChunkOutput();
        out.block(head(chunk.source, chunk.dialect)).block(chunk.source.text());
        chunk.chunk.write(out);
        byte[] content = out.toBytes();
        byte[] whole = new byte[HEAD + content.length];
        System.arraycopy(content, 0, whole, HEAD, content.length);
        ByteBuffer.wrap(whole).putInt(MAGIC).putInt(checksum(whole));
        // In one step, so that nobody reads half a file.
        File part = new File(file.getPath() + "." + ProcessHandle.current().pid());
        try {
            try (FileOutputStream stream = new FileOutputStream(part)) {
                stream.write(whole);
            }
            Files.move(part.toPath(), file.toPath(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            part.delete();
            throw failed;
        }
    }

    private void makeFolder() throws IOException {
        if (isReadable()) {
            return;
        }
        if (HAS_OWNERS) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
        if (!isOurs(folder)) {
            throw new FileSystemException(
                    folder.toString(), null, "belongs to somebody else, or others may write to it");
        }
    }

    /** A file as it was found: other processes use the folder, too. */
    private record Kept(File file, long lastUse, long size) {}

    /** Where there is more than this, half of it stays, of what was used last. */
    static void makeRoom(Path folder, long most) {
        File[] files = folder.toFile().listFiles();
        if (files == null) {
            return;
        }
        List<Kept> all = new ArrayList<>();
        long total = 0;
        for (File file : files) {
            all.add(new Kept(file, file.lastModified(), file.length()));
            total += all.getLast().size;
        }
        if (total <= most) {
            return;
        }
        all.sort(Comparator.comparingLong(Kept::lastUse));
        for (Kept oldest : all) {
            if (total > most / 2) {
                total -= oldest.size;
                // When that is not possible, another process has done it.
                oldest.file.delete();
            }
        }
    }
}
