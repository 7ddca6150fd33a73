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
 * <p>Unicode's properties are those of PCRE2 10.42, Unicode 14, listed in {@code unicode.txt}.
 * Callouts are refused.
 *
 * <p>Where PCRE2 10.42 contradicts itself (interpreter, just-in-time compiler, with or without an
 * optimisation) this engine gives the answer that follows from the pattern. Traced in its sources:
 *
 * <ul>
 *   <li>a repetition is made possessive because of what an atomic or possessive group behind it
 *       begins with, though that group may match nothing: {@code [ab]{1,2}(?:\d)?+a} fails on
 *       {@code ba} (auto-possession);
 *   <li>{@code \R} at the end of a group is held apart from a {@code \s} behind the group
 *       (auto-possession);
 *   <li>what a subroutine call has captured in a group with a higher number than all set before is
 *       seen again when a group with a yet higher number is set (interpreter only);
 *   <li>{@code (a|^b){0}} counts as anchored;
 *   <li>(*ACCEPT) in a group that lies in an assertion and is called from outside of it ends the
 *       match with the number -999, which is no error of PCRE2's; here it ends the call;
 *   <li>under option {@code d}: {@code \G} in a group that is matched by itself (atomic,
 *       possessive, called, or an assertion) is where that began; {@code (ab)*+} takes one
 *       character too many where it matches nothing; {@code (?>ab?)*} takes one too few from the
 *       second round on; and a pattern that calls itself is made possessive at its end, though a
 *       call under {@code d} may take less.
 * </ul>
 */
package io.perilune.regex;
