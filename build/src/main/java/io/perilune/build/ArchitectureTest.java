// SPDX-License-Identifier: Apache-2.0
package io.perilune.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What holds for every module; each module has a subclass that names one of its own classes. Single
 * use.
 *
 * <p>Class files are read, not sources, so a knot that the compiler cannot see (it accepts cycles
 * inside a module) is found wherever it hides: in a signature, a constant or a lambda. Sources are
 * read only for what class files do not keep: licence lines, package notes and lengths. Tests run
 * in the module's directory.
 */
public abstract class ArchitectureTest {

    /** A name with one of these ends says that its class has no idea yet. */
    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*(Impl|Utils?|Helper|Manager)(\\$.*)?");

    private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0";
    private static final int LONGEST_FILE = 1000;

    private final ModuleFiles files;

    /**
     * @param anchor any class of the module's main code
     */
    protected ArchitectureTest(Class<?> anchor) {
        this.files = ModuleFiles.around(anchor);
    }

    @Test
    final void packagesFormNoCycle() {
        assertThat(files.packages().cycle()).as("a package cycle").isEmpty();
    }

    @Test
    final void classesHaveNamesOfTheField() {
        assertThat(files.classes())
                .extracting(ModuleFiles.Mentions::name)
                .noneMatch(name -> EMPTY_NAME.matcher(name).matches());
    }

    @Test
    final void everyPackageHasItsNote() {
        Set<Path> packages = new TreeSet<>();
        for (Path source : ModuleFiles.sources()) {
            if (!source.endsWith("module-info.java")) {
                packages.add(source.getParent());
            }
        }
        assertThat(packages)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
    }

    @Test
    final void filesAreLicensedAndOfReadableLength() throws IOException {
        List<String> complaints = new ArrayList<>();
        for (Path source : ModuleFiles.sources()) {
            List<String> lines = Files.readAllLines(source, StandardCharsets.UTF_8);
            if (lines.isEmpty() || !lines.getFirst().equals(LICENCE)) {
                complaints.add(source + " does not begin with its licence line");
            }
            if (lines.size() > LONGEST_FILE) {
                complaints.add(source + " has " + lines.size() + " lines");
            }
        }
        assertThat(complaints).isEmpty();
    }
}
