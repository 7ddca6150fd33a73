// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.value;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * File names between this project's texts (one char per byte) and Java's paths, and errors in the
 * words of nginx with the numbers of errno. Stateless.
 */
public final class FileName {
    private static final Charset NATIVE =
            Charset.forName(
                    System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.UTF_8);

    private FileName() {}

    /**
     * @throws InvalidPathException when the bytes are no file name here: a NUL, or no text in the
     *     system's encoding
     */
    public static Path path(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return Path.of(new String(name.getBytes(StandardCharsets.ISO_8859_1), NATIVE));
            }
        }
        return Path.of(name);
    }

    public static String text(Path path) {
        return new String(path.toString().getBytes(NATIVE), StandardCharsets.ISO_8859_1);
    }

    /** The whole file; a folder fails as read(2) does. */
    public static byte[] read(String name) throws IOException {
        try {
            return Files.readAllBytes(path(name));
        } catch (InvalidPathException e) {
            throw new NoSuchFileException(name);
        }
    }

    /** {@code open() "NAME" failed (2: No such file or directory)}. */
    public static String problem(IOException e, String name) {
        return "open() \"" + name + "\" failed (" + error(e) + ')';
    }

    /** The number and text of errno: {@code 2: No such file or directory}. */
    public static String error(IOException e) {
        return switch (e) {
            case NoSuchFileException missing when isBelowFile(missing.getFile()) ->
                    "20: Not a directory";
            case NoSuchFileException missing -> "2: No such file or directory";
            case AccessDeniedException denied -> "13: Permission denied";
            case FileSystemException other when other.getReason() != null ->
                    byText(other.getReason());
            default -> byText(String.valueOf(e.getMessage()));
        };
    }

    /** Java does not tell ENOTDIR from ENOENT everywhere. */
    private static boolean isBelowFile(String name) {
        if (name == null) {
            return false;
        }
        Path folder = Path.of(name).getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder != null && !Files.isDirectory(folder);
    }

    private static String byText(String text) {
        return switch (text) {
            case "Is a directory" -> "21: Is a directory";
            case "Not a directory" -> "20: Not a directory";
            case "File name too long" -> "36: File name too long";
            case "Too many levels of symbolic links",
                    "Too many levels of symbolic links or unable to access attributes of symbolic link" ->
                    "40: Too many levels of symbolic links";
            case "Too many open files" -> "24: Too many open files";
            case "No space left on device" -> "28: No space left on device";
            case "Read-only file system" -> "30: Read-only file system";
            case "Input/output error" -> "5: Input/output error";
            default -> "5: " + text;
        };
    }
}
