// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

/** The signals that steer the server, with nginx's words for what they do. */
enum ProcessSignal {
    RELOAD(1, "SIGHUP", ", reconfiguring"),
    INTERRUPT(2, "SIGINT", ", exiting"),
    QUIT(3, "SIGQUIT", ", shutting down"),
    REOPEN(10, "SIGUSR1", ", reopening logs"),
    UPGRADE(12, "SIGUSR2", ", ignoring"),
    STOP(15, "SIGTERM", ", exiting"),
    WIND_DOWN(28, "SIGWINCH", ", stop accepting connections");

    private final int number;
    private final String signalName;
    private final String action;

    ProcessSignal(int number, String signalName, String action) {
        this.number = number;
        this.signalName = signalName;
        this.action = action;
    }

    /** Linux's number. */
    int number() {
        return number;
    }

    /** The name without SIG, as Java's own signal handling wants it. */
    String shortName() {
        return signalName.substring("SIG".length());
    }

    static ProcessSignal of(int number) {
        for (ProcessSignal signal : values()) {
            if (signal.number == number) {
                return signal;
            }
        }
        throw new IllegalArgumentException("signal " + number);
    }

    static int[] numbers() {
        int[] numbers = new int[values().length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values()[i].number;
        }
        return numbers;
    }

    /** nginx's line for the log. */
    String report(long sender) {
        return "signal "
                + number
                + " ("
                + signalName
                + ") received"
                + (sender > 0 ? " from " + sender : "")
                + action;
    }
}
