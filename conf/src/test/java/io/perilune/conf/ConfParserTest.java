// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perilune.conf.parse.ConfParser;
import io.perilune.conf.parse.ParsedConf;
import io.perilune.conf.parse.RawBodies;
import io.perilune.conf.print.ConfPrinter;
import io.perilune.conf.tree.Block;
import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfParserTest {
    /** A block ends at the line "END}". */
    private static final RawBodies RAW =
            new RawBodies() {
                @Override
                public boolean isRaw(String directive) {
                    return directive.equals("raw_block");
                }

                @Override
                public int end(byte[] text, int from) {
                    int end =
                            new String(text, java.nio.charset.StandardCharsets.ISO_8859_1)
                                    .indexOf("END}", from);
                    if (end < 0) {
                        throw new Unterminated("no END", from);
                    }
                    return end + 3;
                }
            };

    @TempDir Path folder;

    private static Block parse(String text) {
        return ConfParser.parseText("t.conf", text, RAW).main();
    }

    private static List<String> arguments(String text) {
        Block main = parse(text);
        main.checkComplete();
        return main.directives().getFirst().arguments();
    }

    @Test
    void quotesAndEscapesAreResolved() {
        assertThat(arguments("x 'a\"b' \"c'd\" 'e\\'f' a\\;b a\\ b \"\\t\\r\\n\\\\\\d\";"))
                .containsExactly("a\"b", "c'd", "e'f", "a\\;b", "a\\ b", "\t\r\n\\\\d");
    }

    @Test
    void aBraceBehindADollarBelongsToTheWord() {
        assertThat(arguments("x ${a}b \"${c}\" d$ {}")).containsExactly("${a}b", "${c}", "d$");
    }

    @Test
    void quotesInsideAWordAreOrdinary() {
        assertThat(arguments("x a\"b c'd;")).containsExactly("a\"b", "c'd");
    }

    @Test
    void aClosingParenthesisMayFollowAQuote() {
        assertThat(arguments("if ($a = \"b\"){}")).containsExactly("($a", "=", "b", ")");
    }

    @Test
    void commentsEndAtTheLine() {
        assertThat(arguments("# c ; {\nx # y\n a#b;")).containsExactly("a#b");
    }

    @Test
    void everyByteIsAChar() {
        assertThat(arguments("x \u00e4\u00ff '\u0000';")).containsExactly("\u00e4\u00ff", "\u0000");
    }

    @Test
    void linesAreCountedThroughQuotes() {
        Directive directive = parse("\nx\n'a\nb'\n;").directives().getFirst();
        assertThat(directive.line()).isEqualTo(2);
        assertThat(directive.openingLine()).isEqualTo(5);
        assertThat(directive.position().suffix()).isEqualTo(" in t.conf:5");
    }

    @Test
    void aRawBlockIsLeftToItsLanguage() {
        Block main = parse("a {\n raw_block $v {\n } ' { END}\n b; }\nc;");
        Directive raw = main.directives().getFirst().block().directives().getFirst();
        assertThat(raw.arguments()).containsExactly("$v");
        assertThat(raw.rawBlock()).isEqualTo("\n } ' { END");
        assertThat(raw.openingLine()).isEqualTo(2);
        assertThat(raw.position().line()).isEqualTo(3);
        assertThat(main.directives().get(1).position().line()).isEqualTo(5);
    }

    @Test
    void aRawBlockWithoutEndIsNamedWithItsLine() {
        assertThatThrownBy(() -> parse("\nraw_block {\n x").checkComplete())
                .hasMessage("no END in t.conf:2");
    }

    @Test
    void aSyntaxErrorEndsEveryBlockAroundIt() {
        Block main = parse("a { b; c { d; } e }");
        assertThat(main.brokenOff().problem()).isEqualTo("unexpected \"}\"");
        assertThat(main.directives().getFirst().block().brokenOff()).isSameAs(main.brokenOff());
        assertThat(main.directives().getFirst().block().directives()).hasSize(2);
    }

    @Test
    void includesStandWhereTheIncludeStood() throws IOException {
        Files.writeString(folder.resolve("main.conf"), "a; http { include sub/*.conf; z; }");
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/2.conf"), "two;");
        Files.writeString(folder.resolve("sub/1.conf"), "one;\nmore;");
        Files.writeString(folder.resolve("sub/.0.conf"), "hidden;");
        ParsedConf conf = ConfParser.parse(folder.resolve("main.conf"), RawBodies.NONE);
        List<Directive> http = conf.main().directives().get(1).block().directives();
        assertThat(http).extracting(Directive::name).containsExactly("one", "more", "two", "z");
        assertThat(http.get(1).position().suffix()).isEqualTo(" in " + folder + "/sub/1.conf:2");
        assertThat(ConfPrinter.print(conf.files()))
                .isEqualTo(
                        "# configuration file "
                                + folder
                                + "/main.conf:\na; http { include sub/*.conf; z; }\n"
                                + "# configuration file "
                                + folder
                                + "/sub/1.conf:\none;\nmore;\n"
                                + "# configuration file "
                                + folder
                                + "/sub/2.conf:\ntwo;\n");
    }

    @Test
    void aMissingIncludeIsNamed() throws IOException {
        Files.writeString(folder.resolve("main.conf"), "\ninclude x;");
        assertThat(ConfParser.parse(folder.resolve("main.conf"), RawBodies.NONE).main().brokenOff())
                .hasMessage(
                        "open() \""
                                + folder
                                + "/x\" failed (2: No such file or directory) in "
                                + folder
                                + "/main.conf:2");
    }

    @Test
    void aMissingMainFileHasNoPlace() {
        assertThatThrownBy(() -> ConfParser.parse(folder.resolve("none"), RawBodies.NONE))
                .isInstanceOf(ConfException.class)
                .hasMessage("open() \"" + folder + "/none\" failed (2: No such file or directory)");
    }

    @Test
    void anIncludedFolderIsAReadError() throws IOException {
        Files.writeString(folder.resolve("main.conf"), "include " + folder + ";");
        ConfException problem =
                ConfParser.parse(folder.resolve("main.conf"), RawBodies.NONE).main().brokenOff();
        assertThat(problem).hasMessage("pread() \"" + folder + "\" failed (21: Is a directory)");
        assertThat(problem.level()).isEqualTo(ConfException.Level.CRIT);
    }

    @Test
    void aFileThatIncludesItselfEnds() throws IOException {
        Files.writeString(folder.resolve("main.conf"), "include main.conf;");
        assertThat(
                        ConfParser.parse(folder.resolve("main.conf"), RawBodies.NONE)
                                .main()
                                .brokenOff()
                                .problem())
                .contains("Too many open files");
    }

    @Test
    void theCommandLineHasNoBlocks() {
        Block block = ConfParser.parseParameter("daemon off; pid 'x", "/");
        assertThat(block.directives()).hasSize(1);
        assertThat(block.brokenOff())
                .hasMessage("unexpected end of parameter, expecting \";\" in command line");
        assertThat(ConfParser.parseParameter("http {", "/").brokenOff())
                .hasMessage("block directives are not supported in -g option in command line");
    }
}
