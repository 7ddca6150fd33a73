// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

/** Where the instructions of finished code stand: walks over its bytes. Single use. */
final class Instructions {
    static final int INVOKESTATIC = 184;
    private static final int TABLESWITCH = 170;
    private static final int LOOKUPSWITCH = 171;
    private static final int WIDE = 196;
    private static final int IINC = 132;

    /** Bytes by opcode, as a digit each; 0 for those that say it themselves. */
    private static final String SIZES =
            "1".repeat(16)
                    + "23233" // constants
                    + "2".repeat(5)
                    + "1".repeat(28) // loads
                    + "2".repeat(5)
                    + "1".repeat(73) // stores, the stack, arithmetic
                    + "3"
                    + "1".repeat(20) // iinc, conversions, comparisons
                    + "3".repeat(16)
                    + "2"
                    + "00"
                    + "1".repeat(6) // jumps, returns
                    + "3".repeat(7)
                    + "55"
                    + "3"
                    + "2"
                    + "3"
                    + "11" // fields, calls, objects
                    + "33"
                    + "11"
                    + "0"
                    + "4"
                    + "33"
                    + "55"; // types, monitors, long jumps

    private final byte[] code;
    private int at = -1;

    Instructions(byte[] code) {
        this.code = code;
    }

    /** Goes to the next instruction; false behind the last one. */
    boolean next() {
        at = at < 0 ? 0 : at + size();
        return at < code.length;
    }

    /** Of the instruction, from the begin of the code. */
    int place() {
        return at;
    }

    int opcode() {
        return code[at] & 0xff;
    }

    /** The two bytes behind the opcode: an index into the constant pool. */
    int index() {
        return (code[at + 1] & 0xff) << 8 | code[at + 2] & 0xff;
    }

    private int size() {
        int opcode = opcode();
        int size = SIZES.charAt(opcode) - '0';
        return size != 0 ? size : variableSize(opcode);
    }

    private int variableSize(int opcode) {
        int operands = (at & ~3) + 4;
        return switch (opcode) {
            case WIDE -> (code[at + 1] & 0xff) == IINC ? 6 : 4;
            case TABLESWITCH ->
                    operands + 12 + 4 * (word(operands + 8) - word(operands + 4) + 1) - at;
            case LOOKUPSWITCH -> operands + 8 + 8 * word(operands + 4) - at;
            default -> throw new IllegalStateException("opcode " + opcode);
        };
    }

    private int word(int place) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | code[place + i] & 0xff;
        }
        return value;
    }
}
