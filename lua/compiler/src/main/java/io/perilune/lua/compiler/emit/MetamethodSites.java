// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.lang.constant.ClassDesc;
import java.util.Map;

/** Which runtime methods, called by generated code, call which metamethod. Stateless. */
final class MetamethodSites {
    private static final Map<String, String> ACCESS = Map.of("get", "__index", "set", "__newindex");

    /** By the begin of the method's name, without "Slow" and the like behind it. */
    private static final Map<ClassDesc, Map<String, String>> BY_METHOD =
            Map.of(
                    Linkage.ARITHMETIC,
                    Map.of(
                            "add", "__add", "sub", "__sub", "mul", "__mul", "div", "__div", "mod",
                            "__mod", "pow", "__pow", "unm", "__unm"),
                    Linkage.COMPARISON,
                    Map.of("eq", "__eq", "lt", "__lt", "le", "__le"),
                    Linkage.CONCATENATION,
                    Map.of("", "__concat"),
                    Linkage.LENGTH,
                    Map.of("", "__len"),
                    Linkage.INDEXING,
                    ACCESS,
                    Linkage.FIELD_CACHE,
                    ACCESS);

    private MetamethodSites() {}

    /** As tracebacks name it, or null. */
    static String event(ClassDesc type, String method) {
        Map<String, String> byMethod = BY_METHOD.get(type);
        if (byMethod != null) {
            for (Map.Entry<String, String> entry : byMethod.entrySet()) {
                if (method.startsWith(entry.getKey())) {
                    return "metamethod '" + entry.getValue() + "'";
                }
            }
        }
        return null;
    }
}
