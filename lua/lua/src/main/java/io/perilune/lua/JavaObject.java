// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.runtime.LuaUserdata;

/** A Java object on its way through Lua. Confined to its machine. */
final class JavaObject extends LuaUserdata {

    JavaObject(Object object) {
        super(object, null);
    }
}
