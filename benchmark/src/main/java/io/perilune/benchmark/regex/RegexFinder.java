// SPDX-License-Identifier: Apache-2.0
package io.perilune.benchmark.regex;

import io.perilune.regex.Regex;
import io.perilune.regex.RegexException;
import io.perilune.regex.RegexMatcher;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jcodings.specific.ISO8859_1Encoding;
import org.joni.Option;
import org.joni.Region;
import org.joni.Syntax;

/** A task in one engine. Confined to one thread. */
public interface RegexFinder {

    /** Does the task; returns the sum of all bounds, by which engines can be compared. */
    long run();

    static RegexFinder of(String engine, RegexTask task) {
        return switch (engine) {
            case "perilune" -> own(task);
            case "jdk" -> jdk(task);
            case "joni" -> joni(task);
            case "pcre2" -> new Pcre2Finder(task);
            default -> throw new IllegalArgumentException(engine);
        };
    }

    private static RegexFinder own(RegexTask task) {
        Regex regex;
        try {
            regex = Regex.compile(task.pattern(), task.caseless() ? "ij" : "j");
        } catch (RegexException e) {
            throw new IllegalArgumentException(e);
        }
        RegexMatcher matcher = regex.matcher();
        int[] bounds = new int[2 * regex.groupCount() + 2];
        byte[][] subjects = task.bytes();
        return () -> {
            long sum = 0;
            for (byte[] subject : subjects) {
                int at = 0;
                while (at <= subject.length
                        && matcher.match(subject, 0, subject.length, at, bounds)) {
                    for (int bound : bounds) {
                        sum += bound;
                    }
                    at = bounds[1] > bounds[0] ? bounds[1] : bounds[1] + 1;
                    if (!task.every()) {
                        break;
                    }
                }
            }
            return sum;
        };
    }

    private static RegexFinder jdk(RegexTask task) {
        Pattern pattern =
                Pattern.compile(task.pattern(), task.caseless() ? Pattern.CASE_INSENSITIVE : 0);
        Matcher matcher = pattern.matcher("");
        return () -> {
            long sum = 0;
            for (String subject : task.subjects()) {
                matcher.reset(subject);
                while (matcher.find()) {
                    for (int i = 0; i <= matcher.groupCount(); i++) {
                        sum += matcher.start(i) + matcher.end(i);
                    }
                    if (!task.every()) {
                        break;
                    }
                }
            }
            return sum;
        };
    }

    private static RegexFinder joni(RegexTask task) {
        byte[] pattern = task.pattern().getBytes(StandardCharsets.ISO_8859_1);
        org.joni.Regex regex =
                new org.joni.Regex(
                        pattern,
                        0,
                        pattern.length,
                        task.caseless() ? Option.IGNORECASE : Option.NONE,
                        ISO8859_1Encoding.INSTANCE,
                        Syntax.PerlNG);
        byte[][] subjects = task.bytes();
        return () -> {
            long sum = 0;
            for (byte[] subject : subjects) {
                org.joni.Matcher matcher = regex.matcher(subject);
                int at = 0;
                while (at <= subject.length
                        && matcher.search(at, subject.length, Option.NONE) >= 0) {
                    int end = matcher.getEnd();
                    sum += matcher.getBegin() + end;
                    Region region = matcher.getRegion();
                    if (region != null) {
                        for (int i = 1; i < region.getNumRegs(); i++) {
                            sum += region.getBeg(i) + region.getEnd(i);
                        }
                    }
                    at = end > matcher.getBegin() ? end : end + 1;
                    if (!task.every()) {
                        break;
                    }
                }
            }
            return sum;
        };
    }
}
