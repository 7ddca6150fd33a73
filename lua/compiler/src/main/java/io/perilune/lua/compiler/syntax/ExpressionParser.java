// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

import io.perilune.lua.compiler.tree.Expression;
import io.perilune.lua.compiler.tree.Operator;
import java.util.ArrayList;
import java.util.List;

/** The productions of expressions; works on its {@link Parser}'s tokens. Single use. */
final class ExpressionParser {
    /** LuaJIT's: the function, and the frame of the call. */
    private static final int CALL_REGISTERS = 2;

    private final Parser parser;
    private final Lexer lexer;

    ExpressionParser(Parser parser) {
        this.parser = parser;
        this.lexer = parser.lexer;
    }

    /** explist: exp {',' exp} */
    List<Expression> list() {
        List<Expression> list = new ArrayList<>();
        list.add(expression());
        while (parser.accept(TokenKind.COMMA)) {
            parser.reserve(1);
            list.add(expression());
        }
        parser.reserve(1);
        parser.release(list.size());
        return list;
    }

    /** exp: subexp with any operators */
    Expression expression() {
        return subexpression(0);
    }

    /**
     * subexp: (simpleexp | unary subexp) {binary subexp}, as long as the binary operator binds
     * tighter than the limit
     */
    private Expression subexpression(int limit) {
        parser.enterLevel();
        Operator unary = unaryOperator(lexer.kind());
        Expression left = unary == null ? simple() : unary(unary);
        Operator operator = binaryOperator(lexer.kind());
        while (operator != null && operator.leftPower() > limit) {
            lexer.next();
            Expression right = subexpression(operator.rightPower());
            left = binary(operator, left, right);
            operator = binaryOperator(lexer.kind());
        }
        parser.leaveLevel();
        return left;
    }

    private Expression unary(Operator operator) {
        lexer.next();
        Expression operand = subexpression(operator.rightPower());
        if (operator == Operator.NEGATE && operand instanceof Expression.NumberLiteral literal) {
            return new Expression.NumberLiteral(-literal.value());
        }
        return new Expression.Unary(operator, operand, lexer.lastLine());
    }

    /** Arithmetic of literals is done here, as LuaJIT does: {@code x % 2^32} costs no power. */
    private Expression binary(Operator operator, Expression left, Expression right) {
        if (operator == Operator.AND || operator == Operator.OR) {
            return new Expression.Logical(operator, left, right);
        }
        if (operator.isArithmetic()
                && left instanceof Expression.NumberLiteral a
                && right instanceof Expression.NumberLiteral b) {
            double value = operator.apply(a.value(), b.value());
            if (value == value) {
                return new Expression.NumberLiteral(value);
            }
        }
        return new Expression.Binary(operator, left, right, lexer.lastLine());
    }

    /**
     * simpleexp: NUMBER | STRING | NIL | TRUE | FALSE | '...' | constructor | FUNCTION body |
     * suffixedexp
     */
    private Expression simple() {
        Expression value =
                switch (lexer.kind()) {
                    case NUMBER -> new Expression.NumberLiteral(lexer.number());
                    case STRING -> new Expression.StringLiteral(lexer.text());
                    case NIL -> new Expression.Nil();
                    case TRUE -> new Expression.True();
                    case FALSE -> new Expression.False();
                    case DOTS -> vararg();
                    default -> null;
                };
        if (value != null) {
            lexer.next();
            return value;
        }
        return switch (lexer.kind()) {
            case LEFT_BRACE -> constructor();
            case FUNCTION -> function();
            default -> suffixed();
        };
    }

    private Expression vararg() {
        if (!parser.isInVararg()) {
            throw lexer.errorHere("cannot use '...' outside a vararg function");
        }
        return new Expression.Vararg(lexer.line());
    }

    private Expression function() {
        int line = lexer.line();
        lexer.next();
        return new Expression.Function(parser.body(false, line, lexer.begin(), null));
    }

    /** primaryexp: NAME | '(' exp ')' */
    private Expression primary() {
        int line = lexer.line();
        if (lexer.kind() == TokenKind.LEFT_PAREN) {
            lexer.next();
            Expression inner = expression();
            parser.expectMatch(TokenKind.RIGHT_PAREN, TokenKind.LEFT_PAREN, line);
            return inner.isConstant() ? inner : new Expression.Parenthesized(inner);
        }
        if (lexer.kind() == TokenKind.NAME
                || lexer.kind() == TokenKind.GOTO && !parser.dialect.compat52()) {
            String name = parser.name();
            return parser.use(name, lexer.lastLine());
        }
        throw lexer.errorHere("unexpected symbol");
    }

    /** suffixedexp: primaryexp {'.' NAME | '[' exp ']' | ':' NAME arguments | arguments} */
    Expression suffixed() {
        Expression value = primary();
        while (true) {
            switch (lexer.kind()) {
                case DOT -> value = field(value);
                case LEFT_BRACKET -> value = index(value);
                case COLON -> value = methodCall(value);
                case LEFT_PAREN, STRING, LEFT_BRACE -> value = call(value);
                default -> {
                    return value;
                }
            }
        }
    }

    private Expression field(Expression object) {
        lexer.next();
        String name = parser.name();
        return new Expression.Index(object, new Expression.StringLiteral(name), lexer.lastLine());
    }

    private Expression index(Expression object) {
        lexer.next();
        Expression key = expression();
        parser.expect(TokenKind.RIGHT_BRACKET);
        return new Expression.Index(object, key, lexer.lastLine());
    }

    private Expression methodCall(Expression object) {
        lexer.next();
        String method = parser.name();
        int line = lexer.line();
        return new Expression.MethodCall(object, method, arguments(CALL_REGISTERS + 1), line);
    }

    private Expression call(Expression function) {
        int line = lexer.line();
        return new Expression.Call(function, arguments(CALL_REGISTERS), line);
    }

    /** arguments: '(' [explist] ')' | constructor | STRING */
    private List<Expression> arguments(int registers) {
        parser.reserve(registers);
        List<Expression> list = arguments();
        parser.release(registers);
        return list;
    }

    private List<Expression> arguments() {
        int line = lexer.line();
        switch (lexer.kind()) {
            case STRING -> {
                Expression literal = new Expression.StringLiteral(lexer.text());
                lexer.next();
                return List.of(literal);
            }
            case LEFT_BRACE -> {
                return List.of(constructor());
            }
            case LEFT_PAREN -> {
                if (line != lexer.lastLine() && !parser.dialect.compat52()) {
                    throw lexer.errorHere("ambiguous syntax (function call x new statement)");
                }
                lexer.next();
                List<Expression> list = lexer.kind() == TokenKind.RIGHT_PAREN ? List.of() : list();
                parser.expectMatch(TokenKind.RIGHT_PAREN, TokenKind.LEFT_PAREN, line);
                return list;
            }
            default -> throw lexer.errorHere("function arguments expected");
        }
    }

    /** constructor: '{' [item {(',' | ';') item} [',' | ';']] '}' */
    private Expression constructor() {
        int line = lexer.line();
        parser.reserve(1);
        lexer.next();
        List<Expression.Item> items = new ArrayList<>();
        while (lexer.kind() != TokenKind.RIGHT_BRACE) {
            items.add(item());
            if (!parser.accept(TokenKind.COMMA) && !parser.accept(TokenKind.SEMICOLON)) {
                break;
            }
        }
        parser.release(1);
        parser.expectMatch(TokenKind.RIGHT_BRACE, TokenKind.LEFT_BRACE, line);
        return new Expression.TableConstructor(items, lexer.lastLine());
    }

    /** item: '[' exp ']' '=' exp | NAME '=' exp | exp */
    private Expression.Item item() {
        Expression key = null;
        int registers = 0;
        if (lexer.kind() == TokenKind.LEFT_BRACKET) {
            lexer.next();
            key = expression();
            parser.expect(TokenKind.RIGHT_BRACKET);
            registers = key.isConstant() ? 0 : 1;
            parser.reserve(registers);
            parser.expect(TokenKind.ASSIGN);
        } else if (isNameBeforeAssign()) {
            key = new Expression.StringLiteral(parser.name());
            parser.expect(TokenKind.ASSIGN);
        }
        Expression value = expression();
        parser.release(registers);
        return key == null
                ? new Expression.Positional(value)
                : new Expression.Keyed(key, value, lexer.lastLine());
    }

    private boolean isNameBeforeAssign() {
        boolean isName =
                lexer.kind() == TokenKind.NAME
                        || lexer.kind() == TokenKind.GOTO && !parser.dialect.compat52();
        return isName && lexer.peek() == TokenKind.ASSIGN;
    }

    private static Operator unaryOperator(TokenKind kind) {
        return switch (kind) {
            case NOT -> Operator.NOT;
            case MINUS -> Operator.NEGATE;
            case HASH -> Operator.LENGTH;
            default -> null;
        };
    }

    private static Operator binaryOperator(TokenKind kind) {
        return switch (kind) {
            case PLUS -> Operator.ADD;
            case MINUS -> Operator.SUBTRACT;
            case STAR -> Operator.MULTIPLY;
            case SLASH -> Operator.DIVIDE;
            case PERCENT -> Operator.MODULO;
            case CARET -> Operator.POWER;
            case CONCAT -> Operator.CONCAT;
            case LESS -> Operator.LESS;
            case LESS_EQUAL -> Operator.LESS_EQUAL;
            case GREATER -> Operator.GREATER;
            case GREATER_EQUAL -> Operator.GREATER_EQUAL;
            case EQUAL -> Operator.EQUAL;
            case NOT_EQUAL -> Operator.NOT_EQUAL;
            case AND -> Operator.AND;
            case OR -> Operator.OR;
            default -> null;
        };
    }
}
