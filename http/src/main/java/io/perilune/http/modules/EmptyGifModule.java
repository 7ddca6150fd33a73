// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.conf.schema.Context.LOCATION;

import io.netty.buffer.Unpooled;
import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.http.core.CoreModule;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.message.HttpMethod;
import io.perilune.http.message.ResponseHead;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;

/** {@code empty_gif}: a transparent picture of one pixel, from memory. Immutable. */
public final class EmptyGifModule implements HttpModule {

    /** Header, palette of two entries, transparency, one pixel, end. */
    private static final byte[] GIF =
            HexFormat.of()
                    .parseHex(
                            "47494638396101000100800100000000"
                                    + "ffffff21f90401000001002c00000000"
                                    + "0100010000020"
                                    + "24c01003b");

    /** nginx's: 2000-09-28 06:00:00, an old date. */
    private static final long MODIFIED = 23_349_600;

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of(
                            "empty_gif",
                            EnumSet.of(LOCATION),
                            Arity.NOARGS,
                            (cf, d) ->
                                    cf.location(CoreModule.LOCATION).contentHandler =
                                            EmptyGifModule::serve));

    @Override
    public String name() {
        return "empty_gif";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    private static Verdict serve(Exchange x) {
        HttpMethod method = x.request().methodCode();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            return Verdict.respond(405);
        }
        int refused = x.body().discard();
        if (refused != 0) {
            return Verdict.respond(refused);
        }
        ResponseHead head = x.response();
        head.status = 200;
        head.contentType = "image/gif";
        head.contentLength = GIF.length;
        head.lastModified = MODIFIED;
        int result = x.sendHeader();
        if (result == Exchange.OK && !x.headerOnly()) {
            result = x.write(Unpooled.wrappedBuffer(GIF), Exchange.LAST);
        }
        return result == Exchange.OK ? Verdict.FINISHED : Verdict.respond(result);
    }
}
