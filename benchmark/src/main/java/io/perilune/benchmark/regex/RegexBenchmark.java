// SPDX-License-Identifier: Apache-2.0
package io.perilune.benchmark.regex;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Each task of {@link RegexTask} in each engine, every pair in a Java process of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class RegexBenchmark {

    @Param({"perilune", "jdk", "joni", "pcre2"})
    private String engine;

    @Param({
        "router table",
        "one route",
        "header lines",
        "one cookie",
        "all cookies",
        "query arguments",
        "log line",
        "e-mail check",
        "url parts",
        "html links",
        "html tags",
        "rare word",
        "rare words",
        "caseless words",
        "dates",
        "addresses",
        "browser version",
        "json strings",
        "attack patterns",
        "words"
    })
    private String task;

    private RegexFinder finder;

    @Setup
    public void prepare() {
        RegexTask wanted =
                RegexTask.all().stream()
                        .filter(one -> one.name().equals(task))
                        .findFirst()
                        .orElseThrow();
        finder = RegexFinder.of(engine, wanted);
    }

    @Benchmark
    public long run() {
        return finder.run();
    }
}
