// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.io;

import io.netty.buffer.ByteBuf;

/**
 * One request's view of its connection; the server implements it, one object a connection is
 * enough. Confined to its worker.
 */
public interface ExchangeIo extends ClientAddress {

    WorkerScope worker();

    /** Serial number of the connection, over all workers: {@code $connection}. */
    long connectionId();

    /** Number of the current request on its connection, from 1: {@code $connection_requests}. */
    int requestNumber();

    /** When the connection was accepted, milliseconds since the epoch. */
    long connectedAtMillis();

    /** The address the connection came in on: {@code $server_addr}. */
    String localAddress();

    int localPort();

    boolean secure();

    /** Who is told about the connection's fate from now on; null: nobody. */
    void attach(IoEvents events);

    /** Queues bytes for the client; takes over the buffer. After a failure bytes are dropped. */
    void write(ByteBuf bytes);

    /** Starts sending what is queued. */
    void flush();

    /** Bytes queued and not yet taken by the system. */
    long pendingBytes();

    /** Whether little enough is queued for a producer to go on. */
    boolean isWritable();

    /** Runs an action once, when {@link #isWritable} holds again or the connection is gone. */
    void onWritable(Runnable action);

    /** Runs an action once, when nothing is pending or the connection is gone. */
    void onDrained(Runnable action);

    /**
     * Starts or goes on handing over what follows the head: at once what has been read ahead
     * (before this call returns), later what arrives.
     */
    void readBody(BodySink sink);

    /** Stops the delivery to the sink; bytes stay where they are. */
    void stopReading();

    /** Whether bytes beyond the current request's head have been read already. */
    boolean hasReadAhead();

    /** Whether the connection can still be written to. */
    boolean isOpen();

    /**
     * The time-outs that apply from now on, in milliseconds; before the first call those of the
     * address's default server do.
     *
     * @param send how long queued output may make no progress
     * @param keepalive how long the connection may wait for its next request
     * @param lingering how long a closing connection waits for more input
     * @param lingeringInAll how long it does so in all
     * @param keepaliveAtLeast how long it may wait even when the server ends
     */
    default void timeouts(
            long send,
            long keepalive,
            long lingering,
            long lingeringInAll,
            long keepaliveAtLeast) {}

    /**
     * From now on what is written waits for its turn: no more than so many bytes a second.
     *
     * @param bytesPerSecond 0: no limit
     * @param free so many bytes go out at once before
     * @param sinceMillis when the request began: unused time may be used up
     */
    default void pace(long bytesPerSecond, long free, long sinceMillis) {}

    /** Whether small packets go out at once, though others are not acknowledged yet. */
    default void noDelay(boolean on) {}

    /** Whether only full packets go out, until it is switched off. */
    default void fullPackets(boolean on) {}

    /**
     * Whether the connection may get another request after this one: not when the server ends.
     * After a reload it may, from the new configuration.
     */
    default boolean mayKeepAlive() {
        return !worker().exiting();
    }

    /** The request is over, its log phase has run. */
    void finish(Ending ending);

    /** Asks to be told by {@link IoEvents#clientClosed} as soon as the client closes. */
    void watchForClose(boolean watch);
}
