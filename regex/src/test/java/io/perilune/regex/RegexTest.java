// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexTest {

    private static final char QUOTE = '"';

    /** Groups joined by commas; "-" for one that took no part, "none" for no match. */
    private static String groups(String pattern, String options, String subject) throws Exception {
        Regex regex = Regex.compile(pattern, options == null ? "" : options);
        RegexMatch match = regex.match(subject);
        return match == null
                ? "none"
                : IntStream.rangeClosed(0, match.groupCount())
                        .mapToObj(i -> match.group(i) == null ? "-" : match.group(i))
                        .collect(Collectors.joining(","));
    }

    /** Columns: pattern, options, subject, groups; ~ is a line feed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = QUOTE,
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "(?<year>\\d{4})-(\\d\\d);; on 2024-05-06; 2024-05,2024,05",
                "(?P<q>['\"\"])(.*?)(?P=q);; say 'hi'; 'hi',',hi",
                "(?'a'x)\\k{a}\\g{a}\\k'a';; xxxx; xxxx,x",
                "(a)?b\\K(c);; abc; c,a,c",
                "\\((?:[^()]++|(?R))*\\);; f(a(b)c); (a(b)c)",
                "^(.*)(?1)$;; abab; abab,abab",
                "(?(DEFINE)(?<byte>25[0-5]|2[0-4]\\d|1?\\d?\\d))\\b(?&byte)(?:\\.(?&byte)){3}\\b;; ip 10.0.255.7; 10.0.255.7,-",
                "(<)?a(?(1)>|!);; <a>; <a>,<",
                "(<)?a(?(1)>|!);; a!; a!,-",
                "(?|a(b)|c(d))\\1;; cdd; cdd,d",
                "(?>a+)b;; aaab; aaab",
                "a++a;; aaaa; none",
                "(?<=ab|c)d;; abd cd; d",
                "(?<!a)b;; abcb; b",
                "\\Ba\\B;; bab; a",
                "a\\Rb;; a~b; a~b",
                "x\\h+\\v;; x  ~; x  ~",
                "[[:alpha:]]+[[:^digit:]];; 1ab-; ab-",
                "\\101\\x42\\o{103};; ABC; ABC",
                "(?U)a+;; aaa; a",
                "(?U)a+?;; aaa; aaa",
                "a(?#comment)b;; ab; ab",
                "a{x;; a{x; a{x",
                "[[a]+;; [a; [a",
                "[a&&b]+;; a&b; a&b",
                "\\Qa.b\\E+;; a.bb; a.bb",
                "a b # c; x; ab; ab",
                "(?i)STRASSE;; strasse; strasse",
                "a(*SKIP)(*FAIL)|b;; ab; b",
                "a(?:b(*ACCEPT)c|d);; ab; ab",
                "a+(*COMMIT)b;; aac aab; none",
                "a(b(*THEN)x|c)|a.;; ab; ab,-",
                "^b; m; a~b; b",
                "a.b; s; a~b; a~b",
                "b; a; ab; none",
                "a|ab|abc; d; abc; abc",
                "(a|ab)(c|bcd)(d*);; abcd; abcd,a,bcd,",
                "(a*)*;; aab; \"aa,\"",
                "(?:(a)|b)*;; ab; ab,a",
                "(?<n>a)|(?<n>b); D; b; b,-,b",
                "\\N+; s; ab~c; ab",
                "x{,3};; x{,3}; x{,3}",
            })
    void patternMeansWhatItMeansInPcre(
            String pattern, String options, String subject, String expected) throws Exception {
        assertThat(groups(pattern, options, subject.replace('~', '\n')))
                .isEqualTo(expected.replace('~', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a**; quantifier does not follow a repeatable item; 2",
                "(ab; missing closing parenthesis; 3",
                "ab); unmatched closing parenthesis; 2",
                "[a; missing terminating ] for character class; 2",
                "\\; \\ at end of pattern; 1",
                "\\1; reference to non-existent subpattern; 1",
                "(?<=a+)b; lookbehind assertion is not fixed length; 0",
                "(?z); unrecognized character after (? or (?-; 2",
                "a{2,1}; numbers out of order in {} quantifier; 5",
                "[b-a]; range out of order in character class; 3",
                "(?<1a>x); subpattern name must start with a non-digit; 3",
                "(?<a>x)(?<a>y); two named subpatterns have the same name (PCRE2_DUPNAMES not set); 12",
                "\\p{Klingon}; unknown property after \\P or \\p; 11",
                "(?(1)a|b|c); reference to non-existent subpattern; 2",
                "(*FOO); (*VERB) not recognized or malformed; 5",
                "a(?C1)b; callouts are not supported; 6",
                "a(?C'text')b; callouts are not supported; 11",
                "(?(?C)(?=a)b); callouts are not supported; 6",
                "(?C256); number after (?C is greater than 255; 6",
                "(?C1; closing parenthesis for (?C expected; 4",
            })
    void errorIsInPcresWordsAndPlace(String pattern, String message, int offset) {
        assertThatThrownBy(() -> Regex.compile(pattern, ""))
                .isInstanceOf(RegexException.class)
                .hasMessage(message)
                .extracting(e -> ((RegexException) e).offset())
                .isEqualTo(offset);
    }

    @Test
    void bytesAreMatchedWithinBoundsAndNotInterpretedAsText() throws Exception {
        Regex regex = Regex.compile("\\xff(.)$".getBytes(StandardCharsets.ISO_8859_1), "s");
        byte[] bytes = {1, (byte) 0xff, 0, 9};
        int[] bounds = new int[4];
        assertThat(regex.match(bytes, 1, 3, 1, bounds)).isTrue();
        assertThat(bounds).containsExactly(0, 2, 1, 2);
        assertThat(regex.match(bytes, 0, 4, 0, bounds)).isFalse();
    }

    @Test
    void utfModeCountsCodePoints() throws Exception {
        byte[] subject = "é€x".getBytes(StandardCharsets.UTF_8);
        int[] bounds = new int[2];
        assertThat(Regex.compile("^.{2}", "u").match(subject, 0, subject.length, 0, bounds))
                .isTrue();
        assertThat(bounds).containsExactly(0, 5);
        assertThat(Regex.compile("^.{2}", "").match(subject, 0, subject.length, 0, bounds))
                .isTrue();
        assertThat(bounds).containsExactly(0, 2);
    }

    @Test
    void subjectThatIsNotUtf8IsRefusedWithPcresNumber() throws Exception {
        Regex regex = Regex.compile("a", "u");
        assertThatThrownBy(() -> regex.match("\u00c3a"))
                .isInstanceOf(RegexLimitException.class)
                .extracting(e -> ((RegexLimitException) e).code())
                .isEqualTo(-8);
    }

    @Test
    void namedGroupsComeInTheOrderOfTheirNumbers() throws Exception {
        assertThat(Regex.compile("(?<b>x)(y)(?<a>z)", "").namedGroups())
                .containsExactly(new Regex.NamedGroup("b", 1), new Regex.NamedGroup("a", 3));
    }

    @Test
    void matchThatGoesBackTooOftenEndsAtTheLimit() throws Exception {
        RegexMatcher matcher = Regex.compile("(a+)+$", "").matcher().limit(5000);
        byte[] subject = ("a".repeat(40) + "b").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> matcher.match(subject, 0, subject.length, 0, new int[4]))
                .isInstanceOf(RegexLimitException.class)
                .extracting(e -> ((RegexLimitException) e).code())
                .isEqualTo(-47);
    }

    @Test
    void matchCanBeStopped() throws Exception {
        RegexMatcher matcher = Regex.compile("(a*)*\\1$", "").matcher().stopSignal(() -> true);
        byte[] subject = ("a".repeat(40) + "b").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> matcher.match(subject, 0, subject.length, 0, new int[4]))
                .isInstanceOf(RegexLimitException.class)
                .extracting(e -> ((RegexLimitException) e).code())
                .isEqualTo(RegexLimitException.STOPPED);
    }

    @Test
    void noSubjectOverflowsTheStack() throws Exception {
        String subject = "ab".repeat(300_000);
        assertThat(Regex.compile("^(?:(a)|b)*$", "").matches(subject)).isTrue();
        assertThat(Regex.compile("^(?:a|(b))*?$", "").matches(subject)).isTrue();
        assertThat(Regex.compile("(?:ab)+?$", "").matches(subject)).isTrue();
    }

    @Test
    void largePatternsCompileOrAreRefused() throws Exception {
        assertThat(Regex.compile("a".repeat(1 << 20), "").matches("a".repeat(1 << 20))).isTrue();
        assertThat(Regex.compile("(a)".repeat(10_000), "").groupCount()).isEqualTo(10_000);
        assertThatThrownBy(() -> Regex.compile("(".repeat(300) + ")".repeat(300), ""))
                .hasMessage("parentheses are too deeply nested");
        assertThatThrownBy(() -> Regex.compile("(".repeat(1 << 20), ""))
                .hasMessage("parentheses are too deeply nested");
    }

    @Test
    void everyByteCanBePatternOrSubject() throws Exception {
        for (int i = 0; i < 256; i++) {
            String one = String.valueOf((char) i);
            if ("\\^$.|?*+()[{".indexOf(i) < 0) {
                assertThat(Regex.compile(one, "").matches(one)).isTrue();
            }
        }
        assertThat(Arrays.asList("*", "+", "?", "(", ")", "[", "\\"))
                .allSatisfy(
                        p ->
                                assertThatThrownBy(() -> Regex.compile(p, ""))
                                        .isInstanceOf(RegexException.class));
    }

    @ParameterizedTest
    @CsvSource({
        "^/a/b, '', /a/b, 0, true",
        "^/a/b, '', /a/c, 0, false",
        "^/a/b, '', /a/, 0, false",
        "^/a/b?, '', /a/, 0, true",
        "^/a/b{2}, '', /a/b, 0, false",
        "^/a/b|^c, '', c, 0, true",
        "^/A, i, /a, 0, true",
        "^(?i)/A, '', /a, 0, true",
        "^a, '', ba, 1, false",
        "\\Ga, '', ba, 1, true",
        "a, a, ba, 1, true",
        "a, a, ba, 0, false",
        "^a, m, 'b\na', 0, true",
        "^^a\\Kb, '', ab, 0, true",
        "^(?=.c)ab|^x, '', ab, 0, false"
    })
    void beginningsOfAnchoredPatterns(
            String pattern, String options, String subject, int from, boolean matches)
            throws Exception {
        byte[] bytes = subject.replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
        Regex regex = Regex.compile(pattern, options);
        int[] bounds = new int[2 * regex.groupCount() + 2];
        assertThat(regex.match(bytes, 0, bytes.length, from, bounds)).isEqualTo(matches);
    }
}
