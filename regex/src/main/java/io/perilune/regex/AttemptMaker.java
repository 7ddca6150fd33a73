// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;

/**
 * Writes, for {@link CodeMaker}, the loop over the places where a match could begin, and what
 * happens at a match's end. Single use.
 */
final class AttemptMaker {

    private final CodeMaker maker;
    private final CodeBuilder code;

    AttemptMaker(CodeMaker maker) {
        this.maker = maker;
        this.code = maker.code;
    }

    /** From the search for a place to begin up to the first operation. */
    void begin() {
        Program.Start start = maker.program.start;
        Label none = code.newLabel();
        Label attempt = code.newLabel();
        Label first = code.newLabel();
        code.goto_(first);
        code.labelBinding(maker.next);
        if (start.anchored()) {
            code.goto_(none);
        } else {
            code.aload(CodeMaker.S)
                    .iload(CodeMaker.AT)
                    .iload(CodeMaker.END)
                    .loadConstant(maker.program.utf() ? 1 : 0);
            code.invokestatic(ClassMaker.STATE, "after", CodeMaker.intType(ClassMaker.BYTES, 3));
            code.istore(CodeMaker.AT);
            code.iload(CodeMaker.AT).iload(CodeMaker.END).if_icmpgt(none);
        }
        code.labelBinding(first);
        code.aload(CodeMaker.STATE).iload(maker.left);
        code.invokevirtual(ClassMaker.STATE, "renew", CodeMaker.intType(null, 1))
                .istore(maker.left);
        code.iload(maker.left).iflt(maker.tooLong);
        candidate(start, none);
        code.goto_(attempt);
        code.labelBinding(none).iconst_m1().ireturn();
        code.labelBinding(maker.tooLong);
        code.aload(CodeMaker.STATE).iload(CodeMaker.AT);
        code.putfield(ClassMaker.STATE, "resumeAt", ConstantDescs.CD_int);
        code.loadConstant(Backtracker.TOO_LONG).ireturn();
        code.labelBinding(attempt);
        for (int slot = 2; slot < 2 * maker.program.groups + 2; slot++) {
            code.iconst_m1().istore(maker.slots[slot]);
        }
        code.iload(CodeMaker.AT).istore(maker.pos).iload(CodeMaker.AT).istore(maker.slots[0]);
        code.iconst_0().istore(maker.sp);
    }

    private void candidate(Program.Start start, Label none) {
        if (!start.anchored() && start.search() != null) {
            maker.constant(start.search(), ClassMaker.SEARCH);
            code.aload(CodeMaker.S)
                    .iload(CodeMaker.AT)
                    .iload(CodeMaker.END)
                    .loadConstant(start.minLength())
                    .isub();
            code.invokevirtual(ClassMaker.SEARCH, "next", CodeMaker.intType(ClassMaker.BYTES, 2));
            code.istore(CodeMaker.AT).iload(CodeMaker.AT).iflt(none);
        } else if (!start.anchored() && start.lineStart()) {
            code.aload(CodeMaker.S).iload(CodeMaker.AT).iload(CodeMaker.END).iload(CodeMaker.FROM);
            code.loadConstant(maker.program.newline.singleByte());
            code.invokestatic(
                    ClassMaker.SEARCH, "lineStart", CodeMaker.intType(ClassMaker.BYTES, 4));
            code.istore(CodeMaker.AT);
        }
        if (start.minLength() > 0) {
            code.iload(CodeMaker.END)
                    .iload(CodeMaker.AT)
                    .isub()
                    .loadConstant(start.minLength())
                    .if_icmplt(none);
        }
        if (start.required() >= 0) {
            Label known = code.newLabel();
            code.iload(maker.requiredAt).iload(CodeMaker.AT).if_icmpge(known);
            code.aload(CodeMaker.S)
                    .loadConstant(start.required())
                    .iload(CodeMaker.AT)
                    .iload(CodeMaker.END);
            code.invokestatic(ClassMaker.SEARCH, "indexOf", CodeMaker.intType(ClassMaker.BYTES, 3));
            code.istore(maker.requiredAt).iload(maker.requiredAt).iflt(none);
            code.labelBinding(known);
        }
    }

    /** The match is found: its bounds are filled in. */
    void end() {
        code.aload(CodeMaker.BOUNDS)
                .iconst_0()
                .iload(maker.slots[0])
                .iload(CodeMaker.BEGIN)
                .isub()
                .iastore();
        code.aload(CodeMaker.BOUNDS)
                .iconst_1()
                .iload(maker.pos)
                .iload(CodeMaker.BEGIN)
                .isub()
                .iastore();
        for (int slot = 2; slot < 2 * maker.program.groups + 2; slot += 2) {
            Label unset = code.newLabel();
            Label done = code.newLabel();
            code.iload(maker.slots[slot + 1]).iflt(unset);
            code.aload(CodeMaker.BOUNDS).loadConstant(slot);
            code.iload(maker.slots[slot]).iload(CodeMaker.BEGIN).isub().iastore();
            code.aload(CodeMaker.BOUNDS).loadConstant(slot + 1);
            code.iload(maker.slots[slot + 1]).iload(CodeMaker.BEGIN).isub().iastore();
            code.goto_(done);
            code.labelBinding(unset);
            code.aload(CodeMaker.BOUNDS).loadConstant(slot).iconst_m1().iastore();
            code.aload(CodeMaker.BOUNDS).loadConstant(slot + 1).iconst_m1().iastore();
            code.labelBinding(done);
        }
        code.iload(maker.pos).ireturn();
    }
}
