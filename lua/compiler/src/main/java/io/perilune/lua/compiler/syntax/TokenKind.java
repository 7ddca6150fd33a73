// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

import java.util.HashMap;
import java.util.Map;

/** The kinds of tokens; the text is the one that messages show. */
public enum TokenKind {
    AND("and"),
    BREAK("break"),
    DO("do"),
    ELSE("else"),
    ELSEIF("elseif"),
    END("end"),
    FALSE("false"),
    FOR("for"),
    FUNCTION("function"),
    GOTO("goto"),
    IF("if"),
    IN("in"),
    LOCAL("local"),
    NIL("nil"),
    NOT("not"),
    OR("or"),
    REPEAT("repeat"),
    RETURN("return"),
    THEN("then"),
    TRUE("true"),
    UNTIL("until"),
    WHILE("while"),
    CONCAT(".."),
    DOTS("..."),
    EQUAL("=="),
    GREATER_EQUAL(">="),
    LESS_EQUAL("<="),
    NOT_EQUAL("~="),
    LABEL("::"),
    PLUS("+"),
    MINUS("-"),
    STAR("*"),
    SLASH("/"),
    PERCENT("%"),
    CARET("^"),
    HASH("#"),
    LESS("<"),
    GREATER(">"),
    ASSIGN("="),
    LEFT_PAREN("("),
    RIGHT_PAREN(")"),
    LEFT_BRACE("{"),
    RIGHT_BRACE("}"),
    LEFT_BRACKET("["),
    RIGHT_BRACKET("]"),
    SEMICOLON(";"),
    COLON(":"),
    COMMA(","),
    DOT("."),
    NUMBER("<number>"),
    NAME("<name>"),
    STRING("<string>"),
    /** A byte that begins no token. */
    OTHER(""),
    END_OF_TEXT("<eof>");

    static final Map<String, TokenKind> RESERVED = new HashMap<>();

    static {
        for (TokenKind kind : values()) {
            if (kind.compareTo(WHILE) <= 0) {
                RESERVED.put(kind.text, kind);
            }
        }
    }

    private final String text;

    TokenKind(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
