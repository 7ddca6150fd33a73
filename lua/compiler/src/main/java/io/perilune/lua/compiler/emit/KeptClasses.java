// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

/**
 * Port: the classes of one chunk that a process before this one has written, and who keeps those
 * that this one writes. Thread-safe.
 *
 * <p>A function's path is its place among the functions of the chunk ({@link
 * io.perilune.lua.compiler.scope.FunctionScope#path}); a class may be known by name and path
 * without having been written. What is not overridden is as where nothing is kept.
 */
public interface KeptClasses {
    /** Nothing is known, and nothing is kept. */
    KeptClasses NONE = new KeptClasses() {};

    /** How many classes have names. */
    default int count() {
        return 0;
    }

    /** The name of the main function's class when that has been written, else null. */
    default String main() {
        return null;
    }

    /** The name of the class of a function's closures, or null. */
    default String nameAt(String path) {
        return null;
    }

    /** The path for the name of a class of closures, or null. */
    default String pathOf(String name) {
        return null;
    }

    /** The class with a name, or null when it has not been written. */
    default FunctionClass find(String name) {
        return null;
    }

    /** Tells the name of a class of closures, with the function's path. */
    default void name(String name, String path) {}

    /** Tells that a class has been written. */
    default void add(String name, FunctionClass made) {}
}
