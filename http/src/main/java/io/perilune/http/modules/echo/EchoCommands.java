// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.conf.value.Size;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.Timer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the commands do. Stateless. */
final class EchoCommands {

    private static final Pattern SECONDS = Pattern.compile("\\d+(\\.\\d*)?|\\.\\d+");
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_SERVER_ERROR = 500;

    private EchoCommands() {}

    static Verdict flush(EchoRun run) {
        return run.write(Unpooled.EMPTY_BUFFER, Exchange.FLUSH);
    }

    static Verdict resetTimer(EchoRun run) {
        run.resetTimer();
        return null;
    }

    static Verdict status(EchoRun run, String text) {
        int status = (int) Size.parseNumber(text);
        if (status < 0) {
            run.exchange().log(LogLevel.ERROR, "invalid \"echo_status\" argument: " + text);
            return Verdict.respond(INTERNAL_SERVER_ERROR);
        }
        run.exchange().response().status = status;
        return null;
    }

    /** Underscores may part the digits of the count. */
    static Verdict duplicate(EchoRun run, String count, String text) {
        long times = Size.parseNumber(count.replace("_", ""));
        if (times < 0 || times * text.length() > Integer.MAX_VALUE) {
            run.exchange()
                    .log(
                            LogLevel.ERROR,
                            "\"echo_duplicate\": invalid size specified: \"" + count + '"');
            return Verdict.respond(INTERNAL_SERVER_ERROR);
        }
        byte[] bytes = text.repeat((int) times).getBytes(StandardCharsets.ISO_8859_1);
        return run.write(Unpooled.wrappedBuffer(bytes), 0);
    }

    static Verdict sleep(EchoRun run, String seconds) {
        Exchange x = run.exchange();
        long millis = millis(x, seconds);
        if (millis < 0) {
            return Verdict.respond(BAD_REQUEST);
        }
        Timer timer = x.worker().schedule(millis, x::resume);
        x.onCleanup(timer::cancel);
        return Verdict.SUSPENDED;
    }

    /** Holds up the whole worker, which is its purpose. */
    static Verdict blockingSleep(EchoRun run, String seconds) {
        long millis = millis(run.exchange(), seconds);
        if (millis < 0) {
            return Verdict.respond(BAD_REQUEST);
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        run.exchange().worker().updateTime();
        return null;
    }

    private static long millis(Exchange x, String seconds) {
        if (!SECONDS.matcher(seconds).matches()) {
            x.log(LogLevel.ERROR, "invalid sleep duration \"" + seconds + '"');
            return -1;
        }
        return Math.round(Double.parseDouble(seconds) * 1000);
    }

    static Verdict readBody(EchoRun run) {
        Exchange x = run.exchange();
        boolean[] here = {true};
        int[] status = {-1};
        x.body()
                .read(
                        result -> {
                            status[0] = result;
                            if (!here[0]) {
                                x.resume(result == 0 ? null : Verdict.respond(result));
                            }
                        });
        here[0] = false;
        return status[0] < 0
                ? Verdict.SUSPENDED
                : status[0] == 0 ? null : Verdict.respond(status[0]);
    }

    static Verdict writeBody(EchoRun run) {
        Exchange x = run.exchange();
        ByteBuf bytes = x.body().bytes();
        if (bytes != null) {
            return bytes.isReadable() ? run.write(bytes.retainedDuplicate(), 0) : null;
        }
        if (x.body().file() == null) {
            return null;
        }
        try {
            return run.write(Unpooled.wrappedBuffer(Files.readAllBytes(x.body().file())), 0);
        } catch (IOException e) {
            x.log(LogLevel.CRIT, "cannot read the request body: " + e.getMessage());
            return Verdict.respond(INTERNAL_SERVER_ERROR);
        }
    }

    /**
     * @param args in place of those in the path; null: none given
     */
    static Verdict exec(EchoRun run, String uri, String args) {
        Exchange x = run.exchange();
        if (uri.startsWith("@")) {
            x.namedLocation(uri);
            return Verdict.SUSPENDED;
        }
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        String own = question < 0 ? "" : uri.substring(question + 1);
        x.internalRedirect(path, args == null ? own : args);
        return Verdict.SUSPENDED;
    }

    /** The parts between delimiters; empty ones are left out. */
    static List<String> split(String list, String delimiter) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at <= list.length()) {
            int end = delimiter.isEmpty() ? -1 : list.indexOf(delimiter, at);
            end = end < 0 ? list.length() : end;
            if (end > at) {
                parts.add(list.substring(at, end));
            }
            at = end + Math.max(1, delimiter.length());
        }
        return parts;
    }
}
