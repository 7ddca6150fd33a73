// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.LogPort;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * ngx.escape_uri, encode_args, base64, hashes, quoting: from text to text. Its digests are confined
 * to their worker.
 */
public final class Encoding {
    private static final ApiTable TABLE =
            ApiTable.of(
                    entry("encode_args", Encoding::encodeArgs, Phases.ANY),
                    entry("decode_args", Encoding::decodeArgs, Phases.ANY),
                    entry("encode_base64", Encoding::encodeBase64, Phases.ANY),
                    entry("decode_base64", Encoding::decodeBase64, Phases.ANY),
                    entry("decode_base64mime", Encoding::decodeBase64Mime, Phases.ANY),
                    entry("crc32_short", Encoding::crc32, Phases.ANY),
                    entry("crc32_long", Encoding::crc32, Phases.ANY),
                    entry("hmac_sha1", Encoding::hmacSha1, Phases.ANY),
                    entry("quote_sql_str", Encoding::quoteSql, Phases.ANY));

    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private Encoding() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        TABLE.install(worker, ngx);
        put(ngx, new EscapeUri(worker));
        put(ngx, new UnescapeUri(worker));
        put(ngx, new Digest(worker, "md5", "MD5", true));
        put(ngx, new Digest(worker, "md5_bin", "MD5", false));
        put(ngx, new Digest(worker, "sha1_bin", "SHA-1", false));
    }

    private static void put(LuaTable ngx, ApiFunction function) {
        ngx.setField(LuaString.constant(function.name()), function, 0);
    }

    // --- URIs
    // --------------------------------------------------------------------------------------

    private static final class EscapeUri extends ApiFunction {
        EscapeUri(LuaWorker worker) {
            super(worker, "escape_uri", Phases.ANY);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return a instanceof LuaString text
                    ? Escaping.escape(text, Escaping.COMPONENT)
                    : super.call1(vm, a, an);
        }

        @Override
        protected Object run(ApiCall call) {
            LuaString text = call.text(1);
            if (call.get(2) == null) {
                return Escaping.escape(text, Escaping.COMPONENT);
            }
            if (!(call.get(2) instanceof Double type)) {
                throw new LuaError("\"type\" is not a number");
            }
            if (type < 0 || type > Escaping.LAST_TYPE) {
                throw new LuaError(
                        "\"type\" " + call.vm().tostring(type).toLatin1() + " out of range");
            }
            return Escaping.escape(text, (int) (double) type);
        }
    }

    private static final class UnescapeUri extends ApiFunction {
        UnescapeUri(LuaWorker worker) {
            super(worker, "unescape_uri", Phases.ANY);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return a instanceof LuaString text
                    ? Escaping.unescape(text.bytes(), 0, text.length())
                    : super.call1(vm, a, an);
        }

        @Override
        protected Object run(ApiCall call) {
            LuaString text = call.text(1);
            return Escaping.unescape(text.bytes(), 0, text.length());
        }
    }

    private static Object encodeArgs(ApiCall call) {
        if (call.count() != 1) {
            throw call.error("expecting 1 argument but seen " + call.count());
        }
        return QueryArgs.encode(call, call.table(1));
    }

    private static Object decodeArgs(ApiCall call) {
        if (call.count() != 1 && call.count() != 2) {
            throw call.error("expecting 1 or 2 arguments but seen " + call.count());
        }
        LuaString text = call.string(1);
        int limit = call.count() == 2 ? call.integer(2) : QueryArgs.DEFAULT_LIMIT;
        LuaTable table = new LuaTable();
        boolean truncated = QueryArgs.parseForm(text.bytes(), text.length(), table, limit);
        if (!truncated) {
            return table;
        }
        LogPort log = call.worker().log();
        if (log.level() >= LogPort.DEBUG) {
            log.log(LogPort.DEBUG, "lua hit query args limit " + limit);
        }
        return call.results(table, RequestUri.TRUNCATED);
    }

    // --- base64
    // ------------------------------------------------------------------------------------

    private static Object encodeBase64(ApiCall call) {
        LuaString text = call.text(1);
        Object flag = call.get(2);
        if (flag != null && flag != Boolean.FALSE && flag != Boolean.TRUE) {
            throw call.error("bad no_padding: boolean expected, got " + call.typeName(2));
        }
        return Base64Text.encode(text, flag != Boolean.TRUE, false);
    }

    private static Object decodeBase64(ApiCall call) {
        if (!(call.get(1) instanceof LuaString text)) {
            throw call.error("string argument only");
        }
        return Base64Text.decode(text, Base64Text.STANDARD);
    }

    private static Object decodeBase64Mime(ApiCall call) {
        if (!(call.get(1) instanceof LuaString text)) {
            throw call.error("string argument only");
        }
        return Base64Text.decodeMime(text);
    }

    // --- hashes
    // ------------------------------------------------------------------------------------

    private static Object crc32(ApiCall call) {
        LuaString text = call.text(1);
        CRC32 sum = new CRC32();
        sum.update(text.bytes(), 0, text.length());
        return (double) sum.getValue();
    }

    private static final class Digest extends ApiFunction {
        private final MessageDigest digest;
        private final boolean hex;

        Digest(LuaWorker worker, String name, String algorithm, boolean hex) {
            super(worker, name, Phases.ANY);
            this.hex = hex;
            try {
                digest = MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException(missing);
            }
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return a instanceof LuaString text ? digest(text) : super.call1(vm, a, an);
        }

        @Override
        protected Object run(ApiCall call) {
            return digest(call.text(1));
        }

        private LuaString digest(LuaString text) {
            digest.update(text.bytes(), 0, text.length());
            byte[] sum = digest.digest();
            return LuaString.ofOwned(hex ? hex(sum) : sum);
        }
    }

    private static byte[] hex(byte[] bytes) {
        byte[] text = new byte[bytes.length * 2];
        for (int i = 0; i < bytes.length; i++) {
            text[2 * i] = HEX[bytes[i] >> 4 & 15];
            text[2 * i + 1] = HEX[bytes[i] & 15];
        }
        return text;
    }

    private static Object hmacSha1(ApiCall call) {
        if (call.count() != 2) {
            throw call.error("expecting 2 arguments, but got " + call.count());
        }
        byte[] key = call.string(1).toBytes();
        LuaString text = call.string(2);
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA1"));
            mac.update(text.bytes(), 0, text.length());
            return LuaString.ofOwned(mac.doFinal());
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // --- SQL
    // ---------------------------------------------------------------------------------------

    private static Object quoteSql(ApiCall call) {
        if (call.count() != 1) {
            throw call.error("expecting one argument");
        }
        LuaString text = call.string(1);
        ByteOutput out = new ByteOutput(text.length() + 16).put('\'');
        for (int i = 0; i < text.length(); i++) {
            int c = text.byteAt(i);
            int escape = sqlEscape(c);
            if (escape != 0) {
                out.put('\\').put(escape);
            } else {
                out.put(c);
            }
        }
        return out.put('\'').toLuaString();
    }

    private static int sqlEscape(int c) {
        return switch (c) {
            case 0 -> '0';
            case '\b' -> 'b';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case 26 -> 'Z';
            case '\\', '\'', '"' -> c;
            default -> 0;
        };
    }
}
