// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A failure of our own as text for the error log. */
public final class StackText {

    private StackText() {}

    /** The throwable with its stack, as Java prints it. */
    public static String of(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
