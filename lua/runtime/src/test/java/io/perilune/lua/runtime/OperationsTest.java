// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operations as generated code calls them: caches, metamethods, messages. */
class OperationsTest {
    private final LuaVm vm = new LuaVm();
    private final LuaTable meta = new LuaTable();
    private final LuaTable object = new LuaTable();

    @BeforeEach
    void setMetatable() {
        object.metatable(meta);
    }

    private static LuaFunction function(Function<Object[], Object> body) {
        return new LuaFunction() {
            @Override
            public Object callN(LuaVm machine, Object[] arguments) {
                return machine.unbox(body.apply(arguments));
            }
        };
    }

    private Object get(Object target, FieldCache cache) {
        return LuaFunction.box(FieldCache.get(vm, target, 0, cache, null), vm.num);
    }

    private void set(Object target, FieldCache cache, Object value) {
        Object tag = vm.unbox(value);
        FieldCache.set(vm, target, 0, tag, vm.num, cache, null);
    }

    @Test
    void cacheFollowsTablesOfManyShapes() {
        FieldCache read = FieldCache.of("x");
        FieldCache write = FieldCache.of("x");
        for (int round = 0; round < 3; round++) {
            for (int shape = 0; shape < 10; shape++) {
                LuaTable table = new LuaTable();
                for (int i = 0; i < shape; i++) {
                    table.put("before" + i, true);
                }
                assertThat(get(table, read)).isNull();
                set(table, write, (double) shape);
                assertThat(get(table, read)).isEqualTo((double) shape);
                set(table, write, LuaString.of("text"));
                assertThat(get(table, read)).isEqualTo(LuaString.of("text"));
                set(table, write, null);
                assertThat(get(table, read)).isNull();
                assertThat(table.pairCount()).isEqualTo(shape);
            }
        }
    }

    @Test
    void cacheSeesChangesAlongTheIndexChain() {
        LuaTable base = new LuaTable();
        FieldCache cache = FieldCache.of("m");
        base.put("m", 1.0);
        meta.put("__index", base);
        assertThat(get(object, cache)).isEqualTo(1.0);
        assertThat(get(object, cache)).isEqualTo(1.0);
        base.put("m", 2.0);
        assertThat(get(object, cache)).isEqualTo(2.0);
        object.put("m", 3.0);
        assertThat(get(object, cache)).isEqualTo(3.0);
        object.put("m", null);
        assertThat(get(object, cache)).isEqualTo(2.0);
        LuaTable other = new LuaTable();
        other.put("m", 4.0);
        meta.put("__index", other);
        assertThat(get(object, cache)).isEqualTo(4.0);
        other.put("m", null);
        LuaTable second = new LuaTable();
        second.put("__index", function(arguments -> arguments[1]));
        other.metatable(second);
        assertThat(get(object, cache)).isEqualTo(LuaString.of("m"));
        object.metatable(null);
        assertThat(get(object, cache)).isNull();
    }

    @Test
    void newIndexIsAskedForNewFieldsOnly() {
        LuaTable store = new LuaTable();
        FieldCache cache = FieldCache.of("x");
        set(object, cache, 1.0);
        meta.put("__newindex", store);
        set(object, cache, 2.0);
        assertThat(object.get("x")).isEqualTo(2.0);
        object.put("x", null);
        set(object, cache, 3.0);
        assertThat(object.get("x")).isNull();
        assertThat(store.get("x")).isEqualTo(3.0);
        meta.put("__newindex", null);
        set(object, cache, 4.0);
        assertThat(object.get("x")).isEqualTo(4.0);
    }

    @Test
    void itemsGoThroughMetamethodsToo() {
        meta.put("__index", function(arguments -> 10.0 * (Double) arguments[1]));
        assertThat(LuaFunction.box(Indexing.getInt(vm, object, 0, 3, null), vm.num))
                .isEqualTo(30.0);
        object.put(3, 1.0);
        assertThat(LuaFunction.box(Indexing.getInt(vm, object, 0, 3, null), vm.num)).isEqualTo(1.0);
        assertThat(LuaFunction.box(Indexing.getNumber(vm, object, 0, 0.5, null), vm.num))
                .isEqualTo(5.0);
    }

    @Test
    void metatableLoopIsAnError() {
        meta.put("__index", object);
        assertThatThrownBy(() -> vm.index(object, LuaString.of("x")))
                .hasMessageContaining("loop in gettable");
        meta.put("__newindex", object);
        assertThatThrownBy(() -> vm.setIndex(object, LuaString.of("x"), 1.0))
                .hasMessageContaining("loop in settable");
    }

    @Test
    void arithmeticTakesNumericStringsAndMetamethods() {
        assertThat(add(LuaString.of("0x10"), 1.0)).isEqualTo(17.0);
        meta.put(
                "__add",
                function(
                        arguments ->
                                arguments[0] == object
                                        ? LuaString.of("left")
                                        : LuaString.of("right")));
        assertThat(add(object, 1.0)).isEqualTo(LuaString.of("left"));
        assertThat(add(1.0, object)).isEqualTo(LuaString.of("right"));
        assertThatThrownBy(() -> add(1.0, LuaString.of("x")))
                .hasMessage("attempt to perform arithmetic on field 'r' (a string value)");
        assertThatThrownBy(() -> add(null, LuaString.of("x")))
                .hasMessage("attempt to perform arithmetic on local 'l' (a nil value)");
    }

    private Object add(Object a, Object b) {
        Object left = vm.unbox(a);
        double leftNumber = vm.num;
        Object right = vm.unbox(b);
        Object answer =
                Arithmetic.add(vm, left, leftNumber, right, vm.num, "local 'l'", "field 'r'");
        return LuaFunction.box(answer, vm.num);
    }

    @Test
    void moduloHasTheDivisorsSign() {
        assertThat(Arithmetic.mod(5, 3)).isEqualTo(2);
        assertThat(Arithmetic.mod(-5, 3)).isEqualTo(1);
        assertThat(Arithmetic.mod(5, -3)).isEqualTo(-1);
        assertThat(Arithmetic.mod(5.5, 2)).isEqualTo(1.5);
        assertThat(Arithmetic.mod(5, 0)).isNaN();
        assertThat(1 / Arithmetic.mod(-0.0, 3)).isEqualTo(1 / (-0.0 - Math.floor(-0.0 / 3) * 3));
        assertThat(Arithmetic.pow(-1, Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Arithmetic.pow(1, Double.NaN)).isEqualTo(1);
        assertThat(Arithmetic.pow(9, 0.5)).isEqualTo(3);
    }

    @Test
    void comparesWithMetamethodsOfEitherSide() {
        meta.put("__lt", function(arguments -> arguments[0] == object));
        assertThat(Comparison.lt(vm, object, 0, Tag.NUM, 1)).isTrue();
        assertThat(Comparison.lt(vm, Tag.NUM, 1, object, 0)).isFalse();
        assertThat(Comparison.le(vm, object, 0, Tag.NUM, 1)).isTrue();
        assertThatThrownBy(() -> Comparison.lt(vm, Tag.NUM, 1, LuaString.of("1"), 0))
                .hasMessage("attempt to compare number with string");
        assertThatThrownBy(() -> Comparison.lt(vm, new LuaTable(), 1, new LuaTable(), 0))
                .hasMessage("attempt to compare two table values");
    }

    @Test
    void equalityAsksOnlyACommonMetamethod() {
        LuaTable other = new LuaTable();
        assertThat(Comparison.eq(vm, object, 0, other, 0)).isFalse();
        meta.put("__eq", function(arguments -> true));
        assertThat(Comparison.eq(vm, object, 0, other, 0)).isFalse();
        other.metatable(meta);
        assertThat(Comparison.eq(vm, object, 0, other, 0)).isTrue();
        assertThat(Comparison.eq(vm, Tag.NUM, Double.NaN, Tag.NUM, Double.NaN)).isFalse();
        assertThat(LuaVm.rawEquals(Double.NaN, Double.NaN)).isFalse();
        assertThat(LuaVm.rawEquals(0.0, -0.0)).isTrue();
        assertThat(LuaVm.rawEquals(LuaString.of("a"), LuaString.of("a"))).isTrue();
    }

    @Test
    void concatenatesFromTheRight() {
        meta.put(
                "__concat",
                function(
                        arguments ->
                                LuaString.of(
                                        "<"
                                                + text(arguments[0])
                                                + ","
                                                + text(arguments[1])
                                                + ">")));
        assertThat(concat(LuaString.of("a"), 1.0, LuaString.of("b"))).hasToString("a1b");
        assertThat(concat(LuaString.of("a"), LuaString.of("b"), object, LuaString.of("c"), 2.0))
                .hasToString("ab<object,c2>");
        assertThatThrownBy(() -> concat(LuaString.of("a"), null))
                .hasMessage("attempt to concatenate a nil value");
    }

    private String text(Object value) {
        return value == object ? "object" : vm.tostring(value).toString();
    }

    private Object concat(Object... values) {
        return LuaFunction.box(Concatenation.concatN(vm, values, null), vm.num);
    }

    @Test
    void callsThroughMetatable() {
        assertThatThrownBy(() -> Invocation.call0(vm, null, "global 'f'"))
                .hasMessage("attempt to call global 'f' (a nil value)");
        meta.put(
                "__call",
                function(arguments -> arguments.length + (arguments[0] == object ? 0.5 : 0)));
        assertThat(vm.call1(object)).isEqualTo(1.5);
        assertThat(vm.call1(object, 1.0, 2.0, 3.0, 4.0, 5.0)).isEqualTo(6.5);
        Invocation.call4(vm, object, null, 0, null, 0, null, 0, null, 0, null);
        assertThat(vm.num).isEqualTo(5.5);
    }

    @Test
    void endlessTailCallsNeedNoStack() {
        int[] left = {1_000_000};
        LuaFunction[] self = new LuaFunction[1];
        self[0] =
                new LuaFunction() {
                    @Override
                    public Object callN(LuaVm machine, Object[] arguments) {
                        return --left[0] == 0
                                ? machine.many(1.0, 2.0)
                                : machine.tailCall(self[0], arguments);
                    }
                };
        assertThat(vm.call(self[0])).containsExactly(1.0, 2.0);
    }

    @Test
    void tostringUsesTheMetamethodAndUniqueAddresses() {
        assertThat(vm.tostring(null)).hasToString("nil");
        assertThat(vm.tostring(object).toString())
                .matches("table: 0x[0-9a-f]{8,}")
                .isEqualTo(vm.tostring(object).toString())
                .isNotEqualTo(vm.tostring(meta).toString());
        assertThat(vm.tostring(LightUserdata.NULL)).hasToString("userdata: NULL");
        meta.put("__tostring", function(arguments -> LuaString.of("me")));
        assertThat(vm.tostring(object)).hasToString("me");
    }

    @Test
    void nextWalksAndRefusesUnknownKeys() {
        object.put("a", 1.0);
        assertThat(vm.call(Next.FUNCTION, object)).containsExactly(LuaString.of("a"), 1.0);
        assertThat(vm.call(Next.FUNCTION, object, LuaString.of("a")))
                .containsExactly((Object) null);
        assertThatThrownBy(() -> vm.call(Next.FUNCTION, object, LuaString.of("b")))
                .hasMessage("invalid key to 'next'");
    }

    @Test
    void anotherThreadStopsAScript() throws InterruptedException {
        Thread watchdog = Thread.ofPlatform().start(() -> vm.interrupt().stop("too slow"));
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                vm.poll();
                            }
                        })
                .isInstanceOf(LuaError.class)
                .hasMessage("too slow");
        watchdog.join();
        vm.poll();
    }
}
