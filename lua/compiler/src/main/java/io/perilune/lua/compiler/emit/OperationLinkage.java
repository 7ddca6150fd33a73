// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import static io.perilune.lua.compiler.emit.Linkage.ARITHMETIC;
import static io.perilune.lua.compiler.emit.Linkage.BOOLEAN;
import static io.perilune.lua.compiler.emit.Linkage.COMPARISON;
import static io.perilune.lua.compiler.emit.Linkage.CONCATENATION;
import static io.perilune.lua.compiler.emit.Linkage.DOUBLE;
import static io.perilune.lua.compiler.emit.Linkage.DOUBLE_TO_BOOLEAN;
import static io.perilune.lua.compiler.emit.Linkage.DOUBLE_TO_INT;
import static io.perilune.lua.compiler.emit.Linkage.INT;
import static io.perilune.lua.compiler.emit.Linkage.INT_INT_TO_INT;
import static io.perilune.lua.compiler.emit.Linkage.LENGTH;
import static io.perilune.lua.compiler.emit.Linkage.LUA_STRING;
import static io.perilune.lua.compiler.emit.Linkage.MATH;
import static io.perilune.lua.compiler.emit.Linkage.OBJECT;
import static io.perilune.lua.compiler.emit.Linkage.OBJECTS;
import static io.perilune.lua.compiler.emit.Linkage.STRING;
import static io.perilune.lua.compiler.emit.Linkage.VALUES;
import static io.perilune.lua.compiler.emit.Linkage.VM;
import static io.perilune.lua.compiler.emit.Linkage.runtime;
import static io.perilune.lua.compiler.emit.Linkage.type;

import io.perilune.lua.compiler.tree.Operator;
import io.perilune.lua.runtime.NumericFunction;
import io.perilune.lua.runtime.NumericOperation;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Locale;

/** What generated code uses of the runtime to compute and compare. Stateless. */
final class OperationLinkage {
    private static final MethodTypeDesc VM_OBJECT_TO_DOUBLE = type(DOUBLE, VM, OBJECT);
    private static final MethodTypeDesc VM_OBJECTS_STRINGS_TO_OBJECT =
            type(OBJECT, VM, OBJECTS, STRING.arrayType());
    private static final MethodTypeDesc OBJECT_LUA_STRING_TO_BOOLEAN =
            type(BOOLEAN, OBJECT, LUA_STRING);
    private static final MethodTypeDesc VM_OBJECT_DOUBLE_STRING_TO_OBJECT =
            type(OBJECT, VM, OBJECT, DOUBLE, STRING);
    private static final MethodTypeDesc DOUBLE_DOUBLE_TO_DOUBLE = type(DOUBLE, DOUBLE, DOUBLE);
    private static final ClassDesc INTEGER = ConstantDescs.CD_Integer;
    private static final ClassDesc NUMERIC_FUNCTION = runtime("NumericFunction");

    private OperationLinkage() {}

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
}
