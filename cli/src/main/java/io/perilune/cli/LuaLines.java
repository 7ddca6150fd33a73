// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

/** Where the prompt gets its lines from. Confined to one thread. */
interface LuaLines extends AutoCloseable {

    /**
     * The next line, or several that belong together: one char a byte, without the last line feed.
     *
     * @return null at the end of input
     * @throws Discarded when what was typed shall be forgotten
     */
    String read(String prompt) throws Discarded;

    @Override
    void close();

    /** Ctrl-C while typing. */
    final class Discarded extends Exception {

        private static final long serialVersionUID = 1L;

        Discarded() {
            super(null, null, false, false);
        }
    }
}
