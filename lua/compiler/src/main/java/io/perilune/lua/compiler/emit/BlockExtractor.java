// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Statement;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Moves blocks of a large function into methods of their own: the time that HotSpot needs to
 * compile a method grows faster than the method. Single use.
 *
 * <p>The locals that a block reads are passed to its method, cells as such. A block that assigns to
 * a local around it, jumps out of itself or uses "..." stays where it is. One that returns from the
 * function answers what is to be returned, or {@code MISS} when it came to its end.
 */
final class BlockExtractor {
    /** Words that a method's parameters may have. */
    private static final int MAX_WORDS = 40;

    private static final int FIRST_SLOT = 2;

    private final ClassContext context;
    private final int limit;
    private final Weights weights = new Weights();
    private final Deque<Part> waiting = new ArrayDeque<>();
    private int count;

    /** A method still to be written. */
    private record Part(
            String name,
            MethodTypeDesc type,
            List<Statement> statements,
            Variable[] variables,
            int firstFree) {}

    /**
     * @param limit bytes of code, estimated, that such a method should have at most
     */
    BlockExtractor(ClassContext context, int limit) {
        this.context = context;
        this.limit = limit;
    }

    /** Emits the statements of a block, each in its place or in a method that is called there. */
    void statements(MethodContext method, List<Statement> all) {
        List<Statement> run = new ArrayList<>();
        int weight = 0;
        for (Statement statement : all) {
            int next = weights.of(statement);
            boolean stays = isForTheBlock(statement) || assignsLocal(statement) || next > limit;
            if (stays || weight + next > limit) {
                run(method, run, weight);
                run = new ArrayList<>();
                weight = 0;
            }
            if (stays) {
                method.statements().statement(statement);
            } else {
                run.add(statement);
                weight += next;
            }
        }
        run(method, run, weight);
    }

    /** What is declared here is used behind, or jumped to. */
    private static boolean isForTheBlock(Statement statement) {
        return statement instanceof Statement.Local
                || statement instanceof Statement.LocalFunction
                || statement instanceof Statement.Label;
    }

    /** One that assigns deeper inside keeps its whole run where it is. */
    private boolean assignsLocal(Statement statement) {
        if (!(statement instanceof Statement.Assignment assignment)) {
            return false;
        }
        for (Expression target : assignment.targets()) {
            if (target instanceof Expression.Name name
                    && context.scope().binding(name) instanceof Local local
                    && !local.isCell()) {
                return true;
            }
        }
        return false;
    }

    private void run(MethodContext method, List<Statement> run, int weight) {
        if (weight < limit / 4 || !isExtracted(method, run)) {
            run.forEach(method.statements()::statement);
        }
    }

    /** Whether a whole block, with its locals, is in a method of its own now. */
    boolean isExtracted(MethodContext method, Block block) {
        int weight = weights.of(block);
        return weight >= limit / 4 && weight <= limit && isExtracted(method, block.statements());
    }

    private boolean isExtracted(MethodContext method, List<Statement> statements) {
        Exits exits = new Exits.Finder().of(statements);
        BlockUses uses = BlockUses.of(context.scope(), statements);
        if (exits.breaks || !exits.labels.isEmpty() || uses.assigns() || uses.usesVarargs()) {
            return false;
        }
        Variable[] inside = method.variables().clone();
        List<ClassDesc> types = new ArrayList<>();
        types.add(Linkage.VM);
        int slot = FIRST_SLOT;
        for (Local local : uses.outer()) {
            List<ClassDesc> passed = method.variable(local).passedTypes();
            if (passed.isEmpty()) {
                return false;
            }
            inside[local.id()] = method.variable(local).received(slot);
            types.addAll(passed);
            for (ClassDesc type : passed) {
                slot += type == Linkage.DOUBLE ? 2 : 1;
            }
        }
        if (slot > MAX_WORDS) {
            return false;
        }
        ClassDesc result = exits.returns ? Linkage.OBJECT : Linkage.VOID;
        MethodTypeDesc type = MethodTypeDesc.of(result, types);
        Part part = new Part("block" + count++, type, List.copyOf(statements), inside, slot);
        waiting.add(part);
        call(method, part, uses);
        return true;
    }

    private void call(MethodContext method, Part part, BlockUses uses) {
        Code code = method.code();
        code.aload(0);
        method.pushVm();
        for (Local local : uses.outer()) {
            method.variable(local).pass(code);
        }
        context.invokePart(code, part.name, part.type);
        if (part.type.returnType() != Linkage.VOID) {
            Label next = code.newLabel();
            code.dup();
            TableLinkage.miss(code);
            code.if_acmpeq(next);
            method.leave();
            code.labelBinding(next).pop();
        }
    }

    /** Writes the methods that are waiting. */
    void build(ClassWriter builder) {
        while (!waiting.isEmpty()) {
            Part part = waiting.remove();
            context.buildPart(builder, part.name, part.type, code -> write(part, code));
        }
    }

    private void write(Part part, Code code) {
        MethodContext method =
                new MethodContext(context, part.name, code, part.variables, part.firstFree);
        method.markAsExtracted();
        method.speculation().begin();
        method.statements().block(new Block(part.statements, 0));
        if (part.type.returnType() == Linkage.VOID) {
            code.return_();
        } else {
            TableLinkage.miss(code);
            code.areturn();
        }
    }
}
