// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapCopyTest {
    private final LuaVm vm = new LuaVm();

    /** A closure as the compiler makes them: one shared variable, one copied value. */
    private static final class Counter extends LuaClosure {
        private static final Prototype PROTOTYPE =
                new Prototype(
                        LuaString.of("@test.lua"), "test.lua", 1, 2, 0, false, "count", "step");
        private Cell count;
        private Object step;

        Counter(LuaTable environment, Cell count, Object step) {
            super(environment);
            this.count = count;
            this.step = step;
        }

        @Override
        public Prototype prototype() {
            return PROTOTYPE;
        }

        @Override
        public Cell upvalueCell(int index) {
            return index == 0 ? count : null;
        }

        @Override
        public void upvalueCell(int index, Cell cell) {
            count = cell;
        }

        @Override
        public Object upvalue(int index) {
            return index == 0 ? count.boxed() : step;
        }

        @Override
        public void upvalue(int index, Object boxed) {
            step = boxed;
        }

        @Override
        public Object callN(LuaVm machine, Object[] arguments) {
            count.boxed((Double) count.boxed() + 1);
            return machine.unbox(count.boxed());
        }
    }

    @Test
    void copiesEachObjectOnceWithAllKindsOfContents() {
        LuaTable globals = vm.globals();
        LuaTable inner = new LuaTable();
        inner.put("self", inner);
        inner.put("number", 1.5);
        for (int i = 1; i <= 10; i++) {
            inner.put(i, (double) i);
            inner.put("field" + i, LuaString.of("v" + i));
        }
        inner.put(11, LuaString.of("mixed"));
        inner.put(globals, inner);
        inner.metatable(inner);
        globals.put("a", inner);
        globals.put("b", inner);
        LuaVm copy = vm.copy();
        LuaTable a = (LuaTable) copy.globals().get("a");
        assertThat(a).isNotSameAs(inner).isSameAs(copy.globals().get("b")).isSameAs(a.get("self"));
        assertThat(a.metatable()).isSameAs(a);
        assertThat(a.get(copy.globals())).isSameAs(a);
        assertThat(a.get("number")).isEqualTo(1.5);
        assertThat(a.get(7)).isEqualTo(7.0);
        assertThat(a.get(11)).isEqualTo(LuaString.of("mixed"));
        assertThat(a.get("field9")).isEqualTo(LuaString.of("v9"));
        a.put("number", 2.0);
        assertThat(inner.get("number")).isEqualTo(1.5);
    }

    @Test
    void closuresOfTheCopyShareTheirVariablesWithEachOtherOnly() {
        Cell count = new Cell(Tag.NUM, 10);
        LuaTable step = new LuaTable();
        vm.globals().put("one", new Counter(vm.globals(), count, step));
        vm.globals().put("two", new Counter(vm.globals(), count, step));
        vm.registry().put("step", step);
        LuaVm copy = vm.copy();
        Counter one = (Counter) copy.globals().get("one");
        Counter two = (Counter) copy.globals().get("two");
        assertThat(copy.call1(one)).isEqualTo(11.0);
        assertThat(copy.call1(two)).isEqualTo(12.0);
        assertThat(vm.call1(vm.globals().get("one"))).isEqualTo(11.0);
        assertThat(one.environment()).isSameAs(copy.globals());
        assertThat(one.upvalue(1)).isSameAs(copy.registry().get("step")).isNotSameAs(step);
    }

    @Test
    void longChainsNeedNoStack() {
        LuaTable first = new LuaTable();
        vm.globals().put("list", first);
        LuaTable last = first;
        for (int i = 0; i < 100_000; i++) {
            LuaTable next = new LuaTable();
            last.put("next", next);
            last = next;
        }
        LuaVm copy = vm.copy();
        int length = 0;
        for (LuaTable t = (LuaTable) copy.globals().get("list");
                t != null;
                t = (LuaTable) t.get("next")) {
            length++;
        }
        assertThat(length).isEqualTo(100_001);
    }

    @Test
    void metatablesOfTypesAreCopied() {
        LuaTable strings = new LuaTable();
        strings.put("__index", strings);
        strings.put("x", 1.0);
        vm.stringMetatable(strings);
        LuaVm copy = vm.copy();
        assertThat(copy.index(LuaString.of("any"), LuaString.of("x"))).isEqualTo(1.0);
        assertThat(copy.metatable(LuaString.of("any"))).isNotSameAs(strings);
    }
}
