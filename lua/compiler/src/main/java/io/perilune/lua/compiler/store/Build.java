// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.store;

import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Traceback;
import java.io.File;

/** Which build of this library this is. Stateless. */
public final class Build {
    private Build() {}

    /**
     * The files that compiler and runtime are in, with size and time; and what of the process
     * decides about code.
     */
    public static String id() {
        return file(Build.class)
                + '|'
                + file(LuaVm.class)
                + '|'
                + Traceback.showsFunctions()
                + Boolean.getBoolean("perilune.lua.smallest");
    }

    private static String file(Class<?> one) {
        File file = new File(one.getProtectionDomain().getCodeSource().getLocation().getPath());
        return file + ":" + file.length() + ":" + file.lastModified();
    }
}
