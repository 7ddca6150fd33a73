// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Kind;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.runtime.Prototype;
import java.util.ArrayList;
import java.util.List;

/** Numbers the sets of locals that are visible somewhere in a traced function. Single use. */
final class VisibleLocals {
    private final List<String> names = new ArrayList<>(List.of(""));
    private final List<Boolean> numbers = new ArrayList<>(List.of(false));
    private final List<Integer> parents = new ArrayList<>(List.of(0));
    private final List<Integer> places = new ArrayList<>(List.of(0));
    private final List<Local> locals;
    private int current;

    VisibleLocals(FunctionScope scope) {
        locals = scope.locals();
        for (Local local : locals) {
            names.add(local.name());
            numbers.add(local.kind() == Kind.NUMBER);
        }
    }

    /** The number of the set that is visible now. */
    int current() {
        return current;
    }

    /** Goes back to a set that was visible before. */
    void current(int set) {
        current = set;
    }

    void declare(Local local) {
        enter(locals.indexOf(local) + 1);
    }

    /** A variable without a name in the program, whose value nobody can see. */
    void hidden(String name) {
        names.add(name);
        numbers.add(false);
        enter(names.size() - 1);
    }

    private void enter(int place) {
        parents.add(current);
        places.add(place);
        current = parents.size() - 1;
    }

    Prototype.Scopes table() {
        boolean[] areNumbers = new boolean[numbers.size()];
        for (int i = 0; i < areNumbers.length; i++) {
            areNumbers[i] = numbers.get(i);
        }
        return new Prototype.Scopes(
                parents.stream().mapToInt(Integer::intValue).toArray(),
                places.stream().mapToInt(Integer::intValue).toArray(),
                names.toArray(String[]::new),
                areNumbers);
    }
}
