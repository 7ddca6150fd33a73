// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import static io.perilune.lua.compiler.emit.Linkage.BOOLEAN;
import static io.perilune.lua.compiler.emit.Linkage.DOUBLE;
import static io.perilune.lua.compiler.emit.Linkage.FIELD_CACHE;
import static io.perilune.lua.compiler.emit.Linkage.INDEXING;
import static io.perilune.lua.compiler.emit.Linkage.INT;
import static io.perilune.lua.compiler.emit.Linkage.LUA_STRING;
import static io.perilune.lua.compiler.emit.Linkage.NOTHING_TO_VOID;
import static io.perilune.lua.compiler.emit.Linkage.OBJECT;
import static io.perilune.lua.compiler.emit.Linkage.OBJECTS;
import static io.perilune.lua.compiler.emit.Linkage.STRING;
import static io.perilune.lua.compiler.emit.Linkage.TABLE;
import static io.perilune.lua.compiler.emit.Linkage.TAG;
import static io.perilune.lua.compiler.emit.Linkage.TEMPLATE;
import static io.perilune.lua.compiler.emit.Linkage.VALUES;
import static io.perilune.lua.compiler.emit.Linkage.VM;
import static io.perilune.lua.compiler.emit.Linkage.VOID;
import static io.perilune.lua.compiler.emit.Linkage.type;

import java.lang.constant.MethodTypeDesc;

/** What generated code uses of the runtime to read, write and make tables. Stateless. */
final class TableLinkage {
    private static final MethodTypeDesc NOTHING_TO_TABLE = type(TABLE);
    private static final MethodTypeDesc TABLE_INT_OBJECTS_TO_VOID = type(VOID, TABLE, INT, OBJECTS);
    private static final MethodTypeDesc LUA_STRING_OBJECT_DOUBLE_TO_VOID =
            type(VOID, LUA_STRING, OBJECT, DOUBLE);
    private static final MethodTypeDesc INT_OBJECT_DOUBLE_TO_VOID = type(VOID, INT, OBJECT, DOUBLE);
    private static final MethodTypeDesc INT_INT_TO_VOID = type(VOID, INT, INT);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_OBJECT_DOUBLE_FIELD_CACHE_STRING_TO_VOID =
            type(VOID, VM, OBJECT, DOUBLE, OBJECT, DOUBLE, FIELD_CACHE, STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_INT_OBJECT_DOUBLE_STRING_TO_VOID =
            type(VOID, VM, OBJECT, DOUBLE, INT, OBJECT, DOUBLE, STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_DOUBLE_OBJECT_DOUBLE_STRING_TO_VOID =
            type(VOID, VM, OBJECT, DOUBLE, DOUBLE, OBJECT, DOUBLE, STRING);
    private static final MethodTypeDesc
            VM_OBJECT_DOUBLE_OBJECT_DOUBLE_OBJECT_DOUBLE_STRING_TO_VOID =
                    type(VOID, VM, OBJECT, DOUBLE, OBJECT, DOUBLE, OBJECT, DOUBLE, STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_FIELD_CACHE_STRING_TO_OBJECT =
            type(OBJECT, VM, OBJECT, DOUBLE, FIELD_CACHE, STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_INT_STRING_TO_OBJECT =
            type(OBJECT, VM, OBJECT, DOUBLE, INT, STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_DOUBLE_STRING_TO_OBJECT =
            type(OBJECT, VM, OBJECT, DOUBLE, DOUBLE, STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_OBJECT_DOUBLE_STRING_TO_OBJECT =
            type(OBJECT, VM, OBJECT, DOUBLE, OBJECT, DOUBLE, STRING);

    private TableLinkage() {}

    /** vm, object, key, name -> two-slot reference */
    static void get(Code code) {
        code.invokestatic(INDEXING, "get", VM_OBJECT_DOUBLE_OBJECT_DOUBLE_STRING_TO_OBJECT);
    }

    /** vm, object, number key, name -> two-slot reference */
    static void getNumber(Code code) {
        code.invokestatic(INDEXING, "getNumber", VM_OBJECT_DOUBLE_DOUBLE_STRING_TO_OBJECT);
    }

    /** vm, object, int key, name -> two-slot reference */
    static void getInt(Code code) {
        code.invokestatic(INDEXING, "getInt", VM_OBJECT_DOUBLE_INT_STRING_TO_OBJECT);
    }

    /** vm, object, cache, name -> two-slot reference */
    static void getField(Code code) {
        code.invokestatic(FIELD_CACHE, "get", VM_OBJECT_DOUBLE_FIELD_CACHE_STRING_TO_OBJECT);
    }

    /** vm, object, key, value, name -> */
    static void set(Code code) {
        code.invokestatic(
                INDEXING, "set", VM_OBJECT_DOUBLE_OBJECT_DOUBLE_OBJECT_DOUBLE_STRING_TO_VOID);
    }

    /** vm, object, number key, value, name -> */
    static void setNumber(Code code) {
        code.invokestatic(
                INDEXING, "setNumber", VM_OBJECT_DOUBLE_DOUBLE_OBJECT_DOUBLE_STRING_TO_VOID);
    }

    /** vm, object, int key, value, name -> */
    static void setInt(Code code) {
        code.invokestatic(INDEXING, "setInt", VM_OBJECT_DOUBLE_INT_OBJECT_DOUBLE_STRING_TO_VOID);
    }

    /** vm, object, value, cache, name -> */
    static void setField(Code code) {
        code.invokestatic(
                FIELD_CACHE, "set", VM_OBJECT_DOUBLE_OBJECT_DOUBLE_FIELD_CACHE_STRING_TO_VOID);
    }

    private static final MethodTypeDesc TRY_GET = type(OBJECT, VM, OBJECT, OBJECT, DOUBLE);
    private static final MethodTypeDesc TRY_GET_NUMBER = type(OBJECT, VM, OBJECT, DOUBLE);
    private static final MethodTypeDesc TRY_GET_INT = type(OBJECT, VM, OBJECT, INT);
    private static final MethodTypeDesc TRY_GET_FIELD = type(OBJECT, VM, OBJECT, FIELD_CACHE);
    private static final MethodTypeDesc TRY_SET =
            type(BOOLEAN, OBJECT, OBJECT, DOUBLE, OBJECT, DOUBLE);
    private static final MethodTypeDesc TRY_SET_NUMBER =
            type(BOOLEAN, OBJECT, DOUBLE, OBJECT, DOUBLE);
    private static final MethodTypeDesc TRY_SET_INT = type(BOOLEAN, OBJECT, INT, OBJECT, DOUBLE);
    private static final MethodTypeDesc TRY_SET_FIELD =
            type(BOOLEAN, OBJECT, OBJECT, DOUBLE, FIELD_CACHE);
    private static final MethodTypeDesc GET_METHOD =
            type(OBJECT, VM, OBJECT, DOUBLE, FIELD_CACHE, STRING);

    static void miss(Code code) {
        code.getstatic(TAG, "MISS", OBJECT);
    }

    /** vm, object's reference, key -> two-slot reference or MISS */
    static void tryGet(Code code) {
        code.invokestatic(INDEXING, "tryGet", TRY_GET);
    }

    /** vm, object's reference, number -> two-slot reference or MISS */
    static void tryGetNumber(Code code) {
        code.invokestatic(INDEXING, "tryGetNumber", TRY_GET_NUMBER);
    }

    /** vm, object's reference, int -> two-slot reference or MISS */
    static void tryGetInt(Code code) {
        code.invokestatic(INDEXING, "tryGetInt", TRY_GET_INT);
    }

    /** vm, object's reference, cache -> two-slot reference or MISS */
    static void tryGetField(Code code) {
        code.invokestatic(FIELD_CACHE, "tryGet", TRY_GET_FIELD);
    }

    /** vm, object's reference, cache -> two-slot reference or MISS; learns */
    static void peekField(Code code) {
        code.invokestatic(FIELD_CACHE, "peek", TRY_GET_FIELD);
    }

    /** vm, object's reference, cache -> two-slot reference or MISS */
    static void tryGetMethod(Code code) {
        code.invokestatic(FIELD_CACHE, "tryMethod", TRY_GET_FIELD);
    }

    /** vm, object, cache, name -> two-slot reference of a method */
    static void getMethod(Code code) {
        code.invokestatic(FIELD_CACHE, "get", GET_METHOD);
    }

    private static final MethodTypeDesc OBJECT_FIELD_CACHE_TO_DOUBLE =
            type(DOUBLE, OBJECT, FIELD_CACHE);

    /** object's reference, cache -> number, NaN for anything else */
    static void fieldNumber(Code code) {
        code.invokestatic(FIELD_CACHE, "number", OBJECT_FIELD_CACHE_TO_DOUBLE);
    }

    /** object's reference, int or number -> number, NaN for anything else */
    static void itemNumber(Code code, boolean isInt) {
        code.invokestatic(INDEXING, "itemNumber", type(DOUBLE, OBJECT, isInt ? INT : DOUBLE));
    }

    /** object's reference, int or number, number -> whether it is done */
    static void trySetItemNumber(Code code, boolean isInt) {
        code.invokestatic(
                INDEXING, "trySetItemNumber", type(BOOLEAN, OBJECT, isInt ? INT : DOUBLE, DOUBLE));
    }

    /** object's reference, key, value -> whether it is done */
    static void trySet(Code code) {
        code.invokestatic(INDEXING, "trySet", TRY_SET);
    }

    /** object's reference, number, value -> whether it is done */
    static void trySetNumber(Code code) {
        code.invokestatic(INDEXING, "trySetNumber", TRY_SET_NUMBER);
    }

    /** object's reference, int, value -> whether it is done */
    static void trySetInt(Code code) {
        code.invokestatic(INDEXING, "trySetInt", TRY_SET_INT);
    }

    /** object's reference, value, cache -> whether it is done */
    static void trySetField(Code code) {
        code.invokestatic(FIELD_CACHE, "trySet", TRY_SET_FIELD);
    }

    /** array size, field count -> table */
    static void newTable(Code code, int arraySize, int fieldCount) {
        code.new_(TABLE).dup();
        if (arraySize == 0 && fieldCount == 0) {
            code.invokespecial(TABLE, "<init>", NOTHING_TO_VOID);
        } else {
            code.loadConstant(arraySize).loadConstant(fieldCount);
            code.invokespecial(TABLE, "<init>", INT_INT_TO_VOID);
        }
    }

    /** table, index, value -> ; raw, of a new table */
    static void initItem(Code code) {
        code.invokevirtual(TABLE, "setInt", INT_OBJECT_DOUBLE_TO_VOID);
    }

    /** table, key, value -> ; raw, of a new table, the key must be neither nil nor NaN */
    static void initField(Code code) {
        code.invokevirtual(TABLE, "setField", LUA_STRING_OBJECT_DOUBLE_TO_VOID);
    }

    /** table, index of the first, values -> ; raw, of a new table */
    static void initItems(Code code) {
        code.invokestatic(VALUES, "setItems", TABLE_INT_OBJECTS_TO_VOID);
    }

    /** values -> table */
    static void tableOfItems(Code code) {
        code.invokestatic(TABLE, "ofOpenItems", type(TABLE, OBJECTS));
    }

    /** template -> table */
    static void instantiate(Code code) {
        code.invokevirtual(TEMPLATE, "instantiate", NOTHING_TO_TABLE);
    }
}
