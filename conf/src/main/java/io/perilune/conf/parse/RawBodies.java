// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.parse;

/**
 * Which directives have a block in another language, and where such a block ends. What the
 * composition root passes lets the configuration parser read Lua without knowing Lua. Must be
 * thread-safe if parsers share it.
 */
public interface RawBodies {
    /** No directive has a raw block. */
    RawBodies NONE =
            new RawBodies() {
                @Override
                public boolean isRaw(String directive) {
                    return false;
                }

                @Override
                public int end(byte[] text, int from) {
                    throw new IllegalStateException("no raw blocks");
                }
            };

    /** Whether "{" behind this directive opens a raw block. */
    boolean isRaw(String directive);

    /**
     * @param from just behind the opening brace
     * @return the index of the closing brace
     * @throws Unterminated when there is none
     */
    int end(byte[] text, int from);

    /** The raw block does not end. Immutable. */
    final class Unterminated extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int offset;

        /**
         * @param offset in the text: the line there is the one the message names
         */
        public Unterminated(String message, int offset) {
            super(message, null, false, false);
            this.offset = offset;
        }

        public int offset() {
            return offset;
        }
    }
}
