// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.module.ConfScope;
import io.perilune.http.variable.Interpolation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of "echo" and its like: texts with variables, joined by blanks. Immutable.
 *
 * @param newline whether a line feed follows: no {@code -n} was given
 */
record EchoText(List<Interpolation> words, boolean newline) {

    /** Options end at {@code --} or at the first word that does not begin with a dash. */
    static EchoText of(ConfScope scope, Directive directive) {
        boolean newline = true;
        int at = 0;
        while (at < directive.count()
                && directive.argument(at).length() > 1
                && directive.argument(at).charAt(0) == '-') {
            String option = directive.argument(at++);
            if (option.equals("--")) {
                break;
            }
            newline &= !option.equals("-n");
        }
        List<Interpolation> words = new ArrayList<>();
        for (; at < directive.count(); at++) {
            words.add(scope.interpolation(directive.argument(at), directive));
        }
        return new EchoText(List.copyOf(words), newline);
    }

    ByteBuf bytes(Exchange x) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            if (i > 0) {
                text.append(' ');
            }
            text.append(words.get(i).evaluate(x));
        }
        if (newline) {
            text.append('\n');
        }
        return Unpooled.wrappedBuffer(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
