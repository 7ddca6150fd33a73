// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.store;

import io.perilune.lua.compiler.emit.FunctionClass;
import io.perilune.lua.compiler.emit.FunctionHead;
import io.perilune.lua.runtime.FieldCache;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.Prototype;
import io.perilune.lua.runtime.TableTemplate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads what {@link ChunkOutput} writes, of bytes that are known to be whole. Runs before HotSpot
 * has compiled anything, so it makes few calls. Confined to its reader.
 */
public final class ChunkInput {
    static final int NIL = 0;
    static final int STRING = 1;
    static final int CACHE = 2;
    static final int NAMES = 3;
    static final int NUMBER = 4;
    static final int FALSE = 5;
    static final int TRUE = 6;
    static final int TEMPLATE = 7;

    private final byte[] bytes;
    private int at;
    private String[] texts;

    /** Where the texts stand that have not been read yet. */
    private int[] places;

    public ChunkInput(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** Another one, with the same table of texts. */
    ChunkInput from(int place) {
        ChunkInput part = new ChunkInput(bytes, place);
        part.texts = texts;
        part.places = places;
        return part;
    }

    int place() {
        return at;
    }

    // --- numbers and texts -----------------------------------------------------------------------

    int octet() {
        return bytes[at++];
    }

    int number() {
        int value = bytes[at++];
        if (value >= 0) {
            return value;
        }
        value &= 0x7f;
        for (int shift = 7; ; shift += 7) {
            int next = bytes[at++];
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private int difference() {
        int value = number();
        return value >>> 1 ^ -(value & 1);
    }

    /** Whether a block with these bytes is next; goes behind it. */
    public boolean isBlock(byte[] expected) {
        int length = number();
        int begin = at;
        at += length;
        return Arrays.equals(bytes, begin, at, expected, 0, expected.length);
    }

    private byte[] block() {
        int length = number();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Goes behind a block. Returns its place. */
    int skipBlock() {
        int length = number();
        at += length;
        return at - length;
    }

    void table() {
        int count = number();
        texts = new String[count + 1];
        places = new int[count + 1];
        for (int i = 1; i <= count; i++) {
            places[i] = at;
            int length = number();
            at += length;
        }
    }

    /** May be null. */
    String text() {
        int number = number();
        String known = texts[number];
        if (known == null && number != 0) {
            known = textAt(places[number]);
            texts[number] = known;
        }
        return known;
    }

    private String textAt(int place) {
        int before = at;
        at = place;
        int length = number();
        String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        at = before;
        return text;
    }

    private String[] texts() {
        String[] some = new String[number()];
        for (int i = 0; i < some.length; i++) {
            some[i] = text();
        }
        return some;
    }

    private int[] differences() {
        int[] values = new int[number()];
        int value = 0;
        for (int i = 0; i < values.length; i++) {
            value += difference();
            values[i] = value;
        }
        return values;
    }

    // --- classes ---------------------------------------------------------------------------------

    FunctionClass functionClass() {
        FunctionHead head = head();
        byte[] file = block();
        int[] lines = octet() == 0 ? null : differences();
        String soleMethod = text();
        Map<String, Prototype.CallSites> sites = sites();
        Prototype.Scopes scopes = octet() == 0 ? null : scopes();
        return new FunctionClass(head, file, sites, soleMethod, lines, scopes, constants());
    }

    private FunctionHead head() {
        return new FunctionHead(
                number(), number(), number(), number(), octet() != 0, texts(), texts());
    }

    private Map<String, Prototype.CallSites> sites() {
        int count = number();
        if (count == 0) {
            return Map.of();
        }
        Map<String, Prototype.CallSites> sites = new HashMap<>();
        for (int i = 0; i < count; i++) {
            sites.put(text(), new Prototype.CallSites(differences(), texts()));
        }
        return sites;
    }

    private Prototype.Scopes scopes() {
        int[] parents = differences();
        int[] places = differences();
        String[] names = texts();
        boolean[] numbers = new boolean[names.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = octet() != 0;
        }
        return new Prototype.Scopes(parents, places, names, numbers);
    }

    private Object[] constants() {
        Object[] constants = new Object[number()];
        for (int i = 0; i < constants.length; i++) {
            constants[i] = constant();
        }
        return constants;
    }

    private Object constant() {
        return switch (octet()) {
            case NIL -> null;
            case STRING -> LuaString.constant(text());
            case CACHE -> FieldCache.of(text());
            case NAMES -> texts();
            case NUMBER -> Double.longBitsToDouble(number() & 0xffff_ffffL | (long) number() << 32);
            case FALSE -> false;
            case TRUE -> true;
            default -> new TableTemplate(number(), constants(), constants());
        };
    }
}
