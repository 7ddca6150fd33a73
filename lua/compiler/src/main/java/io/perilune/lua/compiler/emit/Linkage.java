// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.tree.Operator;
import io.perilune.lua.runtime.NumericFunction;
import io.perilune.lua.runtime.NumericOperation;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Locale;

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

    static final ClassDesc ARITHMETIC = runtime("Arithmetic");
    static final ClassDesc COMPARISON = runtime("Comparison");
    static final ClassDesc CONCATENATION = runtime("Concatenation");
    static final ClassDesc INDEXING = runtime("Indexing");
    private static final ClassDesc INVOCATION = runtime("Invocation");
    static final ClassDesc LENGTH = runtime("Length");
    private static final ClassDesc VALUES = runtime("Values");
    private static final ClassDesc COUNTING = runtime("Counting");
    private static final ClassDesc NUMERIC_FUNCTION = runtime("NumericFunction");
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc INTEGER = ConstantDescs.CD_Integer;

    private Linkage() {}

    private static ClassDesc runtime(String name) {
        return ClassDesc.of(RUNTIME, name);
    }

    private static MethodTypeDesc type(ClassDesc result, ClassDesc... parameters) {
        return MethodTypeDesc.of(result, parameters);
    }

    // --- types of methods, made once
    // ---------------------------------------------------------------

    private static final MethodTypeDesc NOTHING_TO_OBJECT = type(OBJECT);
    private static final MethodTypeDesc OBJECT_TO_VOID = type(VOID, OBJECT);
    private static final MethodTypeDesc OBJECT_TO_OBJECT = type(OBJECT, OBJECT);
    private static final MethodTypeDesc OBJECT_TO_OBJECTS = type(OBJECTS, OBJECT);
    private static final MethodTypeDesc NOTHING_TO_VOID = type(VOID);
    private static final MethodTypeDesc OBJECT_OBJECTS_TO_OBJECT = type(OBJECT, OBJECT, OBJECTS);
    private static final MethodTypeDesc OBJECT_DOUBLE_TO_OBJECT = type(OBJECT, OBJECT, DOUBLE);
    private static final MethodTypeDesc DOUBLE_TO_DOUBLE = type(ConstantDescs.CD_Double, DOUBLE);
    private static final MethodTypeDesc OBJECT_TO_DOUBLE = type(DOUBLE, OBJECT);
    private static final MethodTypeDesc OBJECTS_INT_TO_OBJECT = type(OBJECT, OBJECTS, INT);
    private static final MethodTypeDesc OBJECTS_INT_TO_OBJECTS = type(OBJECTS, OBJECTS, INT);
    private static final MethodTypeDesc OBJECTS_OBJECTS_TO_OBJECTS =
            type(OBJECTS, OBJECTS, OBJECTS);
    private static final MethodTypeDesc OBJECT_TO_BOOLEAN = type(BOOLEAN, OBJECT);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_STRING_TO_DOUBLE =
            type(DOUBLE, VM, OBJECT, DOUBLE, STRING);
    private static final MethodTypeDesc DOUBLE_DOUBLE_TO_DOUBLE = type(DOUBLE, DOUBLE, DOUBLE);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_STRING_TO_OBJECT =
            type(OBJECT, VM, OBJECT, DOUBLE, STRING);
    private static final MethodTypeDesc OBJECT_LUA_STRING_TO_BOOLEAN =
            type(BOOLEAN, OBJECT, LUA_STRING);
    private static final MethodTypeDesc VM_OBJECTS_STRINGS_TO_OBJECT =
            type(OBJECT, VM, OBJECTS, STRING.arrayType());
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_OBJECT_DOUBLE_STRING_TO_OBJECT =
            type(OBJECT, VM, OBJECT, DOUBLE, OBJECT, DOUBLE, STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_DOUBLE_STRING_TO_OBJECT =
            type(OBJECT, VM, OBJECT, DOUBLE, DOUBLE, STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_INT_STRING_TO_OBJECT =
            type(OBJECT, VM, OBJECT, DOUBLE, INT, STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_FIELD_CACHE_STRING_TO_OBJECT =
            type(OBJECT, VM, OBJECT, DOUBLE, FIELD_CACHE, STRING);
    private static final MethodTypeDesc
            VM_OBJECT_DOUBLE_OBJECT_DOUBLE_OBJECT_DOUBLE_STRING_TO_VOID =
                    type(VOID, VM, OBJECT, DOUBLE, OBJECT, DOUBLE, OBJECT, DOUBLE, STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_DOUBLE_OBJECT_DOUBLE_STRING_TO_VOID =
            type(VOID, VM, OBJECT, DOUBLE, DOUBLE, OBJECT, DOUBLE, STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_INT_OBJECT_DOUBLE_STRING_TO_VOID =
            type(VOID, VM, OBJECT, DOUBLE, INT, OBJECT, DOUBLE, STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_OBJECT_DOUBLE_FIELD_CACHE_STRING_TO_VOID =
            type(VOID, VM, OBJECT, DOUBLE, OBJECT, DOUBLE, FIELD_CACHE, STRING);
    private static final MethodTypeDesc VM_OBJECT_TO_DOUBLE = type(DOUBLE, VM, OBJECT);
    private static final MethodTypeDesc DOUBLE_DOUBLE_TO_BOOLEAN = type(BOOLEAN, DOUBLE, DOUBLE);
    private static final MethodTypeDesc DOUBLE_TO_BOOLEAN = type(BOOLEAN, DOUBLE);
    private static final MethodTypeDesc DOUBLE_TO_INT = type(INT, DOUBLE);
    private static final MethodTypeDesc INT_INT_TO_INT = type(INT, INT, INT);
    private static final MethodTypeDesc INT_INT_TO_VOID = type(VOID, INT, INT);
    private static final MethodTypeDesc INT_OBJECT_DOUBLE_TO_VOID = type(VOID, INT, OBJECT, DOUBLE);
    private static final MethodTypeDesc LUA_STRING_OBJECT_DOUBLE_TO_VOID =
            type(VOID, LUA_STRING, OBJECT, DOUBLE);
    private static final MethodTypeDesc TABLE_INT_OBJECTS_TO_VOID = type(VOID, TABLE, INT, OBJECTS);
    private static final MethodTypeDesc NOTHING_TO_TABLE = type(TABLE);
    private static final MethodTypeDesc VM_OBJECT_STRING_TO_OBJECT =
            type(OBJECT, VM, OBJECT, STRING);

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

    private static final String[] CALL_NAMES = {
        "call0", "call1", "call2", "call3", "call4", "call5", "call6", "call7", "call8"
    };

    static String callName(int arguments) {
        return CALL_NAMES[arguments];
    }

    /** The superclass of functions with so many parameters, or with any number when negative. */
    static ClassDesc closureOf(int parameters) {
        return parameters < 0 ? VARIADIC : FIXED[parameters];
    }

    private static final ClassDesc ARITY = runtime("Arity");
    private static final ClassDesc VARIADIC = ARITY.nested("Any");
    private static final ClassDesc[] FIXED = new ClassDesc[REGISTER_ARGUMENTS + 1];

    static {
        for (int count = 0; count <= REGISTER_ARGUMENTS; count++) {
            FIXED[count] = ARITY.nested("Of" + count);
        }
    }

    // --- constants -------------------------------------------------------------------------------

    static void num(Code code) {
        code.getstatic(TAG, "NUM", OBJECT);
    }

    static void many(Code code) {
        code.getstatic(TAG, "MANY", OBJECT);
    }

    static void bool(Code code, boolean value) {
        code.getstatic(BOXED_BOOLEAN, value ? "TRUE" : "FALSE", BOXED_BOOLEAN);
    }

    static void noValues(Code code) {
        code.getstatic(VM, "NO_VALUES", OBJECTS);
    }

    /** cell, reference -> */
    static void setReferenceOfCell(Code code) {
        code.putfield(CELL, "ref", OBJECT);
    }

    /** cell, double -> */
    static void setNumberOfCell(Code code) {
        code.putfield(CELL, "num", DOUBLE);
    }

    static void numOfVm(Code code) {
        code.getfield(VM, "num", DOUBLE);
    }

    static void setNumOfVm(Code code) {
        code.putfield(VM, "num", DOUBLE);
    }

    static void setResultsOfVm(Code code) {
        code.putfield(VM, "results", OBJECTS);
    }

    static void setCallerOfVm(Code code) {
        code.putfield(VM, "caller", CLOSURE);
    }

    static void tailBudget(Code code) {
        code.getfield(VM, "tailBudget", INT);
    }

    static void setTailBudget(Code code) {
        code.putfield(VM, "tailBudget", INT);
    }

    // --- the machine -----------------------------------------------------------------------------

    /** vm -> two-slot reference */
    static void firstOfMany(Code code) {
        code.invokevirtual(VM, "firstOfMany", NOTHING_TO_OBJECT);
    }

    /** vm, answer -> ; the first values go to the registers */
    static void spread(Code code) {
        code.invokevirtual(VM, "spread", OBJECT_TO_VOID);
    }

    /** How many results have registers of their own. */
    static final int REGISTER_RESULTS = 4;

    private static final String[] MANY = {"two", "three", "four"};

    /** vm, two to four values -> MANY */
    static void many(Code code, int count) {
        MethodTypeDesc type = callType(count).dropParameterTypes(0, 1);
        code.invokevirtual(VM, MANY[count - 2], type);
    }

    private static final ClassDesc TRAVERSAL = runtime("Traversal");
    private static final MethodTypeDesc STEP_IPAIRS =
            type(OBJECT, VM, OBJECT, OBJECT, OBJECT, DOUBLE);
    private static final MethodTypeDesc STEP_PAIRS =
            type(OBJECT, VM, OBJECT, OBJECT, OBJECT, DOUBLE, INT);

    /** vm, iterator, state, key, last place -> key's reference, null or MISS */
    static void stepPairs(Code code) {
        code.invokestatic(TRAVERSAL, "stepPairs", STEP_PAIRS);
    }

    /** vm, iterator, state, key -> key's reference, null or MISS */
    static void stepIpairs(Code code) {
        code.invokestatic(TRAVERSAL, "stepIpairs", STEP_IPAIRS);
    }

    /** vm -> place */
    static void walkOfVm(Code code) {
        code.getfield(VM, "walk", INT);
    }

    /** vm -> reference of a register */
    static void referenceOfRegister(Code code, int index) {
        code.getfield(VM, "ref" + index, OBJECT);
    }

    /** vm -> double of a register */
    static void numberOfRegister(Code code, int index) {
        code.getfield(VM, "num" + index, DOUBLE);
    }

    /** vm, answer -> answer */
    static void settle(Code code) {
        code.invokevirtual(VM, "settle", OBJECT_TO_OBJECT);
    }

    /** vm, answer -> values */
    static void all(Code code) {
        code.invokevirtual(VM, "all", OBJECT_TO_OBJECTS);
    }

    /** vm -> */
    static void poll(Code code) {
        code.invokevirtual(VM, "poll", NOTHING_TO_VOID);
    }

    /** vm, function, arguments -> MANY */
    static void tailCall(Code code) {
        code.invokevirtual(VM, "tailCall", OBJECT_OBJECTS_TO_OBJECT);
    }

    /** reference, double -> boxed */
    static void box(Code code) {
        code.invokestatic(FUNCTION, "box", OBJECT_DOUBLE_TO_OBJECT);
    }

    /** double -> boxed */
    static void boxNumber(Code code) {
        code.invokestatic(ConstantDescs.CD_Double, "valueOf", DOUBLE_TO_DOUBLE);
    }

    // --- values ----------------------------------------------------------------------------------

    /** boxed -> two-slot reference */
    static void tagOf(Code code) {
        code.invokestatic(VALUES, "tag", OBJECT_TO_OBJECT);
    }

    /** boxed -> double */
    static void numberOf(Code code) {
        code.invokestatic(VALUES, "number", OBJECT_TO_DOUBLE);
    }

    /** values, index -> boxed */
    static void valueAt(Code code) {
        code.invokestatic(VALUES, "at", OBJECTS_INT_TO_OBJECT);
    }

    /** values, index -> the values from there on */
    static void valuesFrom(Code code) {
        code.invokestatic(VALUES, "from", OBJECTS_INT_TO_OBJECTS);
    }

    /** values, values -> both */
    static void joinValues(Code code) {
        code.invokestatic(INVOCATION, "append", OBJECTS_OBJECTS_TO_OBJECTS);
    }

    /** two-slot reference -> whether it counts as true */
    static void truth(Code code) {
        code.invokestatic(COMPARISON, "isTrue", OBJECT_TO_BOOLEAN);
    }

    /** vm, reference, double, part -> double, or the error of a for loop */
    static void forNumber(Code code) {
        code.invokestatic(VALUES, "forNumber", VM_OBJECT_DOUBLE_STRING_TO_DOUBLE);
    }

    /** start, limit -> whether a loop begins with an int */
    static void counts(Code code) {
        code.invokestatic(COUNTING, "counts", DOUBLE_DOUBLE_TO_BOOLEAN);
    }

    /** step -> whether a loop can make it upwards with ints */
    static void countsUp(Code code) {
        code.invokestatic(COUNTING, "countsUp", DOUBLE_TO_BOOLEAN);
    }

    /** step -> whether a loop goes up */
    static void isUp(Code code) {
        code.invokestatic(COUNTING, "isUp", DOUBLE_TO_BOOLEAN);
    }

    /** limit -> the last int of a loop */
    static void lastInt(Code code, boolean isUp) {
        code.invokestatic(COUNTING, isUp ? "highest" : "lowest", DOUBLE_TO_INT);
    }

    /** int, int -> the one that a loop comes to first */
    static void nearer(Code code, boolean isUp) {
        code.invokestatic(MATH, isUp ? "min" : "max", INT_INT_TO_INT);
    }

    // --- operations ------------------------------------------------------------------------------

    /** vm, left, right, names of both -> two-slot reference */
    static void arithmetic(Code code, Operator operator) {
        String name =
                switch (operator) {
                    case ADD -> "add";
                    case SUBTRACT -> "sub";
                    case MULTIPLY -> "mul";
                    case DIVIDE -> "div";
                    case MODULO -> "mod";
                    case POWER -> "pow";
                    default -> throw new IllegalArgumentException(operator.text());
                };
        code.invokestatic(ARITHMETIC, name, BINARY);
    }

    private static final MethodTypeDesc BINARY =
            type(OBJECT, VM, OBJECT, DOUBLE, OBJECT, DOUBLE, STRING, STRING);

    /** vm, left, right, names of both -> two-slot reference; not for two numbers */
    static void arithmeticSlow(Code code, Operator operator) {
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
    static void numeric(Code code, Operator operator) {
        switch (operator) {
            case ADD -> code.dadd();
            case SUBTRACT -> code.dsub();
            case MULTIPLY -> code.dmul();
            case DIVIDE -> code.ddiv();
            case MODULO -> code.invokestatic(ARITHMETIC, "mod", DOUBLE_DOUBLE_TO_DOUBLE);
            case POWER -> code.invokestatic(ARITHMETIC, "pow", DOUBLE_DOUBLE_TO_DOUBLE);
            default -> throw new IllegalArgumentException(operator.text());
        }
    }

    /** vm, operand, name -> two-slot reference; not for a number */
    static void negateSlow(Code code) {
        code.invokestatic(ARITHMETIC, "unmSlow", VM_OBJECT_DOUBLE_STRING_TO_OBJECT);
    }

    /** vm, operand, name -> two-slot reference */
    static void length(Code code) {
        code.invokestatic(LENGTH, "length", VM_OBJECT_DOUBLE_STRING_TO_OBJECT);
    }

    private static final MethodTypeDesc COMPARE = type(BOOLEAN, VM, OBJECT, DOUBLE, OBJECT, DOUBLE);

    /** vm, left, right -> boolean; not for two numbers */
    static void lessSlow(Code code) {
        code.invokestatic(COMPARISON, "ltSlow", COMPARE);
    }

    /** vm, left, right -> boolean; not for two numbers */
    static void lessOrEqualSlow(Code code) {
        code.invokestatic(COMPARISON, "leSlow", COMPARE);
    }

    /** vm, left, right -> boolean */
    static void equal(Code code) {
        code.invokestatic(COMPARISON, "eq", COMPARE);
    }

    /** two-slot reference, string -> boolean */
    static void equalToString(Code code) {
        code.invokestatic(COMPARISON, "isString", OBJECT_LUA_STRING_TO_BOOLEAN);
    }

    /** vm, left, right, names of both -> two-slot reference */
    static void concat(Code code) {
        code.invokestatic(CONCATENATION, "concat", BINARY);
    }

    /** vm, boxed values, names -> two-slot reference */
    static void concatMany(Code code) {
        code.invokestatic(CONCATENATION, "concatN", VM_OBJECTS_STRINGS_TO_OBJECT);
    }

    /** double -> int */
    static void bits(Code code) {
        code.invokestatic(ARITHMETIC, "bits", DOUBLE_TO_INT);
    }

    /** double -> whether it is an integer, and a small one */
    static void isIntegral(Code code) {
        code.invokestatic(ARITHMETIC, "isIntegral", DOUBLE_TO_BOOLEAN);
    }

    /** int, whether it is right, number -> int */
    static void bitsOfSum(Code code) {
        code.invokestatic(ARITHMETIC, "bitsOfSum", type(INT, INT, BOOLEAN, DOUBLE));
    }

    /** reference, number, int -> whether the value is the int */
    static void isInt(Code code) {
        code.invokestatic(ARITHMETIC, "isInt", type(BOOLEAN, OBJECT, DOUBLE, INT));
    }

    /** int, whether it is the number -> index */
    static void index(Code code) {
        code.invokestatic(ARITHMETIC, "index", type(INT, INT, BOOLEAN));
    }

    /** int, one or two doubles -> int */
    static void bitsOfSum(Code code, int doubles) {
        MethodTypeDesc one = type(INT, INT, DOUBLE);
        code.invokestatic(
                ARITHMETIC, "bitsOfSum", doubles == 1 ? one : type(INT, INT, DOUBLE, DOUBLE));
    }

    private static final MethodTypeDesc INT_TO_INT = type(INT, INT);
    private static final MethodTypeDesc DOUBLE_TO_PLAIN_DOUBLE = type(DOUBLE, DOUBLE);
    private static final MethodTypeDesc OBJECT_INT_TO_BOOLEAN = type(BOOLEAN, OBJECT, INT);

    /** reference -> whether it is the function of this operation */
    static void isOperation(Code code, NumericOperation operation) {
        code.loadConstant(NumericFunction.codeOf(operation));
        code.invokestatic(NUMERIC_FUNCTION, "is", OBJECT_INT_TO_BOOLEAN);
    }

    /** one or two ints, or doubles -> the result */
    static void operation(Code code, NumericOperation operation) {
        switch (operation) {
            case ABS, CEIL, COS, EXP, FLOOR, SIN, SQRT, TAN ->
                    code.invokestatic(
                            MATH,
                            operation.name().toLowerCase(Locale.ROOT),
                            DOUBLE_TO_PLAIN_DOUBLE);
            case FMOD -> code.drem();
            case MAX -> code.invokestatic(ARITHMETIC, "max", DOUBLE_DOUBLE_TO_DOUBLE);
            case MIN -> code.invokestatic(ARITHMETIC, "min", DOUBLE_DOUBLE_TO_DOUBLE);
            case POW -> code.invokestatic(ARITHMETIC, "powOfC", DOUBLE_DOUBLE_TO_DOUBLE);
            case BNOT -> code.iconst_m1().ixor();
            case BSWAP -> code.invokestatic(INTEGER, "reverseBytes", INT_TO_INT);
            case TOBIT -> {}
            case ARSHIFT -> code.ishr();
            case LSHIFT -> code.ishl();
            case RSHIFT -> code.iushr();
            case ROL -> code.invokestatic(INTEGER, "rotateLeft", INT_INT_TO_INT);
            case ROR -> code.invokestatic(INTEGER, "rotateRight", INT_INT_TO_INT);
            case BAND -> code.iand();
            case BOR -> code.ior();
            case BXOR -> code.ixor();
        }
    }

    /** vm, two-slot reference -> its number, else NaN */
    static void numberOrNaN(Code code) {
        code.invokestatic(VALUES, "numberOrNaN", VM_OBJECT_TO_DOUBLE);
    }

    // --- tables ----------------------------------------------------------------------------------

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
        code.invokestatic(TABLE, "ofItems", type(TABLE, OBJECTS));
    }

    /** template -> table */
    static void instantiate(Code code) {
        code.invokevirtual(TEMPLATE, "instantiate", NOTHING_TO_TABLE);
    }

    // --- calls -----------------------------------------------------------------------------------

    private static final MethodTypeDesc TO_FUNCTION = type(FUNCTION, OBJECT, VM, STRING);
    private static final MethodTypeDesc BOTH_TO_FUNCTION =
            type(FUNCTION, OBJECT, DOUBLE, VM, STRING);
    private static final MethodTypeDesc TO_FIRST = type(OBJECT, OBJECT, VM);

    /** value, vm, name -> a function that does what calling the value does */
    static void function(Code code) {
        code.invokestatic(INVOCATION, "function", TO_FUNCTION);
    }

    /** reference, double, vm, name -> as {@link #function} */
    static void functionOfBoth(Code code) {
        code.invokestatic(INVOCATION, "function", BOTH_TO_FUNCTION);
    }

    /** answer, vm -> reference of the first value */
    static void first(Code code) {
        code.invokestatic(INVOCATION, "first", TO_FIRST);
    }

    /** vm, value, name -> a function that does what calling the value does */
    static void callable(Code code) {
        code.invokestatic(INVOCATION, "callable", VM_OBJECT_STRING_TO_OBJECT);
    }

    // --- tracing ---------------------------------------------------------------------------------

    private static final ClassDesc TRACING = runtime("Tracing");
    static final ClassDesc TRACED_CODE = runtime("TracedCode");
    private static final ClassDesc ACTION = runtime("Interrupt$Action");
    private static final MethodTypeDesc TRACE_AT = type(VOID, VM, INT, INT);
    private static final MethodTypeDesc TRACE_LINE = type(VOID, VM, INT);
    private static final MethodTypeDesc TRACE = type(VOID, VM);
    private static final MethodTypeDesc TRACE_RETURNING = type(OBJECT, OBJECT, VM);
    private static final MethodTypeDesc TRACE_BEGIN =
            type(VOID, VM, OBJECTS, DOUBLE.arrayType(), OBJECTS, INT);
    static final MethodTypeDesc TRACED_BODY = type(OBJECT, CLOSURE, VM, OBJECTS);

    /** vm, line, set of visible locals -> */
    static void traceAt(Code code) {
        code.invokestatic(TRACING, "at", TRACE_AT);
    }

    /** vm, line -> */
    static void traceLine(Code code) {
        code.invokestatic(TRACING, "line", TRACE_LINE);
    }

    /** vm -> */
    static void traceBack(Code code) {
        code.invokestatic(TRACING, "back", TRACE);
    }

    /** vm -> */
    static void traceEntered(Code code) {
        code.invokestatic(TRACING, "entered", TRACE);
    }

    /** answer, vm -> answer */
    static void traceReturning(Code code) {
        code.invokestatic(TRACING, "returning", TRACE_RETURNING);
    }

    /** vm, references, doubles, varargs, set of visible locals -> */
    static void traceBegin(Code code) {
        code.invokestatic(TRACING, "begin", TRACE_BEGIN);
    }

    /** function, vm, arguments as for a call -> answer; -1 arguments for an array */
    static void traceCall(Code code, int arguments) {
        MethodTypeDesc call = arguments < 0 ? CALL_N : callType(arguments);
        String name = arguments < 0 ? "callN" : callName(arguments);
        code.invokestatic(TRACING, name, call.insertParameterTypes(0, FUNCTION));
    }

    /** closure, vm, array -> answer of a function that has only its traced form */
    static void traceRun(Code code) {
        code.invokestatic(TRACING, "run", TRACED_BODY);
    }

    /** vm -> not null when the function must look up */
    static void request(Code code) {
        code.getfield(VM, "request", ACTION);
    }

    /** closure, vm, arguments as for a call -> answer; -1 arguments for an array */
    static void enter(Code code, int arguments) {
        MethodTypeDesc call = arguments < 0 ? CALL_N : callType(arguments);
        String name = arguments < 0 ? "enterN" : "enter" + arguments;
        code.invokestatic(TRACING, name, call.insertParameterTypes(0, CLOSURE));
    }

    /** function, machine, arguments as for a call -> MANY; -1 arguments for an array */
    static void pend(Code code, int arguments) {
        MethodTypeDesc call =
                arguments < 0 ? CALL_N : CALLS[arguments]; // Not often enough to be kept.
        String name = arguments < 0 ? "pendN" : "pend" + arguments;
        code.invokestatic(INVOCATION, name, call.insertParameterTypes(0, FUNCTION));
    }

    /**
     * function, machine, arguments, MANY -> answer; the last argument is all that MANY stands for
     */
    static void open(Code code, int fixedArguments, boolean pending) {
        code.invokestatic(
                INVOCATION, (pending ? "pendOpen" : "open") + fixedArguments, OPEN[fixedArguments]);
    }

    private static final MethodTypeDesc[] OPEN = new MethodTypeDesc[REGISTER_ARGUMENTS];

    static {
        for (int count = 0; count < REGISTER_ARGUMENTS; count++) {
            MethodTypeDesc call = CALLS[count].insertParameterTypes(0, FUNCTION);
            OPEN[count] = call.insertParameterTypes(call.parameterCount(), OBJECT);
        }
    }
}
