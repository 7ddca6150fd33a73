// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.runtime.Prototype;
import java.util.Map;

/**
 * A class that has been written, and what goes with it into this or another process. Immutable;
 * nobody writes to the arrays.
 *
 * @param file the class file
 * @param sites names of callees, by method
 * @param soleMethod the code's only method besides initialisers, or null
 * @param lines of the code, in any order, as often as they begin there; null where the code is in
 *     another class
 * @param scopes which locals are visible where; null unless this is a traced form
 * @param constants what the class fetches in its initialiser: {@link
 *     io.perilune.lua.runtime.LuaString}, {@link io.perilune.lua.runtime.FieldCache}, {@link
 *     io.perilune.lua.runtime.TableTemplate} or an array of texts each
 */
public record FunctionClass(
        FunctionHead head,
        byte[] file,
        Map<String, Prototype.CallSites> sites,
        String soleMethod,
        int[] lines,
        Prototype.Scopes scopes,
        Object[] constants) {
    private static final Object[] NONE = {};

    /** With the code that a context was for. */
    static FunctionClass of(ClassWriter writer, ClassContext context) {
        return new FunctionClass(
                FunctionHead.of(context.scope()),
                writer.toBytes(),
                writer.sites(),
                writer.soleMethod(),
                writer.lines(),
                context.isTraced() ? context.visible().table() : null,
                context.constants().values().toArray());
    }

    /** Of closures whose code is in another class. */
    static FunctionClass withoutCode(FunctionHead head, byte[] file) {
        return new FunctionClass(head, file, Map.of(), null, null, null, NONE);
    }
}
