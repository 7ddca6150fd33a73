// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.runtime.Prototype;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds where in finished code the calls of Lua functions stand: tracebacks name them by these
 * places. Stateless.
 */
final class CallSiteScanner {
    private static final String FUNCTION = "io/perilune/lua/runtime/LuaFunction";

    private CallSiteScanner() {}

    /**
     * @param callees names of the calls in order, by method; null for a call without a name
     */
    static Map<String, Prototype.CallSites> scan(
            byte[] classFile, Map<String, List<String>> callees) {
        Map<String, Prototype.CallSites> found = new HashMap<>();
        for (MethodModel method : ClassFile.of().parse(classFile).methods()) {
            List<String> names = callees.get(method.methodName().stringValue());
            if (names != null && !names.isEmpty()) {
                found.put(method.methodName().stringValue(), scan(method, names));
            }
        }
        return found;
    }

    private static Prototype.CallSites scan(MethodModel method, List<String> names) {
        int[] places = new int[names.size()];
        int count = 0;
        int at = 0;
        for (var element : method.code().orElseThrow()) {
            if (element instanceof Instruction instruction) {
                if (isCall(instruction) && count < places.length) {
                    places[count++] = at;
                }
                at += instruction.sizeInBytes();
            }
        }
        int[] exact = Arrays.copyOf(places, count);
        return new Prototype.CallSites(exact, names.subList(0, count).toArray(String[]::new));
    }

    /**
     * Lines with code, ascending; that of the function's head only when there is code behind the
     * head on it.
     */
    static int[] lines(byte[] classFile, int head) {
        TreeMap<Integer, Integer> count = new TreeMap<>();
        for (MethodModel method : ClassFile.of().parse(classFile).methods()) {
            for (var element : method.code().orElseThrow()) {
                if (element instanceof LineNumber line) {
                    count.merge(line.line(), 1, Integer::sum);
                }
            }
        }
        if (count.getOrDefault(head, 0) == 1) {
            count.remove(head);
        }
        return count.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isCall(Instruction instruction) {
        return instruction instanceof InvokeInstruction invoke
                && invoke.opcode() == Opcode.INVOKEVIRTUAL
                && invoke.owner().asInternalName().equals(FUNCTION)
                && invoke.name().stringValue().startsWith("call");
    }
}
