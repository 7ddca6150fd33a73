// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.store;

import io.perilune.lua.compiler.emit.FunctionClass;
import io.perilune.lua.compiler.emit.KeptClasses;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The classes of one chunk: those of a file, and those that were written since. Thread-safe. */
public final class StoredChunk implements KeptClasses {
    /** With the table of texts; null when there is no file. */
    private final ChunkInput file;

    /** Where a class stands in the file. */
    private final Map<String, Integer> places = new HashMap<>();

    private final Map<String, String> paths = new ConcurrentHashMap<>();
    private final Map<String, FunctionClass> added = new ConcurrentHashMap<>();

    /** By path; made when it is needed. */
    private Map<String, String> names;

    /** The main function's class in the file, or null. */
    private String main;

    /** Of a text that has no file yet. */
    public StoredChunk() {
        file = null;
    }

    /**
     * @param input behind the text
     */
    public StoredChunk(ChunkInput input) {
        file = input;
        input.table();
        int count = input.number();
        for (int i = 0; i < count; i++) {
            named(input.text(), input.text(), input.skipBlock(), input.place());
        }
    }

    private void named(String name, String path, int place, int end) {
        boolean isWritten = place != end;
        if (isWritten) {
            places.put(name, place);
        }
        if (path != null) {
            paths.put(name, path);
            if (path.isEmpty() && isWritten) {
                main = name;
            }
        }
    }

    /** Everything, as {@link #StoredChunk(ChunkInput)} reads it. */
    public void write(ChunkOutput out) {
        ChunkOutput classes = out.part();
        ChunkOutput one = out.part();
        Set<String> all = new TreeSet<>(paths.keySet());
        all.addAll(places.keySet());
        all.addAll(added.keySet());
        classes.number(all.size());
        for (String name : all) {
            String path = paths.get(name);
            classes.text(name).text(path);
            FunctionClass made = find(name);
            classes.block(made == null ? one.empty() : one.empty().functionClass(made));
        }
        out.table().all(classes);
    }

    /** Bytes of class files that are not in the file yet. */
    public int news() {
        return added.values().stream().mapToInt(made -> made.file().length).sum();
    }

    @Override
    public int count() {
        return paths.size();
    }

    @Override
    public String main() {
        return main;
    }

    @Override
    public synchronized String nameAt(String path) {
        if (file == null) {
            return null;
        }
        if (names == null) {
            names = new HashMap<>();
            paths.forEach((name, known) -> names.put(known, name));
        }
        return names.get(path);
    }

    @Override
    public String pathOf(String name) {
        return paths.get(name);
    }

    @Override
    public FunctionClass find(String name) {
        FunctionClass own = added.get(name);
        Integer place = own == null ? places.get(name) : null;
        return place == null ? own : file.from(place).functionClass();
    }

    @Override
    public synchronized void name(String name, String path) {
        paths.put(name, path);
        if (names != null) {
            names.put(path, name);
        }
    }

    @Override
    public void add(String name, FunctionClass made) {
        added.put(name, made);
    }
}
