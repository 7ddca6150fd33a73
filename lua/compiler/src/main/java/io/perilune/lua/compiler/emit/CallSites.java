// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.runtime.Prototype;
import java.lang.constant.ClassDesc;
import java.util.Arrays;

/**
 * Where in a method calls of Lua functions stand, and what may call a metamethod: tracebacks name
 * them by these places. Single use.
 */
final class CallSites {
    private final ClassDesc owner;
    private boolean isCall;
    private String callee;
    private int[] places = new int[16];
    private String[] callees = new String[16];
    private int count;

    /**
     * @param owner of the method
     */
    CallSites(ClassDesc owner) {
        this.owner = owner;
    }

    ClassDesc owner() {
        return owner;
    }

    /** The next instruction is a call with this name; null for none. */
    void next(String name) {
        isCall = true;
        callee = name;
    }

    /** That call is left out: nothing leads there. */
    void leaveOut() {
        isCall = false;
    }

    /**
     * A call.
     *
     * @param event what is called when it is not known to be a Lua function; or null
     */
    void see(int place, String event) {
        if (isCall) {
            isCall = false;
            add(place, callee);
        } else if (event != null) {
            add(place, event);
        }
    }

    private void add(int place, String callee) {
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
            callees = Arrays.copyOf(callees, 2 * count);
        }
        places[count] = place;
        callees[count++] = callee;
    }

    Prototype.CallSites found() {
        return new Prototype.CallSites(Arrays.copyOf(places, count), Arrays.copyOf(callees, count));
    }
}
