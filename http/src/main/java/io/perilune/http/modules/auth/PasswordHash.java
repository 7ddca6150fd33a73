// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.auth;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Checks a password against a hash: {@code {PLAIN}}, {@code {SHA}}, {@code {SSHA}}, {@code $apr1$},
 * and whatever the system's crypt(3) knows. Texts have one char per byte. Stateless.
 */
final class PasswordHash {

    private static final String APR1 = "$apr1$";
    private static final String ALPHABET =
            "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int APR1_ROUNDS = 1000;

    private PasswordHash() {}

    /**
     * @throws UnsupportedOperationException when the hash needs crypt(3) and the system has none
     */
    static boolean matches(String password, String hash) {
        if (hash.startsWith("{PLAIN}")) {
            return same(password, hash.substring(7));
        }
        if (hash.startsWith("{SHA}")) {
            return same(hash, "{SHA}" + base64(digest("SHA-1", bytes(password))));
        }
        if (hash.startsWith("{SSHA}")) {
            return matchesSalted(password, hash.substring(6));
        }
        if (hash.startsWith(APR1)) {
            return same(hash, apr1(password, hash));
        }
        return same(hash, SystemCrypt.crypt(password, hash));
    }

    private static boolean same(String one, String other) {
        return other != null && MessageDigest.isEqual(bytes(one), bytes(other));
    }

    private static boolean matchesSalted(String password, String encoded) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (decoded.length < 20) {
            return false;
        }
        byte[] salt = Arrays.copyOfRange(decoded, 20, decoded.length);
        return MessageDigest.isEqual(
                Arrays.copyOf(decoded, 20), digest("SHA-1", bytes(password), salt));
    }

    /** Apache's variant of the MD5 crypt: a thousand rounds over password and salt. */
    private static String apr1(String password, String setting) {
        String rest = setting.substring(APR1.length());
        int end = rest.indexOf('$');
        String salt = rest.substring(0, Math.min(8, end < 0 ? rest.length() : end));
        byte[] key = bytes(password);
        byte[] grain = bytes(salt);
        byte[] alternate = digest("MD5", key, grain, key);
        MessageDigest md5 = messageDigest("MD5");
        md5.update(key);
        md5.update(bytes(APR1));
        md5.update(grain);
        for (int left = key.length; left > 0; left -= 16) {
            md5.update(alternate, 0, Math.min(16, left));
        }
        for (int bits = key.length; bits > 0; bits >>= 1) {
            md5.update((bits & 1) != 0 ? 0 : key[0]);
        }
        byte[] sum = md5.digest();
        for (int round = 0; round < APR1_ROUNDS; round++) {
            sum = round(md5, round, sum, key, grain);
        }
        return APR1 + salt + '$' + encode(sum);
    }

    private static byte[] round(
            MessageDigest md5, int round, byte[] sum, byte[] key, byte[] grain) {
        boolean odd = (round & 1) != 0;
        md5.update(odd ? key : sum);
        if (round % 3 != 0) {
            md5.update(grain);
        }
        if (round % 7 != 0) {
            md5.update(key);
        }
        md5.update(odd ? sum : key);
        return md5.digest();
    }

    private static String encode(byte[] sum) {
        StringBuilder out = new StringBuilder(22);
        for (int i = 0; i < 5; i++) {
            int third = i == 4 ? 5 : i + 12;
            encode((sum[i] & 255) << 16 | (sum[i + 6] & 255) << 8 | sum[third] & 255, 4, out);
        }
        encode(sum[11] & 255, 2, out);
        return out.toString();
    }

    private static void encode(int bits, int count, StringBuilder out) {
        for (int i = 0, left = bits; i < count; i++, left >>= 6) {
            out.append(ALPHABET.charAt(left & 63));
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] digest(String algorithm, byte[]... parts) {
        MessageDigest digest = messageDigest(algorithm);
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static MessageDigest messageDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** crypt(3), which is not reentrant: one call at a time. Thread-safe. */
    @SuppressWarnings("restricted")
    private static final class SystemCrypt {
        private static final MethodHandle CRYPT = find();

        private static MethodHandle find() {
            try {
                SymbolLookup library = SymbolLookup.libraryLookup("libcrypt.so.1", Arena.global());
                return Linker.nativeLinker()
                        .downcallHandle(
                                library.findOrThrow("crypt"),
                                FunctionDescriptor.of(
                                        ValueLayout.ADDRESS,
                                        ValueLayout.ADDRESS,
                                        ValueLayout.ADDRESS));
            } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
                return null;
            }
        }

        /** Null when crypt refuses the setting. */
        static synchronized String crypt(String password, String setting) {
            if (CRYPT == null) {
                throw new UnsupportedOperationException("crypt() is not available");
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment result =
                        (MemorySegment)
                                CRYPT.invokeExact(
                                        arena.allocateFrom(password, StandardCharsets.ISO_8859_1),
                                        arena.allocateFrom(setting, StandardCharsets.ISO_8859_1));
                return result.address() == 0
                        ? null
                        : result.reinterpret(1024).getString(0, StandardCharsets.ISO_8859_1);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
