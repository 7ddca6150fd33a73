// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables against a model, in random sequences of operations that favour the borders of their parts.
 */
class LuaTableTest {
    private static final int STEPS = 20_000;
    private final LuaVm vm = new LuaVm();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void behavesAsAMapDoes(int seed) {
        Random random = new Random(seed);
        LuaTable table =
                random.nextBoolean()
                        ? new LuaTable()
                        : new LuaTable(random.nextInt(10), random.nextInt(10));
        Map<Object, Object> model = new HashMap<>();
        Object[] objects = {new LuaTable(), new LuaTable(), Boolean.TRUE, Boolean.FALSE};
        int range = 1 + random.nextInt(100);
        for (int step = 0; step < STEPS; step++) {
            Object key = randomKey(random, objects, range);
            Object value = random.nextInt(3) == 0 ? null : randomValue(random, seed);
            store(table, key, value, random);
            if (value == null) {
                model.remove(key);
            } else {
                model.put(key, value);
            }
            Object probe = randomKey(random, objects, range);
            assertThat(table.get(probe)).isEqualTo(model.get(probe));
            assertThat(twoSlot(table, probe)).isEqualTo(model.get(probe));
            if (step % 100 == 0) {
                checkAgainst(table, model);
            }
            if (random.nextInt(5000) == 0) {
                table.clear();
                model.clear();
            }
        }
        checkAgainst(table, model);
    }

    private static Object randomKey(Random random, Object[] objects, int range) {
        return switch (random.nextInt(8)) {
            case 0 -> LuaString.of("k" + random.nextInt(range));
            case 1 -> LuaString.constant("field" + random.nextInt(8));
            case 2 -> objects[random.nextInt(objects.length)];
            case 3 -> random.nextInt(range) + 0.5;
            case 4 -> (double) -random.nextInt(range) + 0.0;
            default -> (double) random.nextInt(range);
        };
    }

    private static Object randomValue(Random random, int seed) {
        return switch (random.nextInt(seed % 2 == 0 ? 2 : 5)) {
            case 0 -> (double) random.nextInt();
            case 1 -> random.nextInt(20) == 0 ? (Object) Double.NaN : (Object) random.nextDouble();
            case 2 -> Boolean.TRUE;
            default -> LuaString.of("v" + random.nextInt());
        };
    }

    private static void store(LuaTable table, Object key, Object value, Random random) {
        Object tag = value instanceof Double ? Tag.NUM : value;
        double number = value instanceof Double boxed ? boxed : 0;
        if (key instanceof LuaString string && string == string.intern()) {
            table.setField(string, tag, number);
        } else if (random.nextBoolean()) {
            table.put(key, value);
        } else if (key instanceof Double d) {
            table.setNumber(d, tag, number);
        } else {
            table.setAny(key, 0, tag, number);
        }
    }

    private Object twoSlot(LuaTable table, Object key) {
        Object answer =
                key instanceof Double number
                        ? table.getNumber(vm, number)
                        : table.getAny(vm, key, 0);
        return LuaFunction.box(answer, vm.num);
    }

    private void checkAgainst(LuaTable table, Map<Object, Object> model) {
        Map<Object, Object> seen = new HashMap<>();
        for (int at = table.firstPair(); at >= 0; at = table.nextPair(at)) {
            Object key = table.keyAt(at);
            assertThat(seen.put(key, table.valueAt(at))).isNull();
            assertThat(LuaFunction.box(table.keyAt(vm, at), vm.num)).isEqualTo(key);
            assertThat(LuaFunction.box(table.valueAt(vm, at), vm.num)).isEqualTo(table.valueAt(at));
            assertThat(table.cursorOf(key, 0)).isEqualTo(at);
        }
        assertThat(seen).isEqualTo(model);
        assertThat(table.pairCount()).isEqualTo(model.size());
        int border = table.length();
        assertThat(border == 0 || model.containsKey((double) border)).isTrue();
        assertThat(model).doesNotContainKey((double) (border + 1));
    }

    @Test
    void removingDuringTraversalVisitsEveryKeyOnce() {
        LuaTable table = new LuaTable();
        List<Object> keys = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            table.put(i, LuaString.of("x"));
            table.put(LuaString.of("s" + i), (double) i);
            table.put((Object) (i * 0.25 - 100), Boolean.TRUE);
        }
        for (int at = table.firstPair(); at >= 0; at = table.nextPair(at)) {
            Object key = table.keyAt(at);
            keys.add(key);
            table.put(key, null);
        }
        assertThat(keys).hasSize(150).doesNotHaveDuplicates();
        assertThat(table.firstPair()).isEqualTo(-1);
    }

    @Test
    void fieldsComeInTheOrderInWhichTheyWereSet() {
        LuaTable table = new LuaTable();
        for (String name : new String[] {"one", "two", "three", "four", "five", "six"}) {
            table.put(name, 1.0);
        }
        List<String> names = new ArrayList<>();
        for (int at = table.firstPair(); at >= 0; at = table.nextPair(at)) {
            names.add(table.keyAt(at).toString());
        }
        assertThat(names).containsExactly("one", "two", "three", "four", "five", "six");
    }

    @Test
    void lengthOfConstructedTablesIsLuajits() {
        assertThat(LuaTable.ofItems(1.0, null).length()).isEqualTo(1);
        assertThat(LuaTable.ofItems(1.0, 2.0, null, 4.0).length()).isEqualTo(4);
        assertThat(LuaTable.ofItems(null, null, 3.0).length()).isEqualTo(3);
        assertThat(LuaTable.ofItems(null, null).length()).isZero();
    }

    @Test
    void filledBackwardsBecomesAnArray() {
        LuaTable table = new LuaTable();
        for (int i = 1000; i >= 1; i--) {
            table.put(i, (double) i);
        }
        assertThat(table.length()).isEqualTo(1000);
        assertThat(table.capacity()).isGreaterThanOrEqualTo(512);
    }

    @Test
    void queueDoesNotGrowForEver() {
        LuaTable table = new LuaTable();
        for (int i = 1; i <= 1_000_000; i++) {
            table.put(i, Boolean.TRUE);
            table.put(i - 10, null);
        }
        assertThat(table.capacity()).isLessThan(100);
        assertThat(table.hash.keys.length).isLessThan(100);
        assertThat(table.pairCount()).isEqualTo(10);
    }

    @Test
    void nilAndNanAreNoKeys() {
        LuaTable table = new LuaTable();
        assertThatThrownBy(() -> table.put((Object) null, 1.0)).hasMessage("table index is nil");
        assertThatThrownBy(() -> table.put((Object) Double.NaN, 1.0))
                .hasMessage("table index is NaN");
        assertThat(table.get((Object) null)).isNull();
        assertThat(table.get((Object) Double.NaN)).isNull();
    }

    @Test
    void negativeZeroIsZero() {
        LuaTable table = new LuaTable();
        table.put((Object) (-0.0), Boolean.TRUE);
        assertThat(table.get(0L)).isEqualTo(true);
        assertThat(table.keyAt(table.firstPair())).isEqualTo(0.0);
    }

    @Test
    void weakKeysDoNotKeepTheirObjects() {
        LuaTable mode = new LuaTable();
        mode.put("__mode", LuaString.of("k"));
        LuaTable table = new LuaTable();
        table.metatable(mode);
        LuaTable kept = new LuaTable();
        table.put(kept, LuaString.of("kept"));
        for (int i = 0; i < 1000; i++) {
            table.put(new LuaTable(), (double) i);
        }
        for (int i = 0; i < 100 && table.pairCount() > 1; i++) {
            System.gc();
        }
        assertThat(table.pairCount()).isEqualTo(1);
        assertThat(table.get(kept)).isEqualTo(LuaString.of("kept"));
    }

    @Test
    void weakValuesDoNotKeepTheirObjects() {
        LuaTable mode = new LuaTable();
        mode.put("__mode", LuaString.of("v"));
        LuaTable table = new LuaTable();
        table.put(1, new LuaTable());
        table.put(2, LuaString.of("a string is a value"));
        table.put("name", new LuaTable());
        table.metatable(mode);
        for (int i = 0; i < 100 && table.pairCount() > 1; i++) {
            System.gc();
        }
        assertThat(table.get(1)).isNull();
        assertThat(table.get(2)).isEqualTo(LuaString.of("a string is a value"));
    }
}
