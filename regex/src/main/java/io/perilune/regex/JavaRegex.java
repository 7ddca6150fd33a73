// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * {@link Regex} on {@code java.util.regex}, until the project's own engine takes its place.
 *
 * <p>What PCRE spells differently is translated first: {@code (?P<name>}, {@code (?'name'},
 * {@code (?P=name)}, {@code (?P>name)} (refused by the engine), names with underscores (which Java
 * does not allow: group names are numbered stand-ins here), and {@code $} which in PCRE matches
 * before a final {@code \n} only. Immutable.
 */
final class JavaRegex implements Regex {

    private final String source;
    private final Pattern compiled;
    private final boolean anchored;
    private final int groups;
    private final List<NamedGroup> names;

    private JavaRegex(String source, Pattern compiled, boolean anchored, List<NamedGroup> names) {
        this.source = source;
        this.compiled = compiled;
        this.anchored = anchored;
        this.groups = compiled.matcher("").groupCount();
        this.names = names;
    }

    static JavaRegex compile(String pattern, String options) throws RegexException {
        int flags = Pattern.UNIX_LINES;
        boolean anchored = false;
        for (int i = 0; i < options.length(); i++) {
            switch (options.charAt(i)) {
                case 'i' -> flags |= Pattern.CASE_INSENSITIVE;
                case 'm' -> flags |= Pattern.MULTILINE;
                case 's' -> flags |= Pattern.DOTALL;
                case 'x' -> flags |= Pattern.COMMENTS;
                case 'a' -> anchored = true;
                default -> { }
            }
        }
        Translation translation = new Translation(pattern);
        try {
            Pattern compiled = Pattern.compile(translation.translate(), flags);
            return new JavaRegex(pattern, compiled, anchored, translation.numberedNames(compiled));
        } catch (PatternSyntaxException e) {
            throw new RegexException(pcreText(e.getDescription()), e.getIndex());
        } catch (StackOverflowError e) {
            throw new RegexException("regular expression is too large", 0);
        }
    }

    /** The commonest complaints in PCRE2's words. */
    private static String pcreText(String description) {
        return switch (description) {
            case "Unclosed group" -> "missing closing parenthesis";
            case "Unmatched closing ')'" -> "unmatched closing parenthesis";
            case "Unclosed character class" -> "missing terminating ] for character class";
            default -> description.startsWith("Dangling meta character")
                    ? "quantifier does not follow a repeatable item" : description;
        };
    }

    @Override
    public String pattern() {
        return source;
    }

    @Override
    public int groupCount() {
        return groups;
    }

    @Override
    public List<NamedGroup> namedGroups() {
        return names;
    }

    @Override
    public RegexMatch match(String subject, int from) {
        if (from < 0 || from > subject.length()) {
            return null;
        }
        Matcher matcher = compiled.matcher(subject);
        if (anchored) {
            matcher.region(from, subject.length()).useAnchoringBounds(false)
                    .useTransparentBounds(true);
            return matcher.lookingAt() ? bounds(subject, matcher) : null;
        }
        return matcher.find(from) ? bounds(subject, matcher) : null;
    }

    @Override
    public boolean match(byte[] subject, int begin, int end, int from, int[] bounds) {
        throw new UnsupportedOperationException("bytes");
    }

    @Override
    public RegexMatcher matcher() {
        throw new UnsupportedOperationException("bytes");
    }

    private RegexMatch bounds(String subject, Matcher matcher) {
        int[] bounds = new int[2 * groups + 2];
        for (int i = 0; i <= groups; i++) {
            bounds[2 * i] = matcher.start(i);
            bounds[2 * i + 1] = matcher.end(i);
        }
        return new RegexMatch(subject, bounds);
    }

    /** Rewrites PCRE's spellings into Java's. Single use. */
    private static final class Translation {

        private final String in;
        private final StringBuilder out = new StringBuilder();
        /** PCRE's name to the stand-in that Java accepts. */
        private final Map<String, String> standIns = new HashMap<>();
        private int at;

        Translation(String pattern) {
            in = pattern;
        }

        String translate() {
            while (at < in.length()) {
                char c = in.charAt(at);
                if (c == '\\') {
                    escape();
                } else if (c == '[') {
                    characterClass();
                } else if (c == '(' && !groupSpelling()) {
                    out.append(in.charAt(at++));
                } else if (c != '(') {
                    out.append(in.charAt(at++));
                }
            }
            return out.toString();
        }

        private void escape() {
            if (at + 1 < in.length() && in.charAt(at + 1) == 'Q') {
                int end = in.indexOf("\\E", at);
                end = end < 0 ? in.length() : end + 2;
                out.append(in, at, end);
                at = end;
                return;
            }
            if (at + 2 < in.length() && in.charAt(at + 1) == 'k') {
                char open = in.charAt(at + 2);
                int end = in.indexOf(closing(open), at + 3);
                if ((open == '<' || open == '{' || open == '\'') && end > 0) {
                    out.append("\\k<").append(standIn(in.substring(at + 3, end))).append('>');
                    at = end + 1;
                    return;
                }
            }
            int end = Math.min(at + 2, in.length());
            out.append(in, at, end);
            at = end;
        }

        /** Copies a class; a bare '[' inside is literal in PCRE and nests in Java. */
        private void characterClass() {
            out.append(in.charAt(at++));
            if (at < in.length() && in.charAt(at) == '^') {
                out.append(in.charAt(at++));
            }
            if (at < in.length() && in.charAt(at) == ']') {
                out.append("\\]");
                at++;
            }
            while (at < in.length() && in.charAt(at) != ']') {
                classMember();
            }
        }

        private void classMember() {
            char c = in.charAt(at);
            if (c == '\\') {
                int end = Math.min(at + 2, in.length());
                out.append(in, at, end);
                at = end;
            } else if (in.startsWith("[:", at) && in.indexOf(":]", at + 2) > 0) {
                posixClass();
            } else {
                if (c == '[' || c == '&') {
                    out.append('\\');
                }
                out.append(c);
                at++;
            }
        }

        private void posixClass() {
            int end = in.indexOf(":]", at + 2);
            String name = in.substring(at + 2, end);
            boolean negated = name.startsWith("^");
            String java = switch (negated ? name.substring(1) : name) {
                case "alpha" -> "Alpha";
                case "digit" -> "Digit";
                case "alnum" -> "Alnum";
                case "upper" -> "Upper";
                case "lower" -> "Lower";
                case "punct" -> "Punct";
                case "graph" -> "Graph";
                case "print" -> "Print";
                case "blank" -> "Blank";
                case "cntrl" -> "Cntrl";
                case "xdigit" -> "XDigit";
                case "space" -> "Space";
                case "word" -> null;
                default -> throw new PatternSyntaxException("unknown POSIX class name", in, at);
            };
            out.append(java == null ? (negated ? "\\W" : "\\w")
                    : (negated ? "\\P{" : "\\p{") + java + "}");
            at = end + 2;
        }

        /** Copies the start of a group if it is spelled in PCRE's way; false: it is plain. */
        private boolean groupSpelling() {
            if (in.startsWith("(?P<", at)) {
                return named(4, '>');
            }
            if (in.startsWith("(?'", at)) {
                return named(3, '\'');
            }
            if (in.startsWith("(?<", at) && at + 3 < in.length()
                    && in.charAt(at + 3) != '=' && in.charAt(at + 3) != '!') {
                return named(3, '>');
            }
            int end = in.indexOf(')', at);
            if (in.startsWith("(?P=", at) && end > 0) {
                out.append("\\k<").append(standIn(in.substring(at + 4, end))).append('>');
                at = end + 1;
                return true;
            }
            if (in.startsWith("(?#", at) && end > 0) {
                at = end + 1;
                return true;
            }
            return false;
        }

        private boolean named(int prefix, char close) {
            int end = in.indexOf(close, at + prefix);
            if (end < 0) {
                return false;
            }
            out.append("(?<").append(standIn(in.substring(at + prefix, end))).append('>');
            at = end + 1;
            return true;
        }

        private String standIn(String name) {
            return standIns.computeIfAbsent(name, n -> "g" + standIns.size() + "n");
        }

        private static char closing(char open) {
            return open == '<' ? '>' : open == '{' ? '}' : '\'';
        }

        List<NamedGroup> numberedNames(Pattern compiled) {
            Map<String, Integer> numbers = compiled.namedGroups();
            List<NamedGroup> result = new ArrayList<>();
            standIns.forEach((name, standIn) -> {
                if (numbers.containsKey(standIn)) {
                    result.add(new NamedGroup(name, numbers.get(standIn)));
                }
            });
            result.sort(Comparator.comparingInt(NamedGroup::number));
            return List.copyOf(result);
        }
    }
}
