// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What PCRE2's language has that other engines for the JVM lack or understand otherwise, feature by
 * feature, in every way of matching, and compared with the system's libpcre2-8 where there is one.
 */
class LanguageTest {

    /** Columns: pattern, options, subject (~ a line feed), bounds of the groups or "none". */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "(?<n>b)c;; abc; 1 3 1 2",
                "(?P<n>b)c;; abc; 1 3 1 2",
                "(?'n'b)c;; abc; 1 3 1 2",
                "(?<n>a)(?P=n);; baa; 1 3 1 2",
                "(?<n>a)\\k<n>\\k'n'\\k{n};; aaaa; 0 4 0 1",
                "(?<n>a)\\g{n};; aa; 0 2 0 1",
                "(a)\\g1\\g{1};; aaa; 0 3 0 1",
                "(a)\\g{-1}\\g-1;; aaa; 0 3 0 1",
                "(?J)(?<n>a)|(?<n>b);; b; 0 1 -1 -1 0 1",
                "(?<n>a)|(?<n>b)\\k<n>; D; bb; 0 2 -1 -1 0 1",
                "a(?R)?b;; xaabb; 1 5",
                "(a|b(?1)c);; bbacc; 0 5 0 5",
                "(?<n>a|b(?&n)c);; bac; 0 3 0 3",
                "(a)(?-1)(?+1)(b);; aabb; 0 4 0 1 3 4",
                "(a)\\g<1>\\g'1';; aaa; 0 3 0 1",
                "(?<n>a)(?P>n);; aa; 0 2 0 1",
                "(?(DEFINE)(?<n>\\d+))x(?&n);; x12; 0 3 -1 -1",
                "(a)?(?(1)b|c);; ab; 0 2 0 1",
                "(?<n>a)?(?(<n>)b|c);; c; 0 1 -1 -1",
                "(?(?=a)ab|cd);; cd; 0 2",
                "(?(R)a|(?:b(?R)));; ba; 0 2",
                "(?|(a)|(b))\\1;; bb; 0 2 0 1",
                "(?>a+)ab;; aaab; none",
                "a*+b;; aab; 0 3",
                "(?:ab)?+abc;; abc; none",
                "(?<=a)b;; cbab; 3 4",
                "(?<=a|bc|def)x;; defx; 3 4",
                "(?<!a)b;; abb; 2 3",
                "(?=(a+))a*b\\1;; aaaba; 2 5 2 3",
                "(?*a+)ab;; aab; 1 3",
                "(*napla:a+?)a+b;; aab; 0 3",
                "(*atomic:a+)b;; aab; 0 3",
                "foo\\Kbar;; foobar; 3 6",
                "\\Gab;; abab; 0 2",
                "a\\Rb;; a~b; 0 3",
                "(*BSR_ANYCRLF)a\\Rb;; a~b; 0 3",
                "(*ANYCRLF)^b; m; a~b; 2 3",
                "\\X; u; e\u0301x; 0 3",
                "\\h\\H\\v\\V;; x a~b; 1 5",
                "\\N+; s; ab~; 0 2",
                "[[:alpha:]][[:^digit:]][[:punct:]];; 1ab!; 1 4",
                "\\pL\\p{Lu}\\p{^Nd}\\PL; u; éÉx1; 0 6",
                "\\p{Greek}+\\p{Script=Latin}; u; αβa; 0 5",
                "(*UTF)(*UCP)\\w+;; éa; 0 3",
                "(?*a(*PRUNE)|b)(*THEN)x|abc;; abc; 0 3",
                "([ab]{0,2}?)*?(?1){2,}+(?= );; 1b x; 1 2 -1 -1",
                "(?=\\z|(*SKIP:m)a|(b))\\G;; b; 0 0 0 1",
                "a+(*SKIP)(*FAIL)|b;; aab; 2 3",
                "a(*PRUNE)x|ab;; abb; none",
                "a(*THEN)x|ab;; ab; 0 2",
                "(*COMMIT)b;; ab; none",
                "a(*ACCEPT)b;; ac; 0 1",
                "a(?#note)b;; ab; 0 2",
                "(?x) a # b;; a; 0 1",
                "(?xx)[a b]+;; a b; 0 1",
                "(?i)a(?-i)b(?i:c);; AbC; 0 3",
                "(?s).(?m:$)(?^).;; ~~; none",
                "(?U)a+b+?;; aabb; 0 4",
                "(?n)(a)(?<n>b);; ab; 0 2 1 2",
                "\\101\\x41\\x{41}\\o{101}\\0;; AAAA; none",
                "\\cA\\e\\f\\a\\t;; x; none",
                "\\Qa.*\\E+;; a.**; 0 4",
                "a{,2}b{1;; a{,2}b{1; 0 8",
                "[]a]+[^]a][a\\]b];; ]ab]; 0 4",
                "[[a]+[a&&b]+;; [a&; 0 3",
                "[\\d-]+[\\w-]+;; 1-zz-; 0 5",
                "(*LIMIT_MATCH=1000)a;; a; 0 1",
                "(*NOTEMPTY)a*;; ba; 1 2",
                "[[:<:]]ab[[:>:]];; xab ab; 4 6",
                "(*sr:\\w+); u; aя; 0 1",
            })
    void patternMeansWhatItMeansInPcre2(
            String pattern, String options, String subject, String expected) throws Exception {
        String letters = options == null ? "" : options;
        Charset charset =
                letters.contains("u") || pattern.startsWith("(*UTF)")
                        ? StandardCharsets.UTF_8
                        : StandardCharsets.ISO_8859_1;
        byte[] text = subject.replace('~', '\n').replace("'", "").getBytes(charset);
        byte[] source = pattern.getBytes(charset);
        ByteRegex regex = ByteRegex.compile(source, Flags.ofLetters(letters));
        int[] bounds = new int[2 * regex.groupCount() + 2];
        for (Tier tier : Tier.values()) {
            RegexMatcher matcher = regex.matcher();
            if (matcher.only(tier)) {
                boolean found = matcher.match(text, 0, text.length, 0, bounds);
                assertThat(found ? shown(bounds) : "none").as("%s", tier).isEqualTo(expected);
            }
        }
        if (Pcre2.isInstalled()) {
            try (Pcre2 library = new Pcre2()) {
                Comparison comparison = new Comparison(library, false);
                assertThat(comparison.compile(source, letters)).isNull();
                assertThat(comparison.match(text, 0)).isNull();
            }
        }
    }

    private static String shown(int[] bounds) {
        return Arrays.toString(bounds).replaceAll("[\\[,\\]]", "");
    }
}
