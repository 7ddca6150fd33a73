// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

import io.perilune.lua.compiler.tree.Block;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.compiler.tree.Position;
import io.perilune.lua.compiler.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements by recursive descent, one method for each production. Single use.
 *
 * <p>A line in the tree is the one that LuaJIT's debug information would name: of the last token of
 * an operation, of a call's opening parenthesis, of a loop's first word. Expressions are in {@link
 * ExpressionParser}.
 */
public final class Parser {
    /** Levels of blocks and expressions in each other. */
    static final int MAX_LEVELS = 200;

    private static final int MAX_LOCALS = 200;

    /** LuaJIT's, for locals and what is evaluated at a time. */
    private static final int MAX_REGISTERS = 249;

    /** State of a loop that LuaJIT keeps in hidden locals. */
    private static final int LOOP_STATE = 3;

    private static final int MAX_CLAUSES = 100;

    final Lexer lexer;
    final Dialect dialect;
    private final ExpressionParser expressions;
    private FunctionState function;
    private int levels;

    /** What is counted for the function being read. */
    private static final class FunctionState {
        final FunctionState parent;
        final int line;
        final List<FunctionBody> functions = new ArrayList<>();
        final Jumps jumps;
        boolean isVararg;
        int names;
        int locals;

        /** What LuaJIT would hold in registers for what is being read, beside the locals. */
        int temporaries;

        FunctionState(FunctionState parent, int line, Jumps jumps) {
            this.parent = parent;
            this.line = line;
            this.jumps = jumps;
        }
    }

    private Parser(Source source, Dialect dialect, Checkpoint checkpoint) {
        this.lexer = new Lexer(source, checkpoint);
        this.dialect = dialect;
        this.expressions = new ExpressionParser(this);
    }

    /** As below, without a way to stop it. */
    public static FunctionBody parse(Source source, Dialect dialect) {
        return parse(source, dialect, Checkpoint.none());
    }

    /**
     * chunk: block <eof>
     *
     * @param checkpoint passed for each token
     * @throws SyntaxError with LuaJIT's message
     */
    public static FunctionBody parse(Source source, Dialect dialect, Checkpoint checkpoint) {
        return new Parser(source, dialect, checkpoint).chunk(source);
    }

    private FunctionBody chunk(Source source) {
        function = new FunctionState(null, 0, new Jumps(lexer));
        function.isVararg = true;
        lexer.next();
        Block block = new Block(block(false).statements(), lexer.lastLine());
        if (lexer.kind() != TokenKind.END_OF_TEXT) {
            throw expected(TokenKind.END_OF_TEXT);
        }
        function.jumps.finish();
        Position begin = new Position(0, source.begin());
        Position end = new Position(lexer.line(), source.text().length);
        return new FunctionBody(
                List.of(), true, block, begin, end, 0, function.names, function.functions, null);
    }

    // --- blocks ----------------------------------------------------------------------------------

    /** block: {statement} [laststatement] */
    private Block block(boolean isLoop) {
        enterLevel();
        int locals = function.locals;
        function.jumps.enter(isLoop);
        List<Statement> statements = statements();
        function.jumps.leave();
        function.locals = locals;
        leaveLevel();
        return new Block(statements, lexer.line());
    }

    private List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        boolean isLast = false;
        while (!isLast && !endsBlock(lexer.kind())) {
            isLast = isReturnOrBreak();
            Statement statement = statement();
            if (statement != null) {
                statements.add(statement);
            }
            closeLabels();
            if (!dialect.compat52()) {
                accept(TokenKind.SEMICOLON);
            }
        }
        return statements;
    }

    /** Behind the last of some labels, and of the dialect's empty statements. */
    private void closeLabels() {
        TokenKind kind = lexer.kind();
        if (kind != TokenKind.LABEL && !(dialect.compat52() && kind == TokenKind.SEMICOLON)) {
            function.jumps.close(endsBlock(kind) && kind != TokenKind.UNTIL);
        }
    }

    private boolean isReturnOrBreak() {
        return lexer.kind() == TokenKind.RETURN
                || lexer.kind() == TokenKind.BREAK && !dialect.compat52();
    }

    static boolean endsBlock(TokenKind kind) {
        return switch (kind) {
            case END_OF_TEXT, END, ELSE, ELSEIF, UNTIL -> true;
            default -> false;
        };
    }

    // --- statements ------------------------------------------------------------------------------

    /** One statement, or null for an empty one. */
    private Statement statement() {
        int line = lexer.line();
        return switch (lexer.kind()) {
            case IF -> ifStatement(line);
            case WHILE -> whileStatement(line);
            case DO -> doStatement(line);
            case FOR -> forStatement(line);
            case REPEAT -> repeatStatement(line);
            case FUNCTION -> functionStatement(line);
            case LOCAL -> localStatement(line);
            case RETURN -> returnStatement(line);
            case BREAK -> breakStatement(line);
            case LABEL -> label(line);
            case SEMICOLON -> empty(line);
            case GOTO -> isGoto() ? gotoStatement(line) : expressionStatement(line);
            default -> expressionStatement(line);
        };
    }

    /** ';' */
    private Statement empty(int line) {
        if (!dialect.compat52()) {
            return expressionStatement(line);
        }
        lexer.next();
        return null;
    }

    /** if: IF exp THEN block {ELSEIF exp THEN block} [ELSE block] END */
    private Statement ifStatement(int line) {
        List<Statement.Clause> clauses = new ArrayList<>();
        clauses.add(clause());
        while (lexer.kind() == TokenKind.ELSEIF) {
            clauses.add(clause());
        }
        Block otherwise = null;
        if (accept(TokenKind.ELSE)) {
            otherwise = block(false);
        }
        expectMatch(TokenKind.END, TokenKind.IF, line);
        return nested(clauses, otherwise, line);
    }

    /** Of very many clauses the later ones stand in an ELSE, as blocks can be taken apart. */
    private Statement.If nested(List<Statement.Clause> clauses, Block otherwise, int line) {
        int last = (clauses.size() - 1) / MAX_CLAUSES * MAX_CLAUSES;
        Block rest = otherwise;
        for (int from = last; from > 0; from -= MAX_CLAUSES) {
            int to = Math.min(from + MAX_CLAUSES, clauses.size());
            Statement inner = new Statement.If(clauses.subList(from, to), rest, line);
            rest = new Block(List.of(inner), lexer.lastLine());
        }
        int first = Math.min(MAX_CLAUSES, clauses.size());
        return new Statement.If(clauses.subList(0, first), rest, line);
    }

    private Statement.Clause clause() {
        int line = lexer.line();
        lexer.next();
        Expression condition = expressions.expression();
        expect(TokenKind.THEN);
        return new Statement.Clause(condition, block(false), line);
    }

    /** while: WHILE exp DO block END */
    private Statement whileStatement(int line) {
        lexer.next();
        Expression condition = expressions.expression();
        expect(TokenKind.DO);
        Block block = block(true);
        expectMatch(TokenKind.END, TokenKind.WHILE, line);
        return new Statement.While(condition, block, line);
    }

    /** do: DO block END */
    private Statement doStatement(int line) {
        lexer.next();
        Block block = block(false);
        expectMatch(TokenKind.END, TokenKind.DO, line);
        return new Statement.Do(block);
    }

    /** repeat: REPEAT block UNTIL exp; the block's locals are visible in the expression. */
    private Statement repeatStatement(int line) {
        lexer.next();
        int locals = function.locals;
        enterLevel();
        function.jumps.enter(true);
        List<Statement> statements = statements();
        Block block = new Block(statements, lexer.line());
        leaveLevel();
        expectMatch(TokenKind.UNTIL, TokenKind.REPEAT, line);
        Expression condition = expressions.expression();
        function.jumps.leave();
        function.locals = locals;
        return new Statement.Repeat(block, condition, line);
    }

    /** for: FOR (numeric | generic) END */
    private Statement forStatement(int line) {
        lexer.next();
        String name = name();
        int nameLine = lexer.lastLine();
        int locals = function.locals;
        function.jumps.enter(false);
        Statement statement =
                switch (lexer.kind()) {
                    case ASSIGN -> numericFor(name, nameLine, line);
                    case COMMA, IN -> genericFor(name, nameLine);
                    default -> throw lexer.errorHere("'=' or 'in' expected");
                };
        function.jumps.leave();
        function.locals = locals;
        expectMatch(TokenKind.END, TokenKind.FOR, line);
        return statement;
    }

    /** numeric: NAME '=' exp ',' exp [',' exp] DO block */
    private Statement numericFor(String name, int nameLine, int line) {
        lexer.next();
        Expression start = expressions.expression();
        expect(TokenKind.COMMA);
        Expression limit = expressions.expression();
        Expression step = accept(TokenKind.COMMA) ? expressions.expression() : null;
        expect(TokenKind.DO);
        int headLine = lexer.lastLine();
        countLoopState();
        Declaration variable = declare(name, nameLine);
        return new Statement.NumericFor(variable, start, limit, step, block(true), headLine, line);
    }

    /** generic: NAME {',' NAME} IN explist DO block */
    private Statement genericFor(String first, int firstLine) {
        List<String> names = new ArrayList<>(List.of(first));
        List<Integer> lines = new ArrayList<>(List.of(firstLine));
        while (accept(TokenKind.COMMA)) {
            names.add(name());
            lines.add(lexer.lastLine());
        }
        expect(TokenKind.IN);
        // The iterator's calls are where its expression begins
        int line = lexer.line();
        List<Expression> values = expressions.list();
        expect(TokenKind.DO);
        countLoopState();
        List<Declaration> variables = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            variables.add(declare(names.get(i), lines.get(i)));
        }
        return new Statement.GenericFor(variables, values, block(true), line);
    }

    /** function: FUNCTION NAME {'.' NAME} [':' NAME] body */
    private Statement functionStatement(int line) {
        lexer.next();
        String name = name();
        Expression target = use(name, lexer.lastLine());
        StringBuilder fullName = new StringBuilder(name);
        boolean isMethod = false;
        while (!isMethod && (lexer.kind() == TokenKind.DOT || lexer.kind() == TokenKind.COLON)) {
            isMethod = lexer.kind() == TokenKind.COLON;
            fullName.append(lexer.kind().text());
            lexer.next();
            String key = name();
            fullName.append(key);
            target =
                    new Expression.Index(
                            target, new Expression.StringLiteral(key), lexer.lastLine());
        }
        FunctionBody body = body(isMethod, line, lexer.begin(), fullName.toString());
        return new Statement.Assignment(
                List.of(target), List.of(new Expression.Function(body)), line);
    }

    /** local: LOCAL (FUNCTION NAME body | NAME {',' NAME} ['=' explist]) */
    private Statement localStatement(int line) {
        lexer.next();
        if (lexer.kind() == TokenKind.FUNCTION) {
            int functionLine = lexer.line();
            lexer.next();
            Declaration name = declare(name(), lexer.lastLine());
            FunctionBody body = body(false, functionLine, lexer.begin(), name.name());
            return new Statement.LocalFunction(name, body, line);
        }
        List<String> names = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        do {
            names.add(name());
            lines.add(lexer.lastLine());
            checkLocals(names.size());
        } while (accept(TokenKind.COMMA));
        List<Expression> values = accept(TokenKind.ASSIGN) ? expressions.list() : List.of();
        List<Declaration> declarations = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            declarations.add(declare(names.get(i), lines.get(i)));
        }
        return new Statement.Local(declarations, values, lexer.lastLine());
    }

    /** return: RETURN [explist] [';'] */
    private Statement returnStatement(int line) {
        lexer.next();
        boolean isEmpty = endsBlock(lexer.kind()) || lexer.kind() == TokenKind.SEMICOLON;
        List<Expression> values = isEmpty ? List.of() : expressions.list();
        int lastLine = lexer.lastLine();
        if (dialect.compat52()) {
            accept(TokenKind.SEMICOLON);
        }
        return new Statement.Return(values, isEmpty ? line : lastLine);
    }

    /** break: BREAK; the last statement of its block, but for the 5.2 dialect */
    private Statement breakStatement(int line) {
        lexer.next();
        function.jumps.breakAt(line);
        return new Statement.Break(line);
    }

    /** label: '::' NAME '::' */
    private Statement label(int line) {
        lexer.next();
        String name = name();
        if (!function.jumps.define(name)) {
            throw lexer.error("duplicate label '" + name + "'");
        }
        expect(TokenKind.LABEL);
        return new Statement.Label(name, line);
    }

    private boolean isGoto() {
        return dialect.compat52() || lexer.peek() == TokenKind.NAME;
    }

    /** goto: GOTO NAME */
    private Statement gotoStatement(int line) {
        lexer.next();
        String label = name();
        function.jumps.jump(label, line);
        return new Statement.Goto(label, line);
    }

    /** expression statement: suffixedexp | suffixedexp {',' suffixedexp} '=' explist */
    private Statement expressionStatement(int line) {
        Expression first = expressions.suffixed();
        boolean isCall = first instanceof Expression.Call || first instanceof Expression.MethodCall;
        if (isCall) {
            return new Statement.CallStatement(first, line);
        }
        return assignment(first);
    }

    private Statement assignment(Expression first) {
        List<Expression> targets = new ArrayList<>();
        checkTarget(first);
        targets.add(first);
        while (accept(TokenKind.COMMA)) {
            Expression target = expressions.suffixed();
            checkTarget(target);
            targets.add(target);
            if (levels + targets.size() > MAX_LEVELS) {
                throw lexer.error(functionTitle() + " has more than 200 variable names");
            }
        }
        expect(TokenKind.ASSIGN);
        List<Expression> values = expressions.list();
        return new Statement.Assignment(targets, values, lexer.lastLine());
    }

    private void checkTarget(Expression target) {
        if (!(target instanceof Expression.Name) && !(target instanceof Expression.Index)) {
            throw lexer.errorHere("syntax error");
        }
    }

    // --- functions -------------------------------------------------------------------------------

    /** body: '(' [parlist] ')' block END */
    FunctionBody body(boolean isMethod, int line, int offset, String name) {
        function = new FunctionState(function, line, new Jumps(lexer));
        List<Declaration> parameters = parameters(isMethod);
        Block block = block(false);
        int endLine = lexer.line();
        expectMatch(TokenKind.END, TokenKind.FUNCTION, line);
        function.jumps.finish();
        FunctionState own = function;
        function = own.parent;
        FunctionBody body =
                new FunctionBody(
                        parameters,
                        own.isVararg,
                        block,
                        new Position(line, offset),
                        new Position(endLine, lexer.lastEnd()),
                        function.functions.size(),
                        own.names,
                        own.functions,
                        name);
        function.functions.add(body);
        return body;
    }

    /** parlist: NAME {',' NAME} [',' '...'] | '...' */
    private List<Declaration> parameters(boolean isMethod) {
        List<Declaration> parameters = new ArrayList<>();
        expect(TokenKind.LEFT_PAREN);
        if (isMethod) {
            parameters.add(declare("self", lexer.lastLine()));
        }
        if (lexer.kind() != TokenKind.RIGHT_PAREN) {
            do {
                if (lexer.kind() == TokenKind.DOTS) {
                    lexer.next();
                    function.isVararg = true;
                    break;
                }
                if (!isName()) {
                    throw lexer.errorHere("<name> or '...' expected");
                }
                parameters.add(declare(name(), lexer.lastLine()));
            } while (accept(TokenKind.COMMA));
        }
        expect(TokenKind.RIGHT_PAREN);
        return parameters;
    }

    boolean isInVararg() {
        return function.isVararg;
    }

    // --- names -----------------------------------------------------------------------------------

    private boolean isName() {
        return lexer.kind() == TokenKind.NAME
                || lexer.kind() == TokenKind.GOTO && !dialect.compat52();
    }

    String name() {
        if (!isName()) {
            throw expected(TokenKind.NAME);
        }
        String name = lexer.text();
        lexer.next();
        return name;
    }

    private Declaration declare(String name, int line) {
        checkLocals(1);
        function.locals++;
        function.jumps.declare(name);
        return new Declaration(name, line, function.names++);
    }

    private void countLoopState() {
        checkLocals(LOOP_STATE + 1);
        function.locals += LOOP_STATE;
    }

    private void checkLocals(int more) {
        if (function.locals + more > MAX_LOCALS) {
            throw lexer.error(functionTitle() + " has more than 200 local variables");
        }
    }

    /** Counts what is held while the next part is read. */
    void reserve(int registers) {
        function.temporaries += registers;
        if (function.locals + function.temporaries > MAX_REGISTERS) {
            throw lexer.errorHere("function or expression too complex");
        }
    }

    void release(int registers) {
        function.temporaries -= registers;
    }

    private String functionTitle() {
        return function.parent == null ? "main function" : "function at line " + function.line;
    }

    Expression use(String name, int line) {
        return new Expression.Name(name, line, function.names++);
    }

    // --- tokens ----------------------------------------------------------------------------------

    void enterLevel() {
        if (++levels >= MAX_LEVELS) {
            throw lexer.error("chunk has too many syntax levels");
        }
    }

    void leaveLevel() {
        levels--;
    }

    boolean accept(TokenKind kind) {
        if (lexer.kind() != kind) {
            return false;
        }
        lexer.next();
        return true;
    }

    void expect(TokenKind kind) {
        if (!accept(kind)) {
            throw expected(kind);
        }
    }

    void expectMatch(TokenKind what, TokenKind opened, int line) {
        if (accept(what)) {
            return;
        }
        if (line == lexer.line()) {
            throw expected(what);
        }
        throw lexer.errorHere(
                "'"
                        + what.text()
                        + "' expected (to close '"
                        + opened.text()
                        + "' at line "
                        + line
                        + ")");
    }

    SyntaxError expected(TokenKind kind) {
        return lexer.errorHere("'" + kind.text() + "' expected");
    }
}
