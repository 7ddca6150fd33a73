// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.lua.Lua;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/**
 * Lines from a terminal, with JLine: editing over several lines, a history that is kept in a file,
 * completion. Ctrl-C forgets the line, or stops the chunk that runs. Confined to one thread.
 */
final class EditedLines implements LuaLines {

    private static final String HISTORY = ".perilune_history";
    private static final String MORE = ">> ";

    private final org.jline.terminal.Terminal terminal;
    private final LineReader reader;

    /** With lines from this terminal; null for no history file. */
    EditedLines(Lua lua, org.jline.terminal.Terminal terminal, Path history) {
        this.terminal = terminal;
        LuaCompletion completion = new LuaCompletion(lua.vm());
        LineReaderBuilder builder =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .parser(new ChunkParser(lua))
                        .completer(
                                (line, word, candidates) ->
                                        completion
                                                .candidates(word.word())
                                                .forEach(name -> candidates.add(candidate(name))))
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE);
        if (history != null) {
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        reader = builder.build();
        terminal.handle(Signal.INT, signal -> lua.stop("interrupted!"));
    }

    /** On the process's terminal; plain lines when that cannot do more. */
    static LuaLines open(Lua lua) {
        String kind = System.getenv("TERM");
        if (kind == null || kind.equals("dumb")) {
            return new PlainLines();
        }
        try {
            org.jline.terminal.Terminal terminal =
                    TerminalBuilder.builder().name("lua").system(true).dumb(true).build();
            if (terminal.getType().startsWith("dumb")) {
                terminal.close();
                return new PlainLines();
            }
            return new EditedLines(lua, terminal, history());
        } catch (IOException failed) {
            Terminal.err("perilune lua: no line editing: " + failed.getMessage() + "\n");
            return new PlainLines();
        }
    }

    private static Path history() {
        Path home = Path.of(System.getProperty("user.home", "."));
        return Files.isWritable(home) ? home.resolve(HISTORY) : null;
    }

    private static Candidate candidate(String name) {
        return new Candidate(name, name, null, null, null, null, false);
    }

    @Override
    public String read(String prompt) throws Discarded {
        try {
            String text = reader.readLine(prompt);
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        } catch (EndOfFileException end) {
            return null;
        } catch (UserInterruptException interrupted) {
            throw new Discarded();
        }
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException failed) {
            Terminal.err("perilune lua: " + failed.getMessage() + "\n");
        }
    }

    /** Knows when Enter ends a chunk, and what word is to be completed. */
    private record ChunkParser(Lua lua) implements Parser {

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            boolean isEntered =
                    context == ParseContext.ACCEPT_LINE || context == ParseContext.UNSPECIFIED;
            if (isEntered && LuaPrompt.isUnfinished(lua, line)) {
                throw new EOFError(-1, -1, "the chunk is not finished");
            }
            String before = line.substring(0, cursor);
            return new Word(line, cursor, before.substring(LuaCompletion.wordStart(before)));
        }
    }

    /** The path before the cursor is the only word. */
    private record Word(String line, int cursor, String word) implements CompletingParsedLine {

        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return word.length();
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }
    }
}
