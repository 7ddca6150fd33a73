// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.runtime.FieldCache;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.TableTemplate;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects that one class's code uses: static final fields, which the JVM's compiler takes for
 * constants. Single use.
 *
 * <p>The class initialiser fetches them from the loader. A class has at most {@value #MAX_FIELDS}
 * such fields (a class file has room for 65,535 entries of all kinds); what comes after stays in
 * the array.
 */
final class Constants {
    private static final int MAX_FIELDS = 2000;

    /** So many places have caches of their own; those after share them by name. */
    private static final int MAX_OWN_CACHES = 20_000;

    private static final int FLAGS = ClassWriter.STATIC | ClassWriter.FINAL | ClassWriter.PRIVATE;
    private static final MethodTypeDesc CONSTANTS =
            MethodTypeDesc.of(Linkage.OBJECTS, ConstantDescs.CD_Class);
    private static final MethodTypeDesc INITIALIZER = MethodTypeDesc.of(Linkage.VOID);
    private static final String ARRAY = "constants";
    private static final String[] FIELDS = new String[128];

    static {
        Arrays.setAll(FIELDS, i -> "k" + i);
    }

    private final ClassDesc owner;
    private final List<Object> values = new ArrayList<>();
    private final List<ClassDesc> types = new ArrayList<>();
    private final Map<String, Integer> strings = new HashMap<>();
    private final Map<String, Integer> sharedCaches = new HashMap<>();

    Constants(ClassDesc owner) {
        this.owner = owner;
    }

    /** By index. */
    List<Object> values() {
        return values;
    }

    private int add(Object value, ClassDesc type) {
        values.add(value);
        types.add(type);
        return values.size() - 1;
    }

    /** One char a byte. */
    void pushString(Code code, String latin1) {
        int index =
                strings.computeIfAbsent(
                        latin1, s -> add(LuaString.constant(s), Linkage.LUA_STRING));
        push(code, index);
    }

    /** A place of its own for an access, as a rule: its number for {@link #pushCache}. */
    int newCache(String name) {
        return values.size() < MAX_OWN_CACHES
                ? addCache(name)
                : sharedCaches.computeIfAbsent(name, this::addCache);
    }

    private int addCache(String name) {
        return add(FieldCache.of(name), Linkage.FIELD_CACHE);
    }

    void pushCache(Code code, int cache) {
        push(code, cache);
    }

    void pushCache(Code code, String name) {
        push(code, newCache(name));
    }

    void pushTemplate(Code code, TableTemplate template) {
        push(code, add(template, Linkage.TEMPLATE));
    }

    /** Names of operands, for messages. */
    void pushNames(Code code, String[] names) {
        push(code, add(names, Linkage.STRING.arrayType()));
    }

    private void push(Code code, int index) {
        if (index < MAX_FIELDS) {
            code.getstatic(owner, field(index), types.get(index));
        } else {
            code.getstatic(owner, ARRAY, Linkage.OBJECTS);
            code.loadConstant(index).aaload().checkcast(types.get(index));
        }
    }

    private static String field(int index) {
        return index < FIELDS.length ? FIELDS[index] : "k" + index;
    }

    /** Declares the fields and their initialisation: after all methods have been built. */
    void build(ClassWriter builder) {
        int fields = Math.min(values.size(), MAX_FIELDS);
        if (fields == 0) {
            return;
        }
        for (int i = 0; i < fields; i++) {
            builder.withField(field(i), types.get(i), FLAGS);
        }
        if (values.size() > MAX_FIELDS) {
            builder.withField(ARRAY, Linkage.OBJECTS, FLAGS);
        }
        builder.withMethodBody(
                ConstantDescs.CLASS_INIT_NAME,
                INITIALIZER,
                ClassWriter.STATIC,
                code -> initialize(code, fields));
    }

    private void initialize(Code code, int fields) {
        code.loadConstant(owner);
        code.invokestatic(Linkage.CODE_LOADER, "constants", CONSTANTS);
        code.astore(0);
        for (int i = 0; i < fields; i++) {
            code.aload(0).loadConstant(i).aaload().checkcast(types.get(i));
            code.putstatic(owner, field(i), types.get(i));
        }
        if (values.size() > MAX_FIELDS) {
            code.aload(0).putstatic(owner, ARRAY, Linkage.OBJECTS);
        }
        code.return_();
    }
}
