// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.List;

/**
 * The functions that ran where an error was thrown, innermost first; printed only when somebody
 * asks. Immutable.
 */
record KeptStack(LuaVm vm, List<Activation> activations) {
    LuaString traceback() {
        return Traceback.print(vm, activations, 0);
    }

    List<Activation> innermost(int wanted) {
        return activations.subList(0, Math.min(wanted, activations.size()));
    }
}
