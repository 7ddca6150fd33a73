// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.runtime.Prototype;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds where in finished code the calls of Lua functions stand: tracebacks name them by these
 * places. Stateless.
 */
final class CallSiteScanner {
    private static final String FUNCTION = "io/perilune/lua/runtime/LuaFunction";

    private static final String TRACING = "io/perilune/lua/runtime/Tracing";

    private CallSiteScanner() {}

    /**
     * @param callees names of the calls in order, by method; null for a call without a name
     */
    static Map<String, Prototype.CallSites> scan(
            byte[] classFile, Map<String, List<String>> callees) {
        Map<String, Prototype.CallSites> found = new HashMap<>();
        for (MethodModel method : ClassFile.of().parse(classFile).methods()) {
            List<String> names = callees.get(method.methodName().stringValue());
            if (names != null) {
                found.put(method.methodName().stringValue(), scan(method, names));
            }
        }
        return found;
    }

    private static Prototype.CallSites scan(MethodModel method, List<String> names) {
        Sites sites = new Sites(names);
        int at = 0;
        for (var element : method.code().orElseThrow()) {
            if (element instanceof Instruction instruction) {
                sites.see(instruction, at);
                at += instruction.sizeInBytes();
            }
        }
        return sites.found();
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

    /**
     * Calls with the names that the emitter gave them, and operations that may call a metamethod.
     */
    private static final class Sites {
        private final Iterator<String> names;
        private final List<Integer> places = new ArrayList<>();
        private final List<String> callees = new ArrayList<>();

        Sites(List<String> names) {
            this.names = names.iterator();
        }

        void see(Instruction instruction, int at) {
            if (!(instruction instanceof InvokeInstruction invoke)) {
                return;
            }
            if (isCall(invoke)) {
                add(at, names.hasNext() ? names.next() : null);
            } else if (invoke.opcode() == Opcode.INVOKESTATIC) {
                String event = MetamethodSites.event(invoke);
                if (event != null) {
                    add(at, "metamethod '" + event + "'");
                }
            }
        }

        private void add(int place, String callee) {
            places.add(place);
            callees.add(callee);
        }

        Prototype.CallSites found() {
            return new Prototype.CallSites(
                    places.stream().mapToInt(Integer::intValue).toArray(),
                    callees.toArray(String[]::new));
        }
    }

    private static boolean isCall(InvokeInstruction invoke) {
        if (invoke.opcode() == Opcode.INVOKESTATIC) {
            return invoke.owner().asInternalName().equals(TRACING)
                    && invoke.name().stringValue().startsWith("call");
        }
        return invoke.opcode() == Opcode.INVOKEVIRTUAL
                && invoke.owner().asInternalName().equals(FUNCTION)
                && invoke.name().stringValue().startsWith("call");
    }
}
