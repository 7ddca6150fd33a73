// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.parse;

import io.perilune.conf.tree.Block;
import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.ConfPosition;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a configuration and all it includes into a tree. Single use.
 *
 * <p>A syntax error does not throw: it ends the block it stands in and all around it, see {@link
 * Block#brokenOff}, so that a complaint about a directive further up comes first, as in nginx.
 * Included directives stand where the include stood.
 */
public final class ConfParser {
    /** nginx stops when it runs out of file descriptors, or of stack. */
    private static final int DEEPEST = 400;

    private static final String IS_FOLDER = "21: Is a directory";

    private final String folder;
    private final RawBodies rawBodies;
    private final Map<String, ConfFile> files = new LinkedHashMap<>();
    private int depth;

    private ConfParser(String folder, RawBodies rawBodies) {
        this.folder = folder;
        this.rawBodies = rawBodies;
    }

    /**
     * @throws ConfException when the file itself cannot be read
     */
    public static ParsedConf parse(Path file, RawBodies rawBodies) {
        return parse(FileName.text(file), rawBodies);
    }

    /**
     * @param file the main file as complaints shall name it; includes are relative to its folder
     * @throws ConfException when the file itself cannot be read
     */
    public static ParsedConf parse(String file, RawBodies rawBodies) {
        ConfParser parser = new ConfParser(file.substring(0, file.lastIndexOf('/') + 1), rawBodies);
        Level level = parser.file(file, null);
        return new ParsedConf(level.block(), List.copyOf(parser.files.values()));
    }

    /** Reads a text that stands in no file, as if it were the content of {@code file}. */
    public static ParsedConf parseText(String file, String text, RawBodies rawBodies) {
        ConfParser parser = new ConfParser(file.substring(0, file.lastIndexOf('/') + 1), rawBodies);
        Level level = parser.text(file, text.getBytes(StandardCharsets.ISO_8859_1));
        return new ParsedConf(level.block(), List.copyOf(parser.files.values()));
    }

    /**
     * Reads what stands behind {@code -g}: directives without blocks.
     *
     * @param folder what includes are relative to, with a slash at its end
     */
    public static Block parseParameter(String text, String folder) {
        ConfParser parser = new ConfParser(folder, RawBodies.NONE);
        ConfLexer lexer = new ConfLexer(null, text.getBytes(StandardCharsets.ISO_8859_1));
        Level level = new Level();
        level.run(() -> parser.directives(lexer, level, Kind.PARAMETER));
        level.end = lexer.position();
        return level.block();
    }

    private enum Kind {
        FILE,
        BLOCK,
        PARAMETER
    }

    /** A block while it is read. Confined to its parser. */
    private static final class Level {
        final List<Directive> directives = new ArrayList<>();
        ConfPosition end;
        ConfException brokenOff;

        Block block() {
            return new Block(directives, end, brokenOff);
        }

        void run(Runnable reading) {
            try {
                reading.run();
            } catch (ConfException problem) {
                brokenOff = problem;
            }
        }
    }

    private Level file(String name, ConfPosition includedAt) {
        try {
            return text(name, FileName.read(name));
        } catch (IOException e) {
            if (FileName.error(e).equals(IS_FOLDER)) {
                String problem = "pread() \"" + name + "\" failed (" + IS_FOLDER + ')';
                throw new ConfException(ConfException.Level.CRIT, problem, null);
            }
            throw new ConfException(FileName.problem(e, name), includedAt);
        }
    }

    private Level text(String name, byte[] bytes) {
        files.putIfAbsent(name, new ConfFile(name, new String(bytes, StandardCharsets.ISO_8859_1)));
        ConfLexer lexer = new ConfLexer(name, bytes);
        Level level = new Level();
        level.run(() -> directives(lexer, level, Kind.FILE));
        level.end = lexer.position();
        return level;
    }

    private void directives(ConfLexer lexer, Level level, Kind kind) {
        while (level.brokenOff == null) {
            switch (lexer.next()) {
                case SEMICOLON -> simple(lexer, level);
                case OPENING_BRACE -> withBlock(lexer, level, kind);
                case CLOSING_BRACE -> {
                    if (kind != Kind.BLOCK) {
                        throw lexer.fail("unexpected \"}\"");
                    }
                    return;
                }
                case END_OF_TEXT -> {
                    if (kind == Kind.BLOCK) {
                        throw lexer.fail("unexpected end of file, expecting \"}\"");
                    }
                    return;
                }
            }
        }
    }

    private void simple(ConfLexer lexer, Level level) {
        List<String> words = List.copyOf(lexer.words());
        if (words.getFirst().equals("include")) {
            if (words.size() != 2) {
                throw lexer.fail("invalid number of arguments in \"include\" directive");
            }
            include(words.get(1), lexer.position(), level);
            return;
        }
        level.directives.add(directive(words, null, null, lexer.firstLine(), lexer));
    }

    private void withBlock(ConfLexer lexer, Level level, Kind kind) {
        if (kind == Kind.PARAMETER) {
            throw lexer.fail("block directives are not supported in -g option");
        }
        List<String> words = List.copyOf(lexer.words());
        if (words.getFirst().equals("include")) {
            throw lexer.fail("directive \"include\" is not terminated by \";\"");
        }
        int firstLine = lexer.firstLine();
        ConfPosition opening = lexer.position();
        if (rawBodies.isRaw(words.getFirst())) {
            String raw = lexer.rawBlock(rawBodies);
            level.directives.add(
                    new Directive(
                            words.getFirst(),
                            words.subList(1, words.size()),
                            null,
                            raw,
                            firstLine,
                            opening.line(),
                            lexer.position()));
            return;
        }
        if (depth >= DEEPEST) {
            throw lexer.fail("blocks are nested too deeply");
        }
        depth++;
        Level inner = new Level();
        inner.run(() -> directives(lexer, inner, Kind.BLOCK));
        inner.end = lexer.position();
        depth--;
        level.directives.add(
                new Directive(
                        words.getFirst(),
                        words.subList(1, words.size()),
                        inner.block(),
                        null,
                        firstLine,
                        opening.line(),
                        opening));
        level.brokenOff = inner.brokenOff;
    }

    private static Directive directive(
            List<String> words, Block block, String raw, int firstLine, ConfLexer lexer) {
        return new Directive(
                words.getFirst(),
                words.subList(1, words.size()),
                block,
                raw,
                firstLine,
                lexer.line(),
                lexer.position());
    }

    private void include(String argument, ConfPosition position, Level level) {
        String name = argument.startsWith("/") ? argument : folder + argument;
        if (depth >= DEEPEST) {
            throw new ConfException(
                    "open() \"" + name + "\" failed (24: Too many open files)", position);
        }
        List<String> names = Glob.isPattern(name) ? Glob.expand(absolute(name)) : List.of(name);
        depth++;
        for (String each : names) {
            Level included = file(each, position);
            level.directives.addAll(included.directives);
            if (included.brokenOff != null) {
                throw included.brokenOff;
            }
        }
        depth--;
    }

    private static String absolute(String name) {
        return name.startsWith("/") ? name : FileName.text(FileName.path(name).toAbsolutePath());
    }
}
