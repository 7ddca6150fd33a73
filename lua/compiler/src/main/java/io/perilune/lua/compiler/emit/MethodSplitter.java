// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Statement;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Spreads a function that is too large for one JVM method over several. Single use.
 *
 * <p>Its locals live in two arrays that all pieces share. A piece is a run of statements of one
 * block, or of items of a table constructor, or the beginning of a long expression. A piece of
 * statements answers 0 when it came to its end, 1 when the function returns (the value is in the
 * arrays' first place), and otherwise the number of a label to jump to, which the method that has
 * the label does; the others pass the number on. Labels never move into a piece of their own block,
 * so that they can be reached.
 */
final class MethodSplitter {
    /**
     * Where a piece has the arrays (the doubles follow the references), and the values of "...".
     */
    static final int FRAME_SLOT = 2;

    static final int VARARGS_SLOT = 4;
    static final int FIRST_FREE = 5;
    static final int RETURNED = 1;

    /** The piece that a function begins with. */
    private static final String WHOLE = "piece0";

    private static final int PARTS = 16;
    private static final ClassDesc DOUBLES = Linkage.DOUBLE.arrayType();
    static final MethodTypeDesc STATEMENTS =
            MethodTypeDesc.of(Linkage.INT, Linkage.VM, Linkage.OBJECTS, DOUBLES, Linkage.OBJECTS);
    private static final MethodTypeDesc ITEMS =
            STATEMENTS
                    .changeReturnType(Linkage.VOID)
                    .insertParameterTypes(STATEMENTS.parameterCount(), Linkage.TABLE);

    private static final MethodTypeDesc CHAIN = STATEMENTS.changeReturnType(Linkage.OBJECT);

    private final ClassContext context;
    private final int limit;
    private final Weights weights = new Weights();
    private final Deque<Piece> waiting = new ArrayDeque<>();

    /** Of expressions seen: the weight from the last cut on their left side to their end. */
    private final Map<Expression, Integer> sinceCut = new IdentityHashMap<>();

    private final Exits.Finder exits = new Exits.Finder();

    /** Those that are pieces. */
    private final Set<Statement> choices = Collections.newSetFromMap(new IdentityHashMap<>());

    private int pieces;
    private int labels = RETURNED;

    /** A method still to be written. */
    private record Piece(
            String name,
            List<Statement> statements,
            Map<String, Integer> outerLabels,
            int breakLabel,
            List<Expression.Item> items,
            int firstIndex,
            Expression chain,
            int visible) {}

    /**
     * @param limit bytes of code, estimated, that a method should have at most
     */
    MethodSplitter(ClassContext context, int limit) {
        this.context = context;
        this.limit = limit;
    }

    Exits exits(List<Statement> statements) {
        return exits.of(statements);
    }

    boolean isTooLarge(Block block) {
        return weights.of(block) > limit;
    }

    boolean isTooLarge(Expression.TableConstructor constructor) {
        return weights.of(constructor) > limit;
    }

    /** A new number for a label. */
    int label() {
        return ++labels;
    }

    // --- statements ------------------------------------------------------------------------------

    /**
     * Cuts a run of statements without labels into parts of a similar size; each becomes a piece.
     */
    void statements(StatementEmitter emitter, List<Statement> run) {
        int total = 0;
        for (Statement statement : run) {
            total += weights.of(statement);
        }
        int part = Math.max(limit, total / PARTS);
        int from = 0;
        int weight = 0;
        for (int i = 0; i < run.size(); i++) {
            int next = weights.of(run.get(i));
            if (i > from && weight + next > part) {
                piece(emitter, run.subList(from, i), weight);
                from = i;
                weight = 0;
            }
            weight += next;
        }
        piece(emitter, run.subList(from, run.size()), weight);
    }

    /**
     * A single statement stays: its inner blocks will be split. But a choice that has a method to
     * itself already can go on for long in its ELSE.
     */
    private void piece(StatementEmitter emitter, List<Statement> part, int weight) {
        boolean isAlone = part.size() == 1 && weight > limit;
        if (isAlone && !(part.getFirst() instanceof Statement.If && choices.add(part.getFirst()))) {
            emitter.statement(part.getFirst());
            return;
        }
        String name = "piece" + pieces++;
        waiting.add(
                new Piece(
                        name,
                        part,
                        emitter.numbers(exits.of(part).labels),
                        emitter.breakLabel(),
                        null,
                        0,
                        null,
                        visible()));
        emitter.callPiece(part, name);
        if (context.isTraced()) {
            part.forEach(this::declareForTheRest);
        }
    }

    /** The pieces that follow see the locals of this one, which is written later. */
    private void declareForTheRest(Statement statement) {
        if (statement instanceof Statement.Local variables) {
            variables.names().forEach(this::declare);
        } else if (statement instanceof Statement.LocalFunction function) {
            declare(function.name());
        }
    }

    private void declare(Declaration name) {
        context.visible().declare(context.scope().local(name));
    }

    void invoke(Code code, String name) {
        pushFrame(code);
        context.invokePart(code, name, STATEMENTS);
    }

    private void pushFrame(Code code) {
        code.aload(0).aload(MethodContext.VM_SLOT);
        code.aload(FRAME_SLOT).aload(FRAME_SLOT + 1).aload(VARARGS_SLOT);
    }

    // --- items -----------------------------------------------------------------------------------

    /** Fills a table in pieces; an open last item is not among the items. */
    void items(Code code, List<Expression.Item> items, int table) {
        int from = 0;
        int index = 1;
        int firstIndex = 1;
        int weight = 0;
        for (int i = 0; i < items.size(); i++) {
            int next = weights.of(items.get(i));
            if (i > from && weight + next > limit) {
                items(code, items.subList(from, i), firstIndex, table);
                from = i;
                firstIndex = index;
                weight = 0;
            }
            weight += next;
            index += items.get(i) instanceof Expression.Positional ? 1 : 0;
        }
        items(code, items.subList(from, items.size()), firstIndex, table);
    }

    private void items(Code code, List<Expression.Item> items, int firstIndex, int table) {
        String name = "items" + pieces++;
        waiting.add(new Piece(name, null, null, 0, items, firstIndex, null, visible()));
        pushFrame(code);
        code.aload(table);
        context.invokePart(code, name, ITEMS);
    }

    // --- chains ----------------------------------------------------------------------------------

    /**
     * Whether this expression is to be a piece: it begins a chain of operators, calls or indices
     * that is too long for one method.
     */
    boolean isCut(Expression expression) {
        return expression.left() != null && sinceCut(expression) > limit;
    }

    private int sinceCut(Expression expression) {
        Deque<Expression> unseen = new ArrayDeque<>();
        Expression e = expression;
        while (e != null && !sinceCut.containsKey(e)) {
            unseen.push(e);
            e = e.left();
        }
        int weight = e == null ? 0 : sinceCut.get(e);
        for (Expression next : unseen) {
            weight = (weight > limit ? 0 : weight) + weights.withoutLeft(next);
            sinceCut.put(next, weight);
        }
        return weight;
    }

    /** Evaluates such an expression: leaves the reference, and the number in the machine. */
    void chain(Code code, Expression expression) {
        String name = "chain" + pieces++;
        sinceCut.put(expression, 0);
        waiting.add(new Piece(name, null, null, 0, null, 0, expression, visible()));
        pushFrame(code);
        context.invokePart(code, name, CHAIN);
    }

    // --- methods ---------------------------------------------------------------------------------

    /** The whole function as the first piece. */
    String body(Block block) {
        String name = "piece" + pieces++;
        waiting.add(new Piece(name, block.statements(), Map.of(), 0, null, 0, null, visible()));
        return name;
    }

    private int visible() {
        return context.isTraced() ? context.visible().current() : 0;
    }

    /** Writes all methods that are waiting, and those that come up meanwhile. */
    void build(ClassWriter builder, Variable[] variables) {
        while (!waiting.isEmpty()) {
            Piece piece = waiting.remove();
            MethodTypeDesc type =
                    piece.chain != null ? CHAIN : piece.items == null ? STATEMENTS : ITEMS;
            context.buildPart(builder, piece.name, type, code -> write(piece, code, variables));
        }
    }

    private void write(Piece piece, Code code, Variable[] variables) {
        int firstFree = piece.items == null ? FIRST_FREE : FIRST_FREE + 1;
        MethodContext method = new MethodContext(context, piece.name, code, variables, firstFree);
        method.varargs(VARARGS_SLOT);
        method.markAsPiece();
        if (context.isTraced()) {
            context.visible().current(piece.visible);
        }
        method.mark(Math.max(1, context.scope().body().begin().line()));
        if (piece.chain != null) {
            method.expressions().pushBoth(piece.chain);
            method.leaveNumber();
            code.areturn();
            return;
        }
        boolean isWhole = piece.items == null && piece.name.equals(WHOLE);
        if (isWhole && context.isTraced()) {
            method.entered();
        }
        if (piece.items == null) {
            method.statements().enter(piece.outerLabels, piece.breakLabel);
            method.statements().block(new Block(piece.statements, 0));
            if (isWhole && context.isTraced()) {
                method.at(context.scope().body().block().endLine());
                method.statements().returnValues(List.of());
            }
            code.iconst_0().ireturn();
        } else {
            method.expressions().tables().fillPiece(piece.items, piece.firstIndex, FIRST_FREE);
            code.return_();
        }
    }
}
