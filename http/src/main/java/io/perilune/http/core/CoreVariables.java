// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.variable.VariableTable;

/** nginx's variables. Stateless. */
final class CoreVariables {

    private CoreVariables() { }

    static void define(VariableTable table) {
    }
}
