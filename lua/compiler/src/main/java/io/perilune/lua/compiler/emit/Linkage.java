// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.tree.Operator;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** The names and types of the runtime that generated code uses. Stateless. */
final class Linkage {
    private static final String RUNTIME = "io.perilune.lua.runtime";

    static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    static final ClassDesc OBJECTS = OBJECT.arrayType();
    static final ClassDesc STRING = ConstantDescs.CD_String;
    static final ClassDesc DOUBLE = ConstantDescs.CD_double;
    static final ClassDesc INT = ConstantDescs.CD_int;
    static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
    static final ClassDesc VOID = ConstantDescs.CD_void;
    static final ClassDesc VM = runtime("LuaVm");
    static final ClassDesc TAG = runtime("Tag");
    static final ClassDesc TABLE = runtime("LuaTable");
    static final ClassDesc FUNCTION = runtime("LuaFunction");
    static final ClassDesc CLOSURE = runtime("LuaClosure");
    static final ClassDesc LUA_STRING = runtime("LuaString");
    static final ClassDesc CELL = runtime("Cell");
    static final ClassDesc PROTOTYPE = runtime("Prototype");
    static final ClassDesc FIELD_CACHE = runtime("FieldCache");
    static final ClassDesc TEMPLATE = runtime("TableTemplate");
    static final ClassDesc CODE_LOADER = runtime("CodeLoader");
    static final ClassDesc BOXED_BOOLEAN = ConstantDescs.CD_Boolean;

    private static final ClassDesc ARITHMETIC = runtime("Arithmetic");
    private static final ClassDesc COMPARISON = runtime("Comparison");
    private static final ClassDesc CONCATENATION = runtime("Concatenation");
    private static final ClassDesc INDEXING = runtime("Indexing");
    private static final ClassDesc INVOCATION = runtime("Invocation");
    private static final ClassDesc LENGTH = runtime("Length");
    private static final ClassDesc VALUES = runtime("Values");

    private Linkage() {}

    private static ClassDesc runtime(String name) {
        return ClassDesc.of(RUNTIME, name);
    }

    private static MethodTypeDesc type(ClassDesc result, ClassDesc... parameters) {
        return MethodTypeDesc.of(result, parameters);
    }

    // --- calling conventions ---------------------------------------------------------------------

    /** Entry points that take their arguments one by one: call0 to call8. */
    static final int REGISTER_ARGUMENTS = 8;

    static final MethodTypeDesc CALL_N = type(OBJECT, VM, OBJECTS);

    private static final MethodTypeDesc[] CALLS = new MethodTypeDesc[REGISTER_ARGUMENTS + 1];

    static {
        for (int count = 0; count <= REGISTER_ARGUMENTS; count++) {
            ClassDesc[] parameters = new ClassDesc[1 + 2 * count];
            parameters[0] = VM;
            for (int i = 0; i < count; i++) {
                parameters[1 + 2 * i] = OBJECT;
                parameters[2 + 2 * i] = DOUBLE;
            }
            CALLS[count] = type(OBJECT, parameters);
        }
    }

    static MethodTypeDesc callType(int arguments) {
        return CALLS[arguments];
    }

    static String callName(int arguments) {
        return "call" + arguments;
    }

    // --- constants -------------------------------------------------------------------------------

    static void num(CodeBuilder code) {
        code.getstatic(TAG, "NUM", OBJECT);
    }

    static void many(CodeBuilder code) {
        code.getstatic(TAG, "MANY", OBJECT);
    }

    static void bool(CodeBuilder code, boolean value) {
        code.getstatic(BOXED_BOOLEAN, value ? "TRUE" : "FALSE", BOXED_BOOLEAN);
    }

    static void noValues(CodeBuilder code) {
        code.getstatic(VM, "NO_VALUES", OBJECTS);
    }

    static void numOfVm(CodeBuilder code) {
        code.getfield(VM, "num", DOUBLE);
    }

    static void setNumOfVm(CodeBuilder code) {
        code.putfield(VM, "num", DOUBLE);
    }

    static void setResultsOfVm(CodeBuilder code) {
        code.putfield(VM, "results", OBJECTS);
    }

    static void setCallerOfVm(CodeBuilder code) {
        code.putfield(VM, "caller", CLOSURE);
    }

    static void tailBudget(CodeBuilder code) {
        code.getfield(VM, "tailBudget", INT);
    }

    static void setTailBudget(CodeBuilder code) {
        code.putfield(VM, "tailBudget", INT);
    }

    // --- the machine -----------------------------------------------------------------------------

    /** vm -> two-slot reference */
    static void firstOfMany(CodeBuilder code) {
        code.invokevirtual(VM, "firstOfMany", type(OBJECT));
    }

    /** vm, answer -> ; the first values go to the registers */
    static void spread(CodeBuilder code) {
        code.invokevirtual(VM, "spread", type(VOID, OBJECT));
    }

    /** How many results have registers of their own. */
    static final int REGISTER_RESULTS = 3;

    /** vm, two or three values -> MANY */
    static void many(CodeBuilder code, int count) {
        code.invokevirtual(VM, count == 2 ? "two" : "three", callType(count).dropParameterTypes(0, 1));
    }

    /** vm -> reference of a register */
    static void referenceOfRegister(CodeBuilder code, int index) {
        code.getfield(VM, "ref" + index, OBJECT);
    }

    /** vm -> double of a register */
    static void numberOfRegister(CodeBuilder code, int index) {
        code.getfield(VM, "num" + index, DOUBLE);
    }

    /** vm, answer -> answer */
    static void settle(CodeBuilder code) {
        code.invokevirtual(VM, "settle", type(OBJECT, OBJECT));
    }

    /** vm, answer -> values */
    static void all(CodeBuilder code) {
        code.invokevirtual(VM, "all", type(OBJECTS, OBJECT));
    }

    /** vm -> */
    static void poll(CodeBuilder code) {
        code.invokevirtual(VM, "poll", type(VOID));
    }

    /** vm, function, arguments -> MANY */
    static void tailCall(CodeBuilder code) {
        code.invokevirtual(VM, "tailCall", type(OBJECT, OBJECT, OBJECTS));
    }

    /** reference, double -> boxed */
    static void box(CodeBuilder code) {
        code.invokestatic(FUNCTION, "box", type(OBJECT, OBJECT, DOUBLE));
    }

    /** double -> boxed */
    static void boxNumber(CodeBuilder code) {
        code.invokestatic(ConstantDescs.CD_Double, "valueOf", type(ConstantDescs.CD_Double, DOUBLE));
    }

    // --- values ----------------------------------------------------------------------------------

    /** boxed -> two-slot reference */
    static void tagOf(CodeBuilder code) {
        code.invokestatic(VALUES, "tag", type(OBJECT, OBJECT));
    }

    /** boxed -> double */
    static void numberOf(CodeBuilder code) {
        code.invokestatic(VALUES, "number", type(DOUBLE, OBJECT));
    }

    /** values, index -> boxed */
    static void valueAt(CodeBuilder code) {
        code.invokestatic(VALUES, "at", type(OBJECT, OBJECTS, INT));
    }

    /** values, index -> the values from there on */
    static void valuesFrom(CodeBuilder code) {
        code.invokestatic(VALUES, "from", type(OBJECTS, OBJECTS, INT));
    }

    /** values, values -> both */
    static void joinValues(CodeBuilder code) {
        code.invokestatic(INVOCATION, "append", type(OBJECTS, OBJECTS, OBJECTS));
    }

    /** two-slot reference -> whether it counts as true */
    static void truth(CodeBuilder code) {
        code.invokestatic(COMPARISON, "isTrue", type(BOOLEAN, OBJECT));
    }

    /** vm, reference, double, part -> double, or the error of a for loop */
    static void forNumber(CodeBuilder code) {
        code.invokestatic(VALUES, "forNumber", type(DOUBLE, VM, OBJECT, DOUBLE, STRING));
    }

    // --- operations ------------------------------------------------------------------------------

    private static final MethodTypeDesc BINARY =
            type(OBJECT, VM, OBJECT, DOUBLE, OBJECT, DOUBLE, STRING, STRING);

    /** vm, left, right, names of both -> two-slot reference; not for two numbers */
    static void arithmeticSlow(CodeBuilder code, Operator operator) {
        String name =
                switch (operator) {
                    case ADD -> "addSlow";
                    case SUBTRACT -> "subSlow";
                    case MULTIPLY -> "mulSlow";
                    case DIVIDE -> "divSlow";
                    case MODULO -> "modSlow";
                    case POWER -> "powSlow";
                    default -> throw new IllegalArgumentException(operator.text());
                };
        code.invokestatic(ARITHMETIC, name, BINARY);
    }

    /** double, double -> double */
    static void numeric(CodeBuilder code, Operator operator) {
        switch (operator) {
            case ADD -> code.dadd();
            case SUBTRACT -> code.dsub();
            case MULTIPLY -> code.dmul();
            case DIVIDE -> code.ddiv();
            case MODULO -> code.invokestatic(ARITHMETIC, "mod", type(DOUBLE, DOUBLE, DOUBLE));
            case POWER -> code.invokestatic(ARITHMETIC, "pow", type(DOUBLE, DOUBLE, DOUBLE));
            default -> throw new IllegalArgumentException(operator.text());
        }
    }

    /** vm, operand, name -> two-slot reference; not for a number */
    static void negateSlow(CodeBuilder code) {
        code.invokestatic(ARITHMETIC, "unmSlow", type(OBJECT, VM, OBJECT, DOUBLE, STRING));
    }

    /** vm, operand, name -> two-slot reference */
    static void length(CodeBuilder code) {
        code.invokestatic(LENGTH, "length", type(OBJECT, VM, OBJECT, DOUBLE, STRING));
    }

    private static final MethodTypeDesc COMPARE = type(BOOLEAN, VM, OBJECT, DOUBLE, OBJECT, DOUBLE);

    /** vm, left, right -> boolean; not for two numbers */
    static void lessSlow(CodeBuilder code) {
        code.invokestatic(COMPARISON, "ltSlow", COMPARE);
    }

    /** vm, left, right -> boolean; not for two numbers */
    static void lessOrEqualSlow(CodeBuilder code) {
        code.invokestatic(COMPARISON, "leSlow", COMPARE);
    }

    /** vm, left, right -> boolean */
    static void equal(CodeBuilder code) {
        code.invokestatic(COMPARISON, "eq", COMPARE);
    }

    /** two-slot reference, string -> boolean */
    static void equalToString(CodeBuilder code) {
        code.invokestatic(COMPARISON, "isString", type(BOOLEAN, OBJECT, LUA_STRING));
    }

    /** vm, left, right, names of both -> two-slot reference */
    static void concat(CodeBuilder code) {
        code.invokestatic(CONCATENATION, "concat", BINARY);
    }

    /** vm, boxed values, names -> two-slot reference */
    static void concatMany(CodeBuilder code) {
        code.invokestatic(
                CONCATENATION, "concatN", type(OBJECT, VM, OBJECTS, STRING.arrayType()));
    }

    // --- tables ----------------------------------------------------------------------------------

    /** vm, object, key, name -> two-slot reference */
    static void get(CodeBuilder code) {
        code.invokestatic(
                INDEXING, "get", type(OBJECT, VM, OBJECT, DOUBLE, OBJECT, DOUBLE, STRING));
    }

    /** vm, object, number key, name -> two-slot reference */
    static void getNumber(CodeBuilder code) {
        code.invokestatic(INDEXING, "getNumber", type(OBJECT, VM, OBJECT, DOUBLE, DOUBLE, STRING));
    }

    /** vm, object, int key, name -> two-slot reference */
    static void getInt(CodeBuilder code) {
        code.invokestatic(INDEXING, "getInt", type(OBJECT, VM, OBJECT, DOUBLE, INT, STRING));
    }

    /** vm, object, cache, name -> two-slot reference */
    static void getField(CodeBuilder code) {
        code.invokestatic(
                FIELD_CACHE, "get", type(OBJECT, VM, OBJECT, DOUBLE, FIELD_CACHE, STRING));
    }

    /** vm, object, key, value, name -> */
    static void set(CodeBuilder code) {
        code.invokestatic(
                INDEXING,
                "set",
                type(VOID, VM, OBJECT, DOUBLE, OBJECT, DOUBLE, OBJECT, DOUBLE, STRING));
    }

    /** vm, object, number key, value, name -> */
    static void setNumber(CodeBuilder code) {
        code.invokestatic(
                INDEXING, "setNumber", type(VOID, VM, OBJECT, DOUBLE, DOUBLE, OBJECT, DOUBLE, STRING));
    }

    /** vm, object, int key, value, name -> */
    static void setInt(CodeBuilder code) {
        code.invokestatic(
                INDEXING, "setInt", type(VOID, VM, OBJECT, DOUBLE, INT, OBJECT, DOUBLE, STRING));
    }

    /** vm, object, value, cache, name -> */
    static void setField(CodeBuilder code) {
        code.invokestatic(
                FIELD_CACHE,
                "set",
                type(VOID, VM, OBJECT, DOUBLE, OBJECT, DOUBLE, FIELD_CACHE, STRING));
    }

    /** array size, field count -> table */
    static void newTable(CodeBuilder code, int arraySize, int fieldCount) {
        code.new_(TABLE).dup();
        if (arraySize == 0 && fieldCount == 0) {
            code.invokespecial(TABLE, "<init>", type(VOID));
        } else {
            code.loadConstant(arraySize).loadConstant(fieldCount);
            code.invokespecial(TABLE, "<init>", type(VOID, INT, INT));
        }
    }

    /** table, index, value -> ; raw, of a new table */
    static void initItem(CodeBuilder code) {
        code.invokevirtual(TABLE, "setInt", type(VOID, INT, OBJECT, DOUBLE));
    }

    /** table, key, value -> ; raw, of a new table, the key must be neither nil nor NaN */
    static void initField(CodeBuilder code) {
        code.invokevirtual(TABLE, "setField", type(VOID, LUA_STRING, OBJECT, DOUBLE));
    }

    /** table, index of the first, values -> ; raw, of a new table */
    static void initItems(CodeBuilder code) {
        code.invokestatic(VALUES, "setItems", type(VOID, TABLE, INT, OBJECTS));
    }

    /** template -> table */
    static void instantiate(CodeBuilder code) {
        code.invokevirtual(TEMPLATE, "instantiate", type(TABLE));
    }

    // --- calls -----------------------------------------------------------------------------------

    /** vm, value, name -> a function that does what calling the value does */
    static void callable(CodeBuilder code) {
        code.invokestatic(INVOCATION, "callable", type(OBJECT, VM, OBJECT, STRING));
    }

    /** function, machine, arguments as for a call -> MANY; -1 arguments for an array */
    static void pend(CodeBuilder code, int arguments) {
        MethodTypeDesc call = arguments < 0 ? CALL_N : CALLS[arguments];
        String name = arguments < 0 ? "pendN" : "pend" + arguments;
        code.invokestatic(INVOCATION, name, call.insertParameterTypes(0, FUNCTION));
    }
}
