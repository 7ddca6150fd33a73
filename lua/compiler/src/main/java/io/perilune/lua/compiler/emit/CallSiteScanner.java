// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.runtime.Prototype;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CharacterRangeInfo;
import java.lang.classfile.attribute.CharacterRangeTableAttribute;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.classfile.constantpool.ConstantPool;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds where in finished code the calls of Lua functions stand (tracebacks name them by these
 * places), and which lines have code. Confined to one thread.
 *
 * <p>Every class goes through here when it is made: the instructions are not decoded further than
 * that.
 */
final class CallSiteScanner {
    private static final String NOTHING = "";

    private final ClassModel code;
    private final ConstantPool pool;

    /** By index of the called method's entry: the event, {@link #NOTHING}, null while unknown. */
    private final String[] events;

    private int[] places = new int[16];
    private String[] callees = new String[16];
    private int count;

    CallSiteScanner(byte[] classFile) {
        code = ClassFile.of().parse(classFile);
        pool = code.constantPool();
        events = new String[pool.size()];
    }

    // --- calls -----------------------------------------------------------------------------------

    /**
     * @param names of the calls, by method; null for a call without a name. A range of characters
     *     that begins where a call's instruction is has the number of its name.
     */
    Map<String, Prototype.CallSites> sites(Map<String, List<String>> names) {
        Map<String, Prototype.CallSites> found = new HashMap<>();
        for (MethodModel method : code.methods()) {
            String name = method.methodName().stringValue();
            List<String> own = names.get(name);
            if (own != null) {
                found.put(name, sites(body(method), own));
            }
        }
        return found;
    }

    private static CodeAttribute body(MethodModel method) {
        return method.findAttribute(Attributes.code()).orElseThrow();
    }

    /** Calls with the names that the emitter gave them, and what may call a metamethod. */
    private Prototype.CallSites sites(CodeAttribute body, List<String> names) {
        count = 0;
        List<CharacterRangeInfo> calls = calls(body);
        int next = 0;
        Instructions instruction = new Instructions(body.codeArray());
        while (instruction.next()) {
            int place = instruction.place();
            if (next < calls.size() && calls.get(next).startPc() == place) {
                add(place, names.get(calls.get(next++).characterRangeStart()));
            } else if (instruction.opcode() == Instructions.INVOKESTATIC) {
                String event = event(instruction.index());
                if (event != NOTHING) {
                    add(place, event);
                }
            }
        }
        return new Prototype.CallSites(Arrays.copyOf(places, count), Arrays.copyOf(callees, count));
    }

    /** In the order of their places, in which they were written. */
    private static List<CharacterRangeInfo> calls(CodeAttribute body) {
        return body.findAttribute(Attributes.characterRangeTable())
                .map(CharacterRangeTableAttribute::characterRangeTable)
                .orElse(List.of());
    }

    private void add(int place, String callee) {
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
            callees = Arrays.copyOf(callees, 2 * count);
        }
        places[count] = place;
        callees[count++] = callee;
    }

    private String event(int index) {
        String known = events[index];
        if (known == null) {
            String event = MetamethodSites.event((MemberRefEntry) pool.entryByIndex(index));
            known = event == null ? NOTHING : "metamethod '" + event + "'";
            events[index] = known;
        }
        return known;
    }

    // --- lines -----------------------------------------------------------------------------------

    /**
     * Lines with code, ascending; that of the function's head only when there is code behind the
     * head on it.
     */
    int[] lines(int head) {
        TreeMap<Integer, Integer> times = new TreeMap<>();
        for (MethodModel method : code.methods()) {
            body(method)
                    .findAttribute(Attributes.lineNumberTable())
                    .ifPresent(
                            table -> {
                                for (LineNumberInfo line : table.lineNumbers()) {
                                    times.merge(line.lineNumber(), 1, Integer::sum);
                                }
                            });
        }
        if (times.getOrDefault(head, 0) == 1) {
            times.remove(head);
        }
        int[] lines = new int[times.size()];
        int i = 0;
        for (int line : times.keySet()) {
            lines[i++] = line;
        }
        return lines;
    }
}
