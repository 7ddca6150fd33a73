// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

import io.netty.buffer.ByteBuf;
import io.perilune.http.io.BodySink;
import io.perilune.http.io.Ending;
import io.perilune.http.io.ExchangeIo;
import io.perilune.http.io.IoEvents;
import io.perilune.http.io.WorkerScope;

/**
 * A subrequest's view of the connection of its main request: whom it is with, and nothing that
 * could change it. What a subrequest answers never gets here. Confined to its worker.
 */
final class SubrequestIo implements ExchangeIo {

    private final ExchangeIo connection;

    SubrequestIo(ExchangeIo connection) {
        this.connection = connection;
    }

    @Override
    public WorkerScope worker() {
        return connection.worker();
    }

    @Override
    public long connectionId() {
        return connection.connectionId();
    }

    @Override
    public int requestNumber() {
        return connection.requestNumber();
    }

    @Override
    public long connectedAtMillis() {
        return connection.connectedAtMillis();
    }

    @Override
    public String remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public int remotePort() {
        return connection.remotePort();
    }

    @Override
    public String binaryRemoteAddress() {
        return connection.binaryRemoteAddress();
    }

    @Override
    public String localAddress() {
        return connection.localAddress();
    }

    @Override
    public int localPort() {
        return connection.localPort();
    }

    @Override
    public boolean secure() {
        return connection.secure();
    }

    /** The main request goes on to be told, and takes its subrequests with it. */
    @Override
    public void attach(IoEvents events) {
        // not a subrequest's to decide
    }

    @Override
    public void write(ByteBuf bytes) {
        bytes.release();
        throw new IllegalStateException("a subrequest does not write to the connection");
    }

    @Override
    public void flush() {
        // nothing is queued here
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void onWritable(Runnable action) {
        worker().execute(action);
    }

    @Override
    public void onDrained(Runnable action) {
        worker().execute(action);
    }

    @Override
    public void readBody(BodySink sink) {
        throw new IllegalStateException("a subrequest's body is there from the beginning");
    }

    @Override
    public void stopReading() {
        // it reads nothing
    }

    @Override
    public boolean hasReadAhead() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void finish(Ending ending) {
        throw new IllegalStateException("a subrequest does not end the connection's request");
    }

    @Override
    public void watchForClose(boolean watch) {
        // the main request does
    }
}
