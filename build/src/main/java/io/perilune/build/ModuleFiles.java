// SPDX-License-Identifier: Apache-2.0
package io.perilune.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The class files and the sources of the module under test. Immutable. */
final class ModuleFiles {

    /**
     * Class names in constant pools: in class entries, descriptors and generic signatures alike.
     */
    private static final Pattern OWN_CLASS =
            Pattern.compile("io/perilune/(?:[a-z0-9_]+/)*[A-Z][A-Za-z0-9_$]*");

    private static final Path SOURCES = Path.of("src", "main", "java");

    /** A class of the module and the project's classes that it mentions, all by binary name. */
    record Mentions(String name, Set<String> used) {}

    private final List<Mentions> classes;

    private ModuleFiles(List<Mentions> classes) {
        this.classes = classes;
    }

    /** Reads the directory or jar that {@code anchor} was loaded from. */
    static ModuleFiles around(Class<?> anchor) {
        try {
            URI place = anchor.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path path = Path.of(place);
            if (Files.isDirectory(path)) {
                return new ModuleFiles(read(path));
            }
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                return new ModuleFiles(read(jar.getPath("/")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no place for " + anchor, e);
        }
    }

    List<Mentions> classes() {
        return classes;
    }

    /** The graph of the packages of this module; classes of other modules are left out. */
    PackageGraph packages() {
        Map<String, Mentions> own = new HashMap<>();
        classes.forEach(c -> own.put(c.name(), c));
        PackageGraph graph = new PackageGraph();
        for (Mentions user : classes) {
            user.used().stream()
                    .filter(own::containsKey)
                    .forEach(used -> graph.add(user.name(), used));
        }
        return graph;
    }

    /**
     * Every source file below {@code src/main/java} of the module, whose directory is the working
     * directory.
     */
    static List<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Mentions> read(Path root) throws IOException {
        List<Mentions> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    (Iterable<Path>)
                            files.filter(f -> f.toString().endsWith(".class")).sorted()::iterator) {
                if (!file.getFileName().toString().equals("module-info.class")) {
                    classes.add(mentions(ClassFile.of().parse(Files.readAllBytes(file))));
                }
            }
        }
        return List.copyOf(classes);
    }

    private static Mentions mentions(ClassModel model) {
        Set<String> used = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof Utf8Entry text) {
                Matcher names = OWN_CLASS.matcher(text.stringValue());
                while (names.find()) {
                    used.add(names.group().replace('/', '.'));
                }
            }
        }
        return new Mentions(model.thisClass().asInternalName().replace('/', '.'), used);
    }
}
