// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.echo;

import io.netty.buffer.ByteBuf;
import io.perilune.http.exchange.Exchange;
import java.util.ArrayDeque;

/**
 * Keeps a response in the order of its commands while subrequests are under way: what is written
 * behind the place of one waits for its answer. Confined to its worker.
 */
final class EchoOrder {

    /** Where an answer belongs, or bytes of the request itself that wait behind one. */
    static final class Place {
        private final boolean own;
        private ByteBuf bytes;

        private Place(boolean own, ByteBuf bytes) {
            this.own = own;
            this.bytes = bytes;
        }
    }

    private final Exchange exchange;
    private final ArrayDeque<Place> waiting = new ArrayDeque<>();
    private int result = Exchange.OK;

    EchoOrder(Exchange exchange) {
        this.exchange = exchange;
        exchange.onCleanup(this::release);
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** What sending has come to: {@link Exchange#OK} or {@link Exchange#ERROR}. */
    int result() {
        return result;
    }

    /** The next place, for an answer to come. */
    Place reserve() {
        Place place = new Place(false, null);
        waiting.add(place);
        return place;
    }

    /** Bytes of the request itself, taken over, behind all places. */
    void add(ByteBuf bytes) {
        waiting.add(new Place(true, bytes));
    }

    /** An answer has come, and is taken over: sends all that waits for nothing else. */
    void fill(Place place, ByteBuf answer) {
        place.bytes = answer;
        while (!waiting.isEmpty() && waiting.peek().bytes != null) {
            Place first = waiting.poll();
            send(first);
        }
    }

    private void send(Place place) {
        if (exchange.headerOnly() || result != Exchange.OK) {
            place.bytes.release();
        } else if (place.own) {
            result = exchange.write(place.bytes, 0);
        } else {
            result = exchange.pipeline().writeUnfiltered(exchange, place.bytes);
        }
    }

    private void release() {
        for (Place place : waiting) {
            if (place.bytes != null) {
                place.bytes.release();
            }
        }
        waiting.clear();
    }
}
