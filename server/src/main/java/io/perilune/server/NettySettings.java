// SPDX-License-Identifier: Apache-2.0
package io.perilune.server;

import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;

/**
 * How Netty is set up in a process that is ours: what it would find out at length when it starts is
 * told to it, and what it has to say goes to the error log. To be called before any other class of
 * Netty is used.
 */
public final class NettySettings {

    private static final String[][] PROPERTIES = {
        // Else it asks all network interfaces for a hardware address, to make names of channels
        // unique in the world
        {"io.netty.machineId", "00:00:00:00:00:00:00:01"},
        {"io.netty.processId", "1"},
        // Events for JFR about every buffer, which load a good part of JFR
        {"io.netty.jfr.enabled", "false"},
        {"io.netty.leakDetection.level", "disabled"},
        {"io.netty.allocator.type", "pooled"},
    };

    private NettySettings() {}

    /**
     * @param log where Netty's warnings go
     */
    public static void apply(LogSink log) {
        for (String[] property : PROPERTIES) {
            if (System.getProperty(property[0]) == null) {
                System.setProperty(property[0], property[1]);
            }
        }
        InternalLoggerFactory.setDefaultFactory(
                new InternalLoggerFactory() {
                    @Override
                    protected InternalLogger newInstance(String name) {
                        return new ErrorLogLogger(name, log);
                    }
                });
    }

    /** Netty's logger on our error log: warnings and errors only. Thread-safe. */
    private static final class ErrorLogLogger extends AbstractInternalLogger {

        private static final long serialVersionUID = 1L;

        private final transient LogSink log;

        ErrorLogLogger(String name, LogSink log) {
            super(name);
            this.log = log;
        }

        private void write(LogLevel level, String message, Throwable cause) {
            log.log(level, "netty: " + message + (cause == null ? "" : ": " + cause));
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public void trace(String message) {}

        @Override
        public void trace(String format, Object argument) {}

        @Override
        public void trace(String format, Object first, Object second) {}

        @Override
        public void trace(String format, Object... arguments) {}

        @Override
        public void trace(String message, Throwable cause) {}

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public void debug(String message) {}

        @Override
        public void debug(String format, Object argument) {}

        @Override
        public void debug(String format, Object first, Object second) {}

        @Override
        public void debug(String format, Object... arguments) {}

        @Override
        public void debug(String message, Throwable cause) {}

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public void info(String message) {}

        @Override
        public void info(String format, Object argument) {}

        @Override
        public void info(String format, Object first, Object second) {}

        @Override
        public void info(String format, Object... arguments) {}

        @Override
        public void info(String message, Throwable cause) {}

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public void warn(String message) {
            write(LogLevel.WARN, message, null);
        }

        @Override
        public void warn(String format, Object argument) {
            warn(format, new Object[] {argument});
        }

        @Override
        public void warn(String format, Object first, Object second) {
            warn(format, new Object[] {first, second});
        }

        @Override
        public void warn(String format, Object... arguments) {
            write(LogLevel.WARN, filled(format, arguments), cause(arguments));
        }

        @Override
        public void warn(String message, Throwable cause) {
            write(LogLevel.WARN, message, cause);
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        public void error(String message) {
            write(LogLevel.ALERT, message, null);
        }

        @Override
        public void error(String format, Object argument) {
            error(format, new Object[] {argument});
        }

        @Override
        public void error(String format, Object first, Object second) {
            error(format, new Object[] {first, second});
        }

        @Override
        public void error(String format, Object... arguments) {
            write(LogLevel.ALERT, filled(format, arguments), cause(arguments));
        }

        @Override
        public void error(String message, Throwable cause) {
            write(LogLevel.ALERT, message, cause);
        }

        private static Throwable cause(Object... arguments) {
            return arguments.length > 0 && arguments[arguments.length - 1] instanceof Throwable t
                    ? t
                    : null;
        }

        private static String filled(String format, Object... arguments) {
            StringBuilder text = new StringBuilder();
            int from = 0;
            for (Object argument : arguments) {
                int at = format.indexOf("{}", from);
                if (at < 0) {
                    break;
                }
                text.append(format, from, at).append(argument);
                from = at + 2;
            }
            return text.append(format, from, format.length()).toString();
        }
    }
}
