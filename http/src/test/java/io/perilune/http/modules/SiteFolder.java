// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** A folder with the files that the answers in answers.txt were recorded with. Stateless. */
final class SiteFolder {

    private static final FileTime MODIFIED = FileTime.fromMillis(1_700_000_000_000L);

    private SiteFolder() {}

    static void fill(Path prefix) throws IOException {
        Path html = prefix.resolve("html");
        write(html.resolve("a.txt"), "hello world, this is a text\n".repeat(3));
        write(html.resolve("idx/idx.html"), "<i>idx</i>");
        write(html.resolve("idx/other.html"), "other");
        Files.createDirectories(html.resolve("idxabs"));
        Files.createDirectories(html.resolve("sp ace"));
        write(html.resolve("empty.txt"), "");
        write(html.resolve("b.html"), "<html>" + "x".repeat(500));
        write(html.resolve("noext"), "zz");
        write(html.resolve("UP.TXT"), "up");
        Files.createDirectories(html.resolve("dir/sub"));
        write(html.resolve("dir/b <&>.txt"), "x");
        write(html.resolve("dir/" + "a".repeat(60) + ".txt"), "");
        write(html.resolve("dir/z"), "");
        write(html.resolve("dir/\u00e9.txt"), "1".repeat(20_000));
        Files.setLastModifiedTime(html.resolve("dir/sub"), MODIFIED);
        write(
                prefix.resolve("users"),
                """
                plain:{PLAIN}pw
                # the others have the password "secret"
                sha:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=
                apr:$apr1$abcdefgh$h9FWgUz3n9YxylKLlR5SQ/
                crypt:abNANd1rDfiNc
                md5:$6$xyz$.93lutCQh7gdmqGUmc0pqsyIV6oV.yg/JdutjxPyVxVRhfQnlOaWqbPLlVr.r.CkGAEbx50p7atJLgFxm972z0
                """);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        Files.setLastModifiedTime(file, MODIFIED);
    }
}
