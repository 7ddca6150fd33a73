// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.store;

import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Traceback;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.UUID;
import java.util.zip.CRC32;

/** Which build of this library this is. Stateless. */
public final class Build {
    /** A jar's table of contents, which is at its end, has the checksums of all that is in it. */
    private static final int CONTENTS = 1 << 16;

    private static final String ID =
            of(Build.class)
                    + ' '
                    + of(LuaVm.class)
                    + ' '
                    + Traceback.showsFunctions()
                    + ' '
                    + Boolean.getBoolean("perilune.lua.smallest");

    private Build() {}

    /**
     * Of the jars that compiler and runtime are in, with what of the process decides about code;
     * another one in each process where they are not in jars.
     */
    public static String id() {
        return ID;
    }

    private static String of(Class<?> one) {
        File jar = new File(one.getProtectionDomain().getCodeSource().getLocation().getPath());
        try {
            return jar.isFile() ? jar.length() + "-" + checksum(jar) : UUID.randomUUID().toString();
        } catch (IOException unreadable) {
            return UUID.randomUUID().toString();
        }
    }

    private static long checksum(File jar) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(jar, "r")) {
            byte[] end = new byte[(int) Math.min(file.length(), CONTENTS)];
            file.seek(file.length() - end.length);
            file.readFully(end);
            CRC32 sum = new CRC32();
            sum.update(end);
            return sum.getValue();
        }
    }
}
