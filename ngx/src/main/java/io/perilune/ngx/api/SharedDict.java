// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaUserdata;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.shm.DictAnswer;
import io.perilune.ngx.shm.DictZone;
import java.util.List;

/**
 * ngx.shared: the dictionaries as tables with methods. Confined to its worker, but for the
 * dictionaries behind.
 */
public final class SharedDict {
    private static final int LONGEST_KEY = 65_535;
    private static final int DEFAULT_KEYS = 1024;
    private static final LuaString NO_MEMORY = LuaString.constant("no memory");

    private final LuaWorker worker;
    private final DictAnswer answer = new DictAnswer();

    private SharedDict(LuaWorker worker) {
        this.worker = worker;
    }

    private ApiTable table() {
        return ApiTable.of(
                entry("get_stale", this::getStale, Phases.ANY),
                entry("safe_set", call -> store(call, DictZone.Mode.SET, true), Phases.ANY),
                entry("add", call -> store(call, DictZone.Mode.ADD, false), Phases.ANY),
                entry("safe_add", call -> store(call, DictZone.Mode.ADD, true), Phases.ANY),
                entry("replace", call -> store(call, DictZone.Mode.REPLACE, false), Phases.ANY),
                entry("delete", this::delete, Phases.ANY),
                entry("lpush", call -> push(call, true), Phases.ANY),
                entry("rpush", call -> push(call, false), Phases.ANY),
                entry("lpop", call -> pop(call, true), Phases.ANY),
                entry("rpop", call -> pop(call, false), Phases.ANY),
                entry("llen", this::listLength, Phases.ANY),
                entry("ttl", this::ttl, Phases.ANY),
                entry("expire", this::expire, Phases.ANY),
                entry("flush_all", this::flushAll, Phases.ANY),
                entry("flush_expired", this::flushExpired, Phases.ANY),
                entry("get_keys", this::keys, Phases.ANY),
                entry("capacity", call -> (double) zone(call).capacity(), Phases.ANY),
                entry("free_space", call -> (double) zone(call).freeSpace(), Phases.ANY));
    }

    public static void install(LuaWorker worker, LuaTable ngx) {
        SharedDict dictionaries = new SharedDict(worker);
        LuaTable methods = new LuaTable();
        dictionaries.table().install(worker, methods);
        methods.setField(LuaString.constant("get"), dictionaries.new Get(), 0);
        methods.setField(LuaString.constant("set"), dictionaries.new SetValue(), 0);
        methods.setField(LuaString.constant("incr"), dictionaries.new Increment(), 0);
        LuaTable metatable = new LuaTable();
        metatable.put("__index", methods);
        LuaTable shared = LuaWorker.child(ngx, "shared");
        for (DictZone zone : worker.options().zones().all()) {
            LuaTable dictionary = new LuaTable();
            dictionary.put(1, new ZoneData(zone));
            dictionary.metatable(metatable);
            shared.put(zone.name(), dictionary);
        }
    }

    /** What is in the first item of a dictionary's table. */
    private static final class ZoneData extends LuaUserdata {
        private final DictZone zone;

        ZoneData(DictZone zone) {
            super(zone, null);
            this.zone = zone;
        }
    }

    private DictZone zone(ApiCall call) {
        DictZone zone = zone(call.vm(), call.get(1));
        if (zone == null) {
            throw badZone(call);
        }
        return zone;
    }

    private static LuaError badZone(ApiCall call) {
        return call.error("bad \"zone\" argument");
    }

    /** The dictionary behind a table, or null. */
    private static DictZone zone(LuaVm vm, Object self) {
        return self instanceof LuaTable table && table.getInt(vm, 1) instanceof ZoneData data
                ? data.zone
                : null;
    }

    private long now() {
        return worker.port().timers().nowMillis();
    }

    /** The key in an argument; null when there is an error, which is in the answer then. */
    private LuaString key(ApiCall call) {
        Object given = call.get(2);
        if (given == null) {
            answer.error = "nil key";
            return null;
        }
        LuaString key = given instanceof LuaString text ? text : call.vm().tostring(given);
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            answer.error = key.isEmpty() ? "empty key" : "key too long";
            return null;
        }
        return key;
    }

    private static boolean isPlain(LuaString key) {
        return !key.isEmpty() && key.length() <= LONGEST_KEY;
    }

    private Object failed(ApiCall call) {
        return call.failed(answer.error);
    }

    // --- the frequent ones
    // -----------------------------------------------------------------------------

    private final class Get extends ApiFunction {
        Get() {
            super(SharedDict.this.worker, "get", Phases.ANY);
        }

        @Override
        public Object call2(LuaVm vm, Object self, double sn, Object key, double kn) {
            DictZone zone = zone(vm, self);
            if (zone == null || !(key instanceof LuaString name) || !isPlain(name)) {
                return super.call2(vm, self, sn, key, kn);
            }
            zone.get(name, now(), answer);
            return result(vm);
        }

        private Object result(LuaVm vm) {
            if (answer.error != null) {
                return vm.many(null, LuaString.ofLatin1(answer.error));
            }
            Object value = answer.value;
            if (answer.flags != 0 && value != null) {
                return vm.many(box(value, answer.number), (double) answer.flags);
            }
            vm.num = answer.number;
            answer.value = null;
            return value;
        }

        @Override
        protected Object run(ApiCall call) {
            DictZone zone = zone(call);
            LuaString key = key(call);
            if (key == null) {
                return failed(call);
            }
            zone.get(key, now(), answer);
            Object result = result(call.vm());
            return result == Tag.NUM ? (Object) call.vm().num : result;
        }
    }

    private final class SetValue extends ApiFunction {
        SetValue() {
            super(SharedDict.this.worker, "set", Phases.ANY);
        }

        @Override
        public Object call3(
                LuaVm vm,
                Object self,
                double sn,
                Object key,
                double kn,
                Object value,
                double number) {
            DictZone zone = zone(vm, self);
            boolean usual =
                    value == Tag.NUM || value instanceof LuaString || value instanceof Boolean;
            if (zone == null || !usual || !(key instanceof LuaString name) || !isPlain(name)) {
                return super.call3(vm, self, sn, key, kn, value, number);
            }
            boolean stored =
                    zone.store(DictZone.Mode.SET, false, name, value, number, 0, 0, now(), answer);
            return vm.many(
                    stored, stored ? null : LuaString.ofLatin1(answer.error), answer.forcible);
        }

        @Override
        protected Object run(ApiCall call) {
            return store(call, DictZone.Mode.SET, false);
        }
    }

    private final class Increment extends ApiFunction {
        Increment() {
            super(SharedDict.this.worker, "incr", Phases.ANY);
        }

        @Override
        public Object call3(
                LuaVm vm,
                Object self,
                double sn,
                Object key,
                double kn,
                Object step,
                double stepNumber) {
            DictZone zone = zone(vm, self);
            if (zone == null
                    || step != Tag.NUM
                    || !(key instanceof LuaString name)
                    || !isPlain(name)) {
                return super.call3(vm, self, sn, key, kn, step, stepNumber);
            }
            if (!zone.increment(name, stepNumber, false, 0, 0, now(), answer)) {
                return vm.many(null, LuaString.ofLatin1(answer.error));
            }
            vm.num = answer.number;
            return Tag.NUM;
        }

        @Override
        public Object call4(
                LuaVm vm,
                Object self,
                double sn,
                Object key,
                double kn,
                Object step,
                double stepNumber,
                Object init,
                double initNumber) {
            DictZone zone = zone(vm, self);
            if (zone == null
                    || step != Tag.NUM
                    || init != Tag.NUM
                    || !(key instanceof LuaString name)
                    || !isPlain(name)) {
                return super.call4(vm, self, sn, key, kn, step, stepNumber, init, initNumber);
            }
            if (!zone.increment(name, stepNumber, true, initNumber, 0, now(), answer)) {
                return vm.many(null, LuaString.ofLatin1(answer.error));
            }
            return vm.many(answer.number, null, answer.forcible);
        }

        @Override
        protected Object run(ApiCall call) {
            DictZone zone = zone(call);
            LuaString key = key(call);
            if (key == null) {
                return failed(call);
            }
            Double step = call.toNumber(3);
            if (step == null) {
                throw call.error(3, "number expected, got " + call.typeName(3));
            }
            boolean hasInit = call.truth(4);
            double init = hasInit ? argument(call, 4, "init") : 0;
            double ttl = 0;
            if (call.get(5) != null) {
                ttl = argument(call, 5, "init_ttl");
                if (ttl < 0) {
                    throw call.error("bad \"init_ttl\" argument");
                }
                if (!hasInit) {
                    throw call.error("must provide \"init\" when providing \"init_ttl\"");
                }
            }
            if (!zone.increment(key, step, hasInit, init, (long) (ttl * 1000), now(), answer)) {
                return failed(call);
            }
            return hasInit
                    ? call.results(answer.number, null, answer.forcible)
                    : (Object) answer.number;
        }

        private double argument(ApiCall call, int index, String name) {
            Double number = call.toNumber(index);
            if (number == null) {
                throw call.error(
                        "bad " + name + " arg: number expected, got " + call.typeName(index));
            }
            return number;
        }
    }

    // --- storing
    // ---------------------------------------------------------------------------------------

    private Object store(ApiCall call, DictZone.Mode mode, boolean safe) {
        DictZone zone = zone(call);
        double ttl = call.truth(4) ? call.number(4) : 0;
        if (ttl < 0) {
            throw call.error("bad \"exptime\" argument");
        }
        int flags = call.truth(5) ? call.integer(5) : 0;
        LuaString key = key(call);
        if (key == null) {
            return failed(call);
        }
        Object value = call.get(3);
        if (value != null
                && !(value instanceof LuaString)
                && !(value instanceof Double)
                && !(value instanceof Boolean)) {
            return call.failed("bad value type");
        }
        boolean stored =
                value instanceof Double number
                        ? zone.store(
                                mode,
                                safe,
                                key,
                                Tag.NUM,
                                number,
                                (long) (ttl * 1000),
                                flags,
                                now(),
                                answer)
                        : zone.store(
                                mode,
                                safe,
                                key,
                                value,
                                0,
                                (long) (ttl * 1000),
                                flags,
                                now(),
                                answer);
        return stored
                ? call.results(true, null, answer.forcible)
                : call.results(false, LuaString.ofLatin1(answer.error), answer.forcible);
    }

    private Object delete(ApiCall call) {
        DictZone zone = zone(call);
        LuaString key = key(call);
        if (key == null) {
            return failed(call);
        }
        zone.store(DictZone.Mode.SET, false, key, null, 0, 0, 0, now(), answer);
        return call.results(true, null, answer.forcible);
    }

    private Object getStale(ApiCall call) {
        DictZone zone = zone(call);
        LuaString key = key(call);
        if (key == null) {
            return failed(call);
        }
        zone.getStale(key, now(), answer);
        if (answer.error != null) {
            return failed(call);
        }
        if (answer.value == null) {
            return null;
        }
        Object value = answer.value == Tag.NUM ? (Object) answer.number : answer.value;
        return call.results(
                value, answer.flags == 0 ? null : (Object) (double) answer.flags, answer.stale);
    }

    private Object ttl(ApiCall call) {
        DictZone zone = zone(call);
        LuaString key = key(call);
        if (key == null) {
            return failed(call);
        }
        long millis = zone.ttl(key, now());
        return millis == Long.MIN_VALUE ? call.failed("not found") : (Object) (millis / 1000.0);
    }

    private Object expire(ApiCall call) {
        DictZone zone = zone(call);
        if (!call.truth(3)) {
            throw call.error("bad \"exptime\" argument");
        }
        LuaString key = key(call);
        if (key == null) {
            return failed(call);
        }
        boolean there = zone.expire(key, (long) (call.number(3) * 1000), now());
        return there ? true : call.failed("not found");
    }

    private Object flushAll(ApiCall call) {
        zone(call).flushAll();
        return call.none();
    }

    private Object flushExpired(ApiCall call) {
        int most = call.get(2) == null ? 0 : call.integer(2);
        return (double) zone(call).flushExpired(most, now());
    }

    private Object keys(ApiCall call) {
        int most = call.get(2) == null ? DEFAULT_KEYS : call.integer(2);
        List<LuaString> keys = zone(call).keys(most, now());
        return LuaTable.ofItems(keys.toArray());
    }

    // --- lists
    // -----------------------------------------------------------------------------------------

    private Object push(ApiCall call, boolean left) {
        if (call.count() != 3) {
            throw call.error("expecting 3 arguments, but only seen " + call.count());
        }
        DictZone zone = zone(call);
        LuaString key = key(call);
        if (key == null) {
            return failed(call);
        }
        Object value = call.get(3);
        if (!(value instanceof LuaString) && !(value instanceof Double)) {
            return call.failed("bad value type");
        }
        int length = zone.push(key, value, left, now(), answer);
        if (length == -2) {
            return call.results(false, NO_MEMORY);
        }
        return length < 0 ? failed(call) : (Object) (double) length;
    }

    private Object pop(ApiCall call, boolean left) {
        if (call.count() != 2) {
            throw call.error("expecting 2 arguments, but only seen " + call.count());
        }
        DictZone zone = zone(call);
        LuaString key = key(call);
        if (key == null) {
            return failed(call);
        }
        Object value = zone.pop(key, left, now(), answer);
        return answer.error != null ? failed(call) : value;
    }

    private Object listLength(ApiCall call) {
        if (call.count() != 2) {
            throw call.error("expecting 2 arguments, but only seen " + call.count());
        }
        DictZone zone = zone(call);
        LuaString key = key(call);
        if (key == null) {
            return failed(call);
        }
        int length = zone.length(key, now(), answer);
        return answer.error != null ? failed(call) : (Object) (double) length;
    }
}
