// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * The names and types of the runtime that generated code uses: those of values, calls and the
 * machine. {@link OperationLinkage}, {@link TableLinkage} and {@link TraceLinkage} have the others.
 * Stateless.
 */
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
    static final ClassDesc FIELD_CACHE = runtime("FieldCache");
    static final ClassDesc TEMPLATE = runtime("TableTemplate");
    static final ClassDesc CODE_LOADER = runtime("CodeLoader");
    static final ClassDesc FUNCTION_CODE = runtime("FunctionCode");
    static final ClassDesc BOXED_BOOLEAN = ConstantDescs.CD_Boolean;

    static final ClassDesc ARITHMETIC = runtime("Arithmetic");
    static final ClassDesc COMPARISON = runtime("Comparison");
    static final ClassDesc CONCATENATION = runtime("Concatenation");
    static final ClassDesc INDEXING = runtime("Indexing");
    private static final ClassDesc INVOCATION = runtime("Invocation");
    static final ClassDesc LENGTH = runtime("Length");
    static final ClassDesc VALUES = runtime("Values");
    private static final ClassDesc ACTION = runtime("Interrupt$Action");
    private static final ClassDesc COUNTING = runtime("Counting");
    static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

    private Linkage() {}

    static ClassDesc runtime(String name) {
        return ClassDesc.of(RUNTIME, name);
    }

    static MethodTypeDesc type(ClassDesc result, ClassDesc... parameters) {
        return MethodTypeDesc.of(result, parameters);
    }

    // --- types of methods, made once -------------------------------------------------------------

    private static final MethodTypeDesc NOTHING_TO_OBJECT = type(OBJECT);
    private static final MethodTypeDesc OBJECT_TO_VOID = type(VOID, OBJECT);
    private static final MethodTypeDesc OBJECT_TO_OBJECT = type(OBJECT, OBJECT);
    private static final MethodTypeDesc OBJECT_TO_OBJECTS = type(OBJECTS, OBJECT);
    static final MethodTypeDesc NOTHING_TO_VOID = type(VOID);
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
    private static final MethodTypeDesc DOUBLE_DOUBLE_TO_BOOLEAN = type(BOOLEAN, DOUBLE, DOUBLE);
    static final MethodTypeDesc DOUBLE_TO_BOOLEAN = type(BOOLEAN, DOUBLE);
    static final MethodTypeDesc DOUBLE_TO_INT = type(INT, DOUBLE);
    static final MethodTypeDesc INT_INT_TO_INT = type(INT, INT, INT);
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

    // --- calls -----------------------------------------------------------------------------------

    private static final MethodTypeDesc TO_FUNCTION = type(FUNCTION, OBJECT, VM, STRING);
    private static final MethodTypeDesc BOTH_TO_FUNCTION =
            type(FUNCTION, OBJECT, DOUBLE, VM, STRING);
    private static final MethodTypeDesc TO_SELECTED =
            type(OBJECT, FUNCTION, VM, OBJECT, DOUBLE, OBJECTS);
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

    /** function, vm, index and its double, values of "..." -> the first value that it answers */
    static void selectedVararg(Code code) {
        code.invokestatic(INVOCATION, "selected", TO_SELECTED);
    }

    /** vm, value, name -> a function that does what calling the value does */
    static void callable(Code code) {
        code.invokestatic(INVOCATION, "callable", VM_OBJECT_STRING_TO_OBJECT);
    }

    /** vm -> not null when the function must look up */
    static void request(Code code) {
        code.getfield(VM, "request", ACTION);
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
