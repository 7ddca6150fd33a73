// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import java.lang.constant.ClassDesc;
import java.util.function.Supplier;

/** Writes the classes of one chunk's functions, each in the methods that it needs. Thread-safe. */
final class FunctionWriter {
    private final String displayName;
    private final MethodSizes sizes;
    private final ClassContext.InnerNames names;

    /**
     * @param displayName of the chunk
     * @param names of the classes of the closures of all its functions
     */
    FunctionWriter(String displayName, MethodSizes sizes, ClassContext.InnerNames names) {
        this.displayName = displayName;
        this.sizes = sizes;
        this.names = names;
    }

    /** The class of closures alone; names of classes have slashes. */
    FunctionClass closure(FunctionScope scope, String self, String code) {
        byte[] file = ClosureClass.file(scope, self, code, displayName);
        return FunctionClass.withoutCode(FunctionHead.of(scope), file);
    }

    /**
     * The code.
     *
     * @param code the class that is written: that of the closures, or one of its own
     */
    FunctionClass code(FunctionScope scope, ClassDesc code) {
        Supplier<ClassContext> newContext =
                () -> new ClassContext(scope, names.nameOf(scope), code, false, names);
        ClassContext context = newContext.get();
        ClassWriter writer = isSurelyTooLarge(scope) ? null : whole(context);
        if (isForBlocks(scope, writer)) {
            context = newContext.get();
            context.extract(sizes.block());
            writer = whole(context);
        }
        if (writer == null) {
            context = newContext.get();
            writer = inPieces(context);
        }
        return FunctionClass.of(writer, context);
    }

    /** The class of closures of a function that is traced from the start: it has no other form. */
    FunctionClass stub(FunctionScope scope) {
        ClassContext context = new ClassContext(scope, names.nameOf(scope), names);
        byte[] file = new FunctionEmitter(context, displayName).emitStub().toBytes();
        return FunctionClass.withoutCode(FunctionHead.of(scope), file);
    }

    /** The traced form. */
    FunctionClass traced(FunctionScope scope, ClassDesc self, ClassDesc form) {
        ClassContext context = new ClassContext(scope, self, form, true, names);
        return FunctionClass.of(inPieces(context), context);
    }

    // --- sizes -----------------------------------------------------------------------------------

    static int textLength(FunctionScope scope) {
        return scope.body().end().offset() - scope.body().begin().offset();
    }

    /** An estimate from the text's length saves the better one, as a rule. */
    private boolean isSurelyTooLarge(FunctionScope scope) {
        int limit = sizes.whole();
        FunctionBody body = scope.body();
        return textLength(scope) > limit / Weights.OF_BYTE
                && new Weights().of(body.block()) > limit;
    }

    /** Whether the function's blocks become methods of their own. */
    private boolean isForBlocks(FunctionScope scope, ClassWriter whole) {
        return whole == null
                ? !isSurelyTooLarge(scope)
                : whole.largestMethod() > sizes.withBlocks();
    }

    /** Null when the function is too large for a method. */
    private ClassWriter whole(ClassContext context) {
        try {
            return new FunctionEmitter(context, displayName).emit();
        } catch (IllegalArgumentException tooLarge) {
            return null;
        }
    }

    private ClassWriter inPieces(ClassContext context) {
        context.split(sizes.piece());
        try {
            return new FunctionEmitter(context, displayName).emit();
        } catch (IllegalArgumentException tooLarge) {
            int line = context.scope().body().end().line();
            throw new LuaError(
                    LuaString.ofLatin1(
                            displayName + ":" + line + ": function or expression too complex"));
        }
    }
}
