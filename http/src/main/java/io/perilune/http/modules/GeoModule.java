// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.conf.schema.Context.HTTP;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Cidr;
import io.perilune.conf.value.IpAddress;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.variable.Variable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code geo}: a variable whose value depends on an address. Immutable. */
public final class GeoModule implements HttpModule {

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of(
                            "geo", EnumSet.of(HTTP), Arity.TAKE12.block(), GeoModule::geo));

    @Override
    public String name() {
        return "geo";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    private static void geo(ConfScope cf, Directive d) {
        String name = d.argument(d.count() - 1);
        Variable source = d.count() == 2 ? variable(cf, d, d.argument(0)) : null;
        if (name.length() < 2 || name.charAt(0) != '$') {
            throw d.fail("invalid variable name \"" + name + '"');
        }
        Ranges ranges = new Ranges(cf);
        for (Directive row : d.block().directives()) {
            ranges.add(row);
        }
        d.block().checkComplete();
        try {
            cf.variables()
                    .define(name.substring(1), Variable.CHANGEABLE)
                    .getter(x -> ranges.find(address(x, source)));
        } catch (ConfException e) {
            throw d.fail(e.problem());
        }
    }

    private static Variable variable(ConfScope cf, Directive d, String text) {
        if (text.length() < 2 || text.charAt(0) != '$') {
            throw d.fail("invalid variable name \"" + text + '"');
        }
        return cf.variables().reference(text.substring(1));
    }

    /** Null when the text is no address. */
    private static byte[] address(Exchange x, Variable source) {
        if (source != null) {
            byte[] address = IpAddress.parse(source.text(x));
            return address == null ? null : IpAddress.unmapped(address);
        }
        String binary = x.client().binaryRemoteAddress();
        return binary.length() == 4 || binary.length() == 16
                ? IpAddress.unmapped(binary.getBytes(StandardCharsets.ISO_8859_1))
                : null;
    }

    /**
     * Ranges by length, each length a table of networks: a look-up asks for the longest first.
     * Filled once, then read-only.
     */
    private static final class Ranges {
        private final ConfScope cf;
        private final Map<Cidr, String> values = new HashMap<>();
        private final boolean[] v4 = new boolean[33];
        private final boolean[] v6 = new boolean[129];
        private String fallback = "";

        Ranges(ConfScope cf) {
            this.cf = cf;
        }

        void add(Directive row) {
            String key = row.name();
            if (row.count() == 0 && (key.equals("ranges") || key.equals("proxy_recursive"))
                    || key.equals("proxy")) {
                throw row.fail(
                        "\"" + key + "\" of the \"geo\" directive is known but not supported yet");
            }
            if (row.count() != 1 || row.hasBraces()) {
                throw row.fail("invalid number of the geo parameters");
            }
            String value = row.argument(0);
            if (key.equals("default")) {
                fallback = value;
                return;
            }
            String network = key.equals("delete") ? value : key;
            Cidr range = Cidr.parse(network);
            if (range == null) {
                throw row.fail("invalid network \"" + network + '"');
            }
            if (range.lowBitsWereSet()) {
                cf.warn(
                        io.perilune.http.io.LogLevel.WARN,
                        row,
                        "low address bits of " + network + " are meaningless");
            }
            if (key.equals("delete")) {
                values.remove(range);
                return;
            }
            values.put(new Cidr(range.network(), range.bits(), false), value);
            lengths(range.network().length)[range.bits()] = true;
        }

        private boolean[] lengths(int bytes) {
            return bytes == 4 ? v4 : v6;
        }

        String find(byte[] address) {
            if (address == null) {
                return fallback;
            }
            boolean[] lengths = lengths(address.length);
            for (int bits = lengths.length - 1; bits >= 0; bits--) {
                String value = lengths[bits] ? values.get(network(address, bits)) : null;
                if (value != null) {
                    return value;
                }
            }
            return fallback;
        }

        private static Cidr network(byte[] address, int bits) {
            byte[] network = Arrays.copyOf(address, address.length);
            for (int i = bits; i < network.length * 8; i++) {
                network[i >> 3] &= (byte) ~(0x80 >> (i & 7));
            }
            return new Cidr(network, bits, false);
        }
    }
}
