// SPDX-License-Identifier: Apache-2.0
/**
 * PCRE2 10.42's pattern language on bytes.
 *
 * <p>A pattern's bytes become a tree (Parser), which is checked (LookBehinds, References) and
 * compiled (Compiler) into a program of int operations. Callers see {@link io.perilune.regex.Regex}
 * and, for many matches by one thread, {@link io.perilune.regex.RegexMatcher}, which looks for
 * places to begin (Search) and matches in one of three ways (Tier): Backtracker interprets the
 * program; ClassMaker makes a class of a program that is run often, in which each operation is
 * bytecode, a slot a local variable, and a choice whose place on the stack is known (StackFlow) no
 * more than a jump; and where either has gone back so often that it might take for ever, the
 * pattern, if it has no back references, calls, verbs or conditions, is compiled again, with every
 * loop written out, for a Backtracker that remembers in a bitmap (Memo) where it has failed, which
 * takes time linear in the subject. All three find the same match and the same groups.
 *
 * <p>Known to differ from PCRE2 10.42: a script's name means Script, not Script_Extensions, in
 * script runs too; some rarely used binary properties are unknown (Math, Diacritic, Extender,
 * Pattern_Syntax, the Changes_When ones and a few more); {@code \X} and newer code points follow
 * the Java runtime's Unicode; callouts do nothing, as in PCRE2 without a callout function. Not
 * repeated are PCRE2's slips of keeping captures of abandoned branches after a subroutine call, of
 * anchoring {@code (a|^b){0}}, of holding {@code \R} at the end of a group apart from a {@code \s}
 * after it, and of making a repetition possessive because of what an atomic or possessive group
 * behind it begins with, though that group may be empty ({@code [ab]{1,2}(?:\d)?+a} fails on {@code
 * ba} there). Under option {@code d}, atomic and possessive groups commit to their first, not their
 * longest match.
 */
package io.perilune.regex;
