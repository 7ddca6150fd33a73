// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.setmisc;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.schema.Setter;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Flag;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.modules.rewrite.RewriteModule;
import io.perilune.http.variable.Interpolation;
import io.perilune.http.variable.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The set-misc module: {@code set} with functions, as steps of the rewrite script; with it NDK's
 * {@code upstream_list}.
 *
 * <p>Directives of one argument's value are also offered to Lua as functions, {@link #conversion}.
 */
public final class SetMiscModule implements HttpModule {

    /** A directive's function; null: it failed, which has been logged. */
    @FunctionalInterface
    public interface Conversion {
        String apply(Exchange x, String argument);
    }

    /** Computes a directive's value of its arguments; null: it failed, which has been logged. */
    @FunctionalInterface
    interface Function {
        String apply(Exchange x, String[] arguments);
    }

    private static final ModuleKey<Map<String, List<String>>> LISTS = ModuleKey.of("upstream_list");
    private static final ModuleKey<Base32> BASE32 = ModuleKey.of("set_misc base32");
    private static final Set<Context> ALL =
            Set.of(
                    Context.HTTP,
                    Context.SERVER,
                    Context.SERVER_IF,
                    Context.LOCATION,
                    Context.LOCATION_IF);
    private static final int INTERNAL_SERVER_ERROR = 500;

    private static final Map<String, Conversion> CONVERSIONS = conversions();

    private static Map<String, Conversion> conversions() {
        Map<String, Conversion> table = new LinkedHashMap<>();
        pure(table, "set_escape_uri", Escapes::uri);
        pure(table, "set_unescape_uri", Escapes::unescapeUri);
        pure(table, "set_quote_sql_str", Escapes::sql);
        pure(table, "set_quote_pgsql_str", Escapes::pgsql);
        pure(table, "set_quote_json_str", Escapes::json);
        pure(table, "set_encode_base64", Encodings::base64);
        pure(table, "set_decode_base64", Encodings::decodeBase64);
        pure(table, "set_encode_base64url", Encodings::base64url);
        pure(table, "set_decode_base64url", Encodings::decodeBase64url);
        pure(table, "set_encode_hex", Encodings::hex);
        pure(table, "set_decode_hex", Encodings::decodeHex);
        pure(table, "set_md5", Encodings::md5);
        pure(table, "set_sha1", Encodings::sha1);
        table.put("set_encode_base32", (x, text) -> x.conf(BASE32).encode(text));
        table.put(
                "set_decode_base32",
                (x, text) -> checked("set_decode_base32", x, x.conf(BASE32).decode(text)));
        table.put("set_local_today", (x, text) -> Clock.today(x));
        return table;
    }

    private static void pure(
            Map<String, Conversion> table, String name, UnaryOperator<String> function) {
        table.put(name, (x, text) -> checked(name, x, function.apply(text)));
    }

    private static String checked(String name, Exchange x, String value) {
        if (value == null) {
            x.log(LogLevel.ERROR, name + ": invalid value");
        }
        return value;
    }

    /**
     * The function behind a directive of one value, for Lua's {@code ndk.set_var}; null when there
     * is none.
     */
    public static Conversion conversion(String directive) {
        return CONVERSIONS.get(directive);
    }

    @Override
    public String name() {
        return "set_misc";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        List<DirectiveSpec<ConfScope>> rows = new ArrayList<>();
        CONVERSIONS.forEach((name, conversion) -> rows.add(conversionRow(name, conversion)));
        rows.add(row("set_if_empty", Arity.TAKE2, SetMiscModule::ifEmpty));
        rows.add(
                row(
                        "set_hmac_sha1",
                        Arity.TAKE3,
                        function((x, a) -> Encodings.hmac("HmacSHA1", a[0], a[1]))));
        rows.add(
                row(
                        "set_hmac_sha256",
                        Arity.TAKE3,
                        function((x, a) -> Encodings.hmac("HmacSHA256", a[0], a[1]))));
        rows.add(row("set_random", Arity.TAKE3, function(Chance::between)));
        rows.add(
                row(
                        "set_secure_random_alphanum",
                        Arity.TAKE2,
                        function(
                                (x, a) ->
                                        Chance.secure(
                                                "set_secure_random_alphanum",
                                                Chance.ALPHANUMERIC,
                                                x,
                                                a[0]))));
        rows.add(
                row(
                        "set_secure_random_lcalpha",
                        Arity.TAKE2,
                        function(
                                (x, a) ->
                                        Chance.secure(
                                                "set_secure_random_lcalpha",
                                                Chance.LOWER,
                                                x,
                                                a[0]))));
        rows.add(row("set_rotate", Arity.TAKE3, SetMiscModule::rotate));
        rows.add(
                row("set_formatted_gmt_time", Arity.TAKE2, function((x, a) -> Clock.gmt(x, a[0]))));
        rows.add(
                row(
                        "set_formatted_local_time",
                        Arity.TAKE2,
                        function((x, a) -> Clock.local(x, a[0]))));
        rows.add(row("set_hashed_upstream", Arity.TAKE3, SetMiscModule::hashedUpstream));
        rows.add(
                DirectiveSpec.of(
                        "upstream_list",
                        Set.of(Context.HTTP),
                        Arity.TWO_OR_MORE,
                        SetMiscModule::upstreamList));
        rows.add(
                DirectiveSpec.of(
                        "set_base32_padding", ALL, Arity.FLAG, SetMiscModule::base32Padding));
        rows.add(
                DirectiveSpec.of(
                        "set_misc_base32_padding",
                        ALL,
                        Arity.FLAG,
                        SetMiscModule::oldBase32Padding));
        rows.add(
                DirectiveSpec.of(
                        "set_base32_alphabet", ALL, Arity.TAKE1, SetMiscModule::base32Alphabet));
        return rows;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.main(LISTS, HashMap::new),
                ModuleConfig.location(
                        BASE32, Base32::new, (scope, outer, inner) -> inner.inherit(outer)));
    }

    private static DirectiveSpec<ConfScope> row(
            String name, Arity arity, Setter<ConfScope> setter) {
        return DirectiveSpec.of(name, RewriteModule.CONTEXTS, arity, setter);
    }

    /** {@code name $target [value]}: without a value the target's own. */
    private static DirectiveSpec<ConfScope> conversionRow(String name, Conversion conversion) {
        return row(
                name,
                Arity.TAKE12,
                (scope, directive) -> {
                    Variable target = RewriteModule.target(scope, directive, directive.argument(0));
                    Interpolation source =
                            scope.interpolation(
                                    directive.count() > 1
                                            ? directive.argument(1)
                                            : directive.argument(0),
                                    directive);
                    step(scope, target, x -> conversion.apply(x, source.evaluate(x)));
                });
    }

    /** {@code name $target arguments}. */
    private static Setter<ConfScope> function(Function function) {
        return (scope, directive) -> {
            Variable target = RewriteModule.target(scope, directive, directive.argument(0));
            Interpolation[] sources = new Interpolation[directive.count() - 1];
            for (int i = 0; i < sources.length; i++) {
                sources[i] = scope.interpolation(directive.argument(i + 1), directive);
            }
            step(scope, target, x -> function.apply(x, evaluate(sources, x)));
        };
    }

    private static String[] evaluate(Interpolation[] sources, Exchange x) {
        String[] values = new String[sources.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = sources[i].evaluate(x);
        }
        return values;
    }

    private static void step(
            ConfScope scope, Variable target, java.util.function.Function<Exchange, String> value) {
        RewriteModule.addOperation(
                scope,
                run -> {
                    String text = value.apply(run.exchange());
                    if (text == null) {
                        return run.fail(INTERNAL_SERVER_ERROR);
                    }
                    target.assign(run.exchange(), text);
                    return true;
                });
    }

    // --- directives of their own kind -----------------------------------------------------------

    private static void ifEmpty(ConfScope scope, Directive directive) {
        Variable target = RewriteModule.target(scope, directive, directive.argument(0));
        Interpolation value = scope.interpolation(directive.argument(1), directive);
        step(
                scope,
                target,
                x -> {
                    String present = target.text(x);
                    return present.isEmpty() ? value.evaluate(x) : present;
                });
    }

    private static void rotate(ConfScope scope, Directive directive) {
        Variable target = RewriteModule.target(scope, directive, directive.argument(0));
        Interpolation from = scope.interpolation(directive.argument(1), directive);
        Interpolation to = scope.interpolation(directive.argument(2), directive);
        Chance.Rotation rotation = new Chance.Rotation();
        step(
                scope,
                target,
                x -> rotation.next(x, target.text(x), from.evaluate(x), to.evaluate(x)));
    }

    private static void upstreamList(ConfScope scope, Directive directive) {
        List<String> members = directive.arguments().subList(1, directive.count());
        if (scope.main(LISTS).putIfAbsent(directive.argument(0), members) != null) {
            throw directive.fail("duplicate upstream_list \"" + directive.argument(0) + '"');
        }
    }

    private static void hashedUpstream(ConfScope scope, Directive directive) {
        Variable target = RewriteModule.target(scope, directive, directive.argument(0));
        List<String> members = scope.main(LISTS).get(directive.argument(1));
        if (members == null) {
            throw directive.fail(
                    "set_hashed_upstream: upstream list \""
                            + directive.argument(1)
                            + "\" not defined yet");
        }
        Interpolation key = scope.interpolation(directive.argument(2), directive);
        step(
                scope,
                target,
                x -> {
                    String text = key.evaluate(x);
                    return members.get((int) Long.remainderUnsigned(hash(text), members.size()));
                });
    }

    /** nginx's own hash of keys, which does not look at case. */
    private static long hash(String text) {
        long key = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            key = key * 31 + (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        }
        return key;
    }

    private static void oldBase32Padding(ConfScope scope, Directive directive) {
        scope.warn(
                LogLevel.WARN,
                directive,
                "the \"set_misc_base32_padding\" directive is deprecated, use the "
                        + "\"set_base32_padding\" directive instead");
        base32Padding(scope, directive);
    }

    private static void base32Padding(ConfScope scope, Directive directive) {
        scope.location(BASE32).padding = Flag.of(directive);
    }

    private static void base32Alphabet(ConfScope scope, Directive directive) {
        if (directive.argument(0).length() != Encodings.BASE32_ALPHABET.length()) {
            throw directive.fail(
                    "\"set_base32_alphabet\" directive takes an alphabet of "
                            + directive.argument(0).length()
                            + "bytes but 32 expected");
        }
        scope.location(BASE32).alphabet = directive.argument(0);
    }

    /**
     * How a location writes base 32. Filled while the configuration is read, then only looked at.
     */
    private static final class Base32 {

        private Boolean padding;
        private String alphabet;

        Base32 inherit(Base32 outer) {
            padding = padding == null ? outer.padding : padding;
            alphabet = alphabet == null ? outer.alphabet : alphabet;
            return this;
        }

        String encode(String text) {
            return Encodings.base32(text, alphabet(), padding == null || padding);
        }

        String decode(String text) {
            return Encodings.decodeBase32(text, alphabet());
        }

        private String alphabet() {
            return alphabet == null ? Encodings.BASE32_ALPHABET : alphabet;
        }
    }
}
