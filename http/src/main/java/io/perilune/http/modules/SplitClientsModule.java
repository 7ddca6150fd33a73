// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.conf.schema.Context.HTTP;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.variable.Interpolation;
import io.perilune.http.variable.Variable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** {@code split_clients}: a variable that shares requests out by the hash of a text. Immutable. */
public final class SplitClientsModule implements HttpModule {

    /** The value for hashes below {@code limit}, all that are left if that is -1. */
    private record Share(long limit, Interpolation value) {}

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of(
                            "split_clients",
                            EnumSet.of(HTTP),
                            Arity.TAKE2.block(),
                            SplitClientsModule::splitClients));

    @Override
    public String name() {
        return "split_clients";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    private static void splitClients(ConfScope cf, Directive d) {
        Interpolation source = cf.interpolation(d.argument(0), d);
        String name = d.argument(1);
        if (name.length() < 2 || name.charAt(0) != '$') {
            throw d.fail("invalid variable name \"" + name + '"');
        }
        List<Share> shares = shares(cf, d);
        try {
            cf.variables()
                    .define(name.substring(1), Variable.CHANGEABLE)
                    .getter(
                            x -> {
                                long hash = murmur(source.evaluate(x));
                                for (Share share : shares) {
                                    if (share.limit < 0 || hash < share.limit) {
                                        return share.value.evaluate(x);
                                    }
                                }
                                return null;
                            });
        } catch (ConfException e) {
            throw d.fail(e.problem());
        }
    }

    private static List<Share> shares(ConfScope cf, Directive d) {
        List<Share> shares = new ArrayList<>();
        long sum = 0;
        for (Directive row : d.block().directives()) {
            if (row.count() != 1 || row.hasBraces()) {
                throw row.fail("invalid number of arguments in \"" + row.name() + "\" directive");
            }
            long limit = -1;
            if (!row.name().equals("*")) {
                sum += percent(row);
                if (sum > 10_000) {
                    throw row.fail("percent total is greater than 100%");
                }
                limit = sum * 0xffffffffL / 10_000;
            }
            shares.add(new Share(limit, cf.interpolation(row.argument(0), row)));
        }
        d.block().checkComplete();
        return shares;
    }

    /** In hundredths of a percent. */
    private static long percent(Directive row) {
        String text = row.name();
        if (!text.matches("\\d{1,6}(\\.\\d{1,2})?%")) {
            throw row.fail("invalid percent value \"" + text + '"');
        }
        long value = Math.round(Double.parseDouble(text.substring(0, text.length() - 1)) * 100);
        if (value == 0) {
            throw row.fail("invalid percent value \"" + text + '"');
        }
        return value;
    }

    /** MurmurHash2, 32 bits, without seed. */
    static long murmur(String text) {
        int factor = 0x5bd1e995;
        int length = text.length();
        int hash = length;
        int i = 0;
        for (; length - i >= 4; i += 4) {
            int word =
                    text.charAt(i)
                            | text.charAt(i + 1) << 8
                            | text.charAt(i + 2) << 16
                            | text.charAt(i + 3) << 24;
            word *= factor;
            word ^= word >>> 24;
            hash = hash * factor ^ word * factor;
        }
        int rest = length - i;
        if (rest > 0) {
            for (int k = rest - 1; k >= 0; k--) {
                hash ^= text.charAt(i + k) << 8 * k;
            }
            hash *= factor;
        }
        hash ^= hash >>> 13;
        hash *= factor;
        hash ^= hash >>> 15;
        return hash & 0xffffffffL;
    }
}
