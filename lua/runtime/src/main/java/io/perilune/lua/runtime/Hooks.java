// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * What `debug.sethook` has set. Immutable.
 *
 * @param function called with the event's name and line
 * @param mask letters among c, r and l
 * @param count instructions between count events, none when it is not positive
 * @param onCall whether functions tell that they begin
 * @param onReturn whether Lua functions tell that they end
 * @param onLine whether Lua functions tell where they are
 */
public record Hooks(
        LuaFunction function,
        LuaString mask,
        int count,
        boolean onCall,
        boolean onReturn,
        boolean onLine) {

    public static Hooks of(LuaFunction function, LuaString mask, int count) {
        String letters = mask.toLatin1();
        return new Hooks(
                function,
                mask,
                count,
                letters.indexOf('c') >= 0,
                letters.indexOf('r') >= 0,
                letters.indexOf('l') >= 0);
    }
}
