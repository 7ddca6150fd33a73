// SPDX-License-Identifier: Apache-2.0
/**
 * PCRE2 10.42's pattern language on bytes.
 *
 * <p>A pattern's bytes become a tree (Parser), which is checked (LookBehinds, References) and
 * compiled (Compiler) into a program that RegexMatcher and Backtracker run. Callers see {@link
 * io.perilune.regex.Regex} and, for many matches by one thread, {@link
 * io.perilune.regex.RegexMatcher}.
 *
 * <p>Known to differ from PCRE2 10.42: script runs are refused; a script's name means Script, not
 * Script_Extensions; some rarely used binary properties are unknown; {@code \X} follows the Java
 * runtime's Unicode; callouts do nothing, as in PCRE2 without a callout function. Not repeated are
 * PCRE2's slips of keeping captures of abandoned branches after a subroutine call, of anchoring
 * {@code (a|^b){0}}, and of holding {@code \R} at the end of a group apart from a {@code \s} after
 * it. Under option {@code d}, atomic and possessive groups commit to their first, not their longest
 * match.
 */
package io.perilune.regex;
