// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

/**
 * Port: the classes of one chunk that a process before this one has written, and who keeps those
 * that this one writes. Thread-safe.
 *
 * <p>A function's path is its place among the functions of the chunk ({@link
 * io.perilune.lua.compiler.scope.FunctionScope#path}); a class may be known by name and path
 * without having been written.
 */
public interface KeptClasses {
    /** Nothing is known, and nothing is kept. */
    KeptClasses NONE =
            new KeptClasses() {
                @Override
                public int count() {
                    return 0;
                }

                @Override
                public String main() {
                    return null;
                }

                @Override
                public String nameAt(String path) {
                    return null;
                }

                @Override
                public String pathOf(String name) {
                    return null;
                }

                @Override
                public FunctionClass find(String name) {
                    return null;
                }

                @Override
                public void name(String name, String path) {
                    // Nobody asks for it.
                }

                @Override
                public void add(String name, FunctionClass made) {
                    // Nobody asks for it.
                }
            };

    /** How many classes have names. */
    int count();

    /** The name of the main function's class when that has been written, else null. */
    String main();

    /** The name of the class of a function's closures, or null. */
    String nameAt(String path);

    /** The path for the name of a class of closures, or null. */
    String pathOf(String name);

    /** The class with a name, or null when it has not been written. */
    FunctionClass find(String name);

    /** Tells the name of a class of closures, with the function's path. */
    void name(String name, String path);

    /** Tells that a class has been written. */
    void add(String name, FunctionClass made);
}
