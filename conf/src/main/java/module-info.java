// SPDX-License-Identifier: Apache-2.0
/** nginx's configuration language, without meaning. */
module io.perilune.conf {
    exports io.perilune.conf.tree;
    exports io.perilune.conf.parse;
    exports io.perilune.conf.value;
    exports io.perilune.conf.schema;
    exports io.perilune.conf.print;
}
