// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.Map;

/** Which runtime methods, called by generated code, call which metamethod. Stateless. */
final class MetamethodSites {
    private static final String PACKAGE = "io/perilune/lua/runtime/";
    private static final Map<String, String> BY_CLASS =
            Map.of("Concatenation", "__concat", "Length", "__len");

    /** By the begin of the method's name, without "Slow" and the like behind it. */
    private static final Map<String, Map<String, String>> BY_METHOD =
            Map.of(
                    "Arithmetic",
                    Map.of(
                            "add", "__add", "sub", "__sub", "mul", "__mul", "div", "__div", "mod",
                            "__mod", "pow", "__pow", "unm", "__unm"),
                    "Comparison",
                    Map.of("eq", "__eq", "lt", "__lt", "le", "__le"),
                    "Indexing",
                    Map.of("get", "__index", "set", "__newindex"),
                    "FieldCache",
                    Map.of("get", "__index", "set", "__newindex"));

    private MetamethodSites() {}

    /** The event's name, or null. */
    static String event(MemberRefEntry callee) {
        String owner = callee.owner().asInternalName();
        if (!owner.startsWith(PACKAGE)) {
            return null;
        }
        String type = owner.substring(PACKAGE.length());
        String byClass = BY_CLASS.get(type);
        return byClass == null ? byMethod(type, callee.name().stringValue()) : byClass;
    }

    private static String byMethod(String type, String method) {
        for (var entry : BY_METHOD.getOrDefault(type, Map.of()).entrySet()) {
            if (method.startsWith(entry.getKey())) {
                return entry.getValue();
            }
        }
        return null;
    }
}
