// SPDX-License-Identifier: Apache-2.0
/** PCRE's pattern language on bytes. */
module io.perilune.regex {
    exports io.perilune.regex;
}
