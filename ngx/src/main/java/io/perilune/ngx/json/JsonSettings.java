// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.json;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;

/** The settings of one cjson module table, with lua-cjson's defaults. Confined to its machine. */
final class JsonSettings {
    static final int INVALID_OFF = 0;
    static final int INVALID_ON = 1;
    static final int INVALID_NULL = 2;

    /** The metatables `array_mt` and `empty_array_mt`, common to all settings of a machine. */
    final LuaTable arrayMetatable;

    final LuaTable emptyArrayMetatable;

    boolean sparseConvert;
    int sparseRatio = 2;
    int sparseSafe = 10;
    int encodeMaxDepth = 1000;
    int decodeMaxDepth = 1000;
    int encodeInvalidNumbers = INVALID_OFF;
    boolean decodeInvalidNumbers = true;
    int numberPrecision = 14;
    boolean keepBuffer = true;
    boolean emptyTableAsObject = true;
    boolean arrayWithMetatable;
    boolean allowComment;
    boolean escapeSlash = true;
    boolean skipUnsupported;
    LuaString indent = LuaString.EMPTY;

    JsonSettings(LuaTable arrayMetatable, LuaTable emptyArrayMetatable) {
        this.arrayMetatable = arrayMetatable;
        this.emptyArrayMetatable = emptyArrayMetatable;
    }

    /** Sets all that a program can set as another one has it. */
    void takeOver(JsonSettings other) {
        sparseConvert = other.sparseConvert;
        sparseRatio = other.sparseRatio;
        sparseSafe = other.sparseSafe;
        encodeMaxDepth = other.encodeMaxDepth;
        decodeMaxDepth = other.decodeMaxDepth;
        encodeInvalidNumbers = other.encodeInvalidNumbers;
        decodeInvalidNumbers = other.decodeInvalidNumbers;
        numberPrecision = other.numberPrecision;
        keepBuffer = other.keepBuffer;
        emptyTableAsObject = other.emptyTableAsObject;
        arrayWithMetatable = other.arrayWithMetatable;
        allowComment = other.allowComment;
        escapeSlash = other.escapeSlash;
        skipUnsupported = other.skipUnsupported;
        indent = other.indent;
    }
}
