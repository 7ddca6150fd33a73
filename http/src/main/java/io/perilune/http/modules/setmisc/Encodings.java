// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.setmisc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Base 32, base 64, hexadecimal digits and digests. Texts have one char per byte; a text that
 * cannot be decoded gives null. Stateless.
 */
final class Encodings {

    static final String BASE32_ALPHABET = "0123456789abcdefghijklmnopqrstuv";

    private Encodings() {}

    static String base64(String text) {
        return latin1(Base64.getEncoder().encode(bytes(text)));
    }

    static String base64url(String text) {
        return latin1(Base64.getUrlEncoder().withoutPadding().encode(bytes(text)));
    }

    static String decodeBase64(String text) {
        return decodeBase64(text, "+/");
    }

    static String decodeBase64url(String text) {
        return decodeBase64(text, "-_");
    }

    /**
     * As nginx: stops at the first "=", wants another rest than 1, ignores bits that are left over.
     */
    private static String decodeBase64(String text, String last) {
        int end = text.indexOf('=') < 0 ? text.length() : text.indexOf('=');
        if (end % 4 == 1) {
            return null;
        }
        StringBuilder out = new StringBuilder(end * 3 / 4);
        int bits = 0;
        int value = 0;
        for (int i = 0; i < end; i++) {
            int digit = base64Digit(text.charAt(i), last);
            if (digit < 0) {
                return null;
            }
            value = value << 6 | digit;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                out.append((char) (value >> bits & 255));
            }
        }
        return out.toString();
    }

    private static int base64Digit(char c, String last) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        int index = last.indexOf(c);
        return index < 0 ? -1 : 62 + index;
    }

    static String base32(String text, String alphabet, boolean padding) {
        StringBuilder out = new StringBuilder(text.length() * 8 / 5 + 8);
        int bits = 0;
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            value = value << 8 | text.charAt(i);
            for (bits += 8; bits >= 5; bits -= 5) {
                out.append(alphabet.charAt(value >> bits - 5 & 31));
            }
        }
        if (bits > 0) {
            out.append(alphabet.charAt(value << 5 - bits & 31));
        }
        while (padding && out.length() % 8 != 0) {
            out.append('=');
        }
        return out.toString();
    }

    static String decodeBase32(String text, String alphabet) {
        StringBuilder out = new StringBuilder(text.length() * 5 / 8);
        int bits = 0;
        int value = 0;
        for (int i = 0; i < text.length() && text.charAt(i) != '='; i++) {
            int digit = alphabet.indexOf(text.charAt(i));
            if (digit < 0) {
                return null;
            }
            value = value << 5 | digit;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out.append((char) (value >> bits & 255));
            }
        }
        return out.toString();
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(bytes(text));
    }

    static String decodeHex(String text) {
        try {
            return latin1(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static String md5(String text) {
        return digest("MD5", text);
    }

    static String sha1(String text) {
        return digest("SHA-1", text);
    }

    private static String digest(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes of the code, not their digits. */
    static String hmac(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.isEmpty() ? new byte[1] : bytes(key), algorithm));
            return latin1(mac.doFinal(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
