// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A pattern's forms for the ways of matching: the program that is interpreted, and, made when first
 * wanted, the one that runs in linear time. Thread-safe.
 */
final class Tiers {

    /** Matches after which a pattern with the option j is made a class. */
    private static final int HOT = 50;

    /** The same of one without. */
    private static final int WARM = 1_000;

    /** Makes classes, since the first takes a tenth of a second; ends when it has nothing to do. */
    private static final ThreadPoolExecutor MAKER =
            new ThreadPoolExecutor(
                    1,
                    1,
                    5,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().daemon().name("regex-classes").factory());

    static {
        MAKER.allowCoreThreadTimeOut(true);
    }

    final Program program;
    private final byte[] pattern;
    private final int flags;
    private volatile Program linear;
    private volatile boolean knowsLinear;
    private volatile CompiledSearch compiled;
    private volatile boolean knowsCompiled;

    /** Whether the class is being made, in another thread. */
    private volatile boolean asked;

    /** Matches begun so far, about. */
    private int uses;

    /** After so many matches a class is made. */
    private final int hot;

    Tiers(byte[] pattern, int flags) {
        this.pattern = pattern;
        this.flags = flags & ~Flags.HOT;
        this.hot = (flags & Flags.HOT) != 0 ? HOT : WARM;
        this.program = ProgramFactory.compile(pattern, flags);
    }

    /** The program to run with a {@link Memo}; null if what the pattern does forbids it. */
    Program linear() {
        if (!knowsLinear) {
            synchronized (this) {
                if (!knowsLinear) {
                    if (program.mayBeLinear()) {
                        linear = ProgramFactory.compile(pattern, flags | Flags.LINEAR);
                    }
                    knowsLinear = true;
                }
            }
        }
        return linear;
    }

    /** The class made for the pattern, if it is used often enough and can be one, else null. */
    CompiledSearch compiledIfHot() {
        if (knowsCompiled) {
            return compiled;
        }
        if (++uses >= hot && !asked) {
            asked = true;
            MAKER.execute(this::compiled);
        }
        return null;
    }

    /** The class made for the pattern, or null if it cannot be one. */
    CompiledSearch compiled() {
        if (!knowsCompiled) {
            synchronized (this) {
                if (!knowsCompiled) {
                    compiled = ClassMaker.make(program);
                    knowsCompiled = true;
                }
            }
        }
        return compiled;
    }
}
