// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.store;

import io.perilune.lua.compiler.emit.Bytes;
import io.perilune.lua.compiler.emit.FunctionClass;
import io.perilune.lua.compiler.emit.FunctionHead;
import io.perilune.lua.runtime.FieldCache;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.Prototype;
import io.perilune.lua.runtime.TableTemplate;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes classes as {@link ChunkInput} reads them: small numbers in few bytes, texts (one byte a
 * char) by their number in a table. Confined to its writer.
 */
public final class ChunkOutput {
    private final Map<String, Integer> texts;
    private final Bytes bytes = new Bytes(1024);

    public ChunkOutput() {
        this(new LinkedHashMap<>());
    }

    private ChunkOutput(Map<String, Integer> texts) {
        this.texts = texts;
    }

    /** Another one with the same table of texts. */
    ChunkOutput part() {
        return new ChunkOutput(texts);
    }

    /** With nothing in it again. */
    ChunkOutput empty() {
        bytes.clear();
        return this;
    }

    public byte[] toBytes() {
        return bytes.toArray();
    }

    // --- numbers and texts -----------------------------------------------------------------------

    ChunkOutput octet(int value) {
        bytes.u1(value);
        return this;
    }

    /** Seven bits a byte, the lowest first. */
    ChunkOutput number(int value) {
        int rest = value;
        while (rest >>> 7 != 0) {
            bytes.u1(rest | 0x80);
            rest >>>= 7;
        }
        bytes.u1(rest);
        return this;
    }

    /** Of either sign. */
    private void difference(int value) {
        number(value << 1 ^ value >> 31);
    }

    public ChunkOutput block(byte[] block) {
        number(block.length);
        bytes.all(block);
        return this;
    }

    /** The same with what a part has. */
    ChunkOutput block(ChunkOutput part) {
        number(part.bytes.size());
        return all(part);
    }

    ChunkOutput all(ChunkOutput part) {
        bytes.all(part.bytes);
        return this;
    }

    private ChunkOutput inline(String text) {
        return block(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** May be null. */
    ChunkOutput text(String text) {
        return number(text == null ? 0 : numberOf(text));
    }

    private int numberOf(String text) {
        Integer known = texts.get(text);
        if (known == null) {
            known = texts.size() + 1;
            texts.put(text, known);
        }
        return known;
    }

    private void texts(String... some) {
        number(some.length);
        for (String text : some) {
            text(text);
        }
    }

    /** All texts that parts have mentioned. */
    ChunkOutput table() {
        number(texts.size());
        texts.keySet().forEach(this::inline);
        return this;
    }

    private void differences(int... values) {
        number(values.length);
        int before = 0;
        for (int value : values) {
            difference(value - before);
            before = value;
        }
    }

    // --- classes ---------------------------------------------------------------------------------

    ChunkOutput functionClass(FunctionClass made) {
        head(made.head());
        block(made.file());
        octet(made.lines() == null ? 0 : 1);
        if (made.lines() != null) {
            differences(made.lines());
        }
        text(made.soleMethod());
        number(made.sites().size());
        made.sites().forEach(this::callSites);
        octet(made.scopes() == null ? 0 : 1);
        if (made.scopes() != null) {
            scopes(made.scopes());
        }
        constants(made.constants());
        return this;
    }

    private void head(FunctionHead head) {
        number(head.begin()).number(head.end()).number(head.line()).number(head.lastLine());
        octet(head.isVararg() ? 1 : 0);
        texts(head.parameters());
        texts(head.upvalues());
    }

    private void callSites(String method, Prototype.CallSites sites) {
        text(method);
        differences(sites.bytecodeIndexes());
        texts(sites.callees());
    }

    private void scopes(Prototype.Scopes scopes) {
        differences(scopes.parents());
        differences(scopes.places());
        texts(scopes.names());
        for (boolean isNumber : scopes.numbers()) {
            octet(isNumber ? 1 : 0);
        }
    }

    private void constants(Object... constants) {
        number(constants.length);
        for (Object constant : constants) {
            constant(constant);
        }
    }

    private void constant(Object constant) {
        if (constant == null) {
            octet(ChunkInput.NIL);
        } else if (constant instanceof LuaString string) {
            octet(ChunkInput.STRING).text(string.toLatin1());
        } else if (constant instanceof FieldCache cache) {
            octet(ChunkInput.CACHE).text(cache.key().toLatin1());
        } else if (constant instanceof String[] names) {
            octet(ChunkInput.NAMES).texts(names);
        } else if (constant instanceof Double number) {
            long bits = Double.doubleToRawLongBits(number);
            octet(ChunkInput.NUMBER).number((int) bits).number((int) (bits >>> 32));
        } else if (constant instanceof Boolean truth) {
            octet(truth ? ChunkInput.TRUE : ChunkInput.FALSE);
        } else {
            TableTemplate template = (TableTemplate) constant;
            octet(ChunkInput.TEMPLATE).number(template.arrayRoom());
            constants(template.keys());
            constants(template.values());
        }
    }
}
