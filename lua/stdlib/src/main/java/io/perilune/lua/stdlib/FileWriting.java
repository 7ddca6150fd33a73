// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import java.io.IOException;

/** io.write and file:write. Confined to their machine; up to three texts are taken in registers. */
abstract class FileWriting extends FastFunction {
    FileWriting() {
        super("write");
    }

    /** Writes the arguments from an index on. */
    static Object write(Arguments arguments, LuaFile file, int first, Object answer) {
        try {
            file.startWriting();
            try {
                for (int i = first; i <= arguments.count(); i++) {
                    put(file, arguments, i);
                }
            } finally {
                file.written();
            }
            return answer;
        } catch (IOException e) {
            return FileErrors.of(e).results(arguments, null);
        }
    }

    private static void put(LuaFile file, Arguments arguments, int index) throws IOException {
        if (arguments.get(index) instanceof Double number) {
            file.put(number);
        } else {
            file.put(arguments.string(index));
        }
    }

    private static boolean isText(Object value) {
        return value instanceof LuaString || value == Tag.NUM;
    }

    private static void put(LuaFile file, Object value, double number) throws IOException {
        if (value instanceof LuaString text) {
            file.put(text);
        } else {
            file.put(number);
        }
    }

    private Object failed(LuaVm vm, IOException e) {
        return FileErrors.of(e).results(new Arguments(vm, name(), LuaVm.NO_VALUES), null);
    }

    Object write1(LuaVm vm, LuaFile file, Object answer, Object a, double an) {
        try {
            file.startWriting();
            put(file, a, an);
            file.written();
            return answer;
        } catch (IOException e) {
            return failed(vm, e);
        }
    }

    Object write2(LuaVm vm, LuaFile file, Object answer, Object a, double an, Object b, double bn) {
        try {
            file.startWriting();
            put(file, a, an);
            put(file, b, bn);
            file.written();
            return answer;
        } catch (IOException e) {
            return failed(vm, e);
        }
    }

    Object write3(
            LuaVm vm,
            LuaFile file,
            Object answer,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn) {
        try {
            file.startWriting();
            put(file, a, an);
            put(file, b, bn);
            put(file, c, cn);
            file.written();
            return answer;
        } catch (IOException e) {
            return failed(vm, e);
        }
    }

    /** io.write. */
    static final class ToOutput extends FileWriting {
        private final IoLib io;

        ToOutput(IoLib io) {
            this.io = io;
        }

        @Override
        Object call(Arguments arguments) {
            return write(arguments, io.openOutput(arguments), 1, io.written());
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            LuaFile file = io.output();
            return file.isOpen() && isText(a)
                    ? write1(vm, file, io.written(), a, an)
                    : super.call1(vm, a, an);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            LuaFile file = io.output();
            return file.isOpen() && isText(a) && isText(b)
                    ? write2(vm, file, io.written(), a, an, b, bn)
                    : super.call2(vm, a, an, b, bn);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            LuaFile file = io.output();
            return file.isOpen() && isText(a) && isText(b) && isText(c)
                    ? write3(vm, file, io.written(), a, an, b, bn, c, cn)
                    : super.call3(vm, a, an, b, bn, c, cn);
        }
    }

    /** file:write. */
    static final class ToFile extends FileWriting {
        private final boolean lua52;

        ToFile(boolean lua52) {
            this.lua52 = lua52;
        }

        @Override
        Object call(Arguments arguments) {
            LuaFile file = IoLib.opened(arguments);
            return write(arguments, file, 2, answer(arguments.get(1)));
        }

        private Object answer(Object file) {
            return lua52 ? file : Boolean.TRUE;
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            LuaFile file = IoLib.fileOf(a);
            return file != null && file.isOpen() && isText(b)
                    ? write1(vm, file, answer(a), b, bn)
                    : super.call2(vm, a, an, b, bn);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            LuaFile file = IoLib.fileOf(a);
            return file != null && file.isOpen() && isText(b) && isText(c)
                    ? write2(vm, file, answer(a), b, bn, c, cn)
                    : super.call3(vm, a, an, b, bn, c, cn);
        }

        @Override
        public Object call4(
                LuaVm vm,
                Object a,
                double an,
                Object b,
                double bn,
                Object c,
                double cn,
                Object d,
                double dn) {
            LuaFile file = IoLib.fileOf(a);
            return file != null && file.isOpen() && isText(b) && isText(c) && isText(d)
                    ? write3(vm, file, answer(a), b, bn, c, cn, d, dn)
                    : super.call4(vm, a, an, b, bn, c, cn, d, dn);
        }
    }
}
