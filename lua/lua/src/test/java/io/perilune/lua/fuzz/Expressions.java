// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.fuzz;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Writes random expressions over the variables in scope. Single use.
 *
 * <p>Names that begin with n hold numbers, with s strings, with t tables (arrays of mixed values
 * and some fields), with f functions, with v anything: so a good part of what is computed succeeds.
 */
final class Expressions {
    private static final int DEEP = 4;
    private static final String[] NUMBERS = {
        "0",
        "1",
        "2",
        "3",
        "-1",
        "-0",
        "7",
        "10",
        "255",
        "0.5",
        "1.5",
        "-2.5",
        "1e3",
        "1e15",
        "1e16",
        "123456789012",
        "2^31",
        "2^53",
        "-2^63",
        "1/3",
        "0x10",
        "0xffffffff",
        "1/0",
        "-1/0",
        "0/0",
        "1e308",
        "5e-324",
        "math.pi",
        "math.huge",
        "0x.8p1",
        "0x1p-2",
        "0xA.8",
        "3.",
        ".5",
        "1e-7",
        "2^31-1",
        "-2^31",
        "2^32",
        "4294967295.5",
        "9007199254740993"
    };
    private static final String[] STRINGS = {
        "''",
        "'a'",
        "'abc'",
        "'10'",
        "' 0x1F '",
        "'-3.5e1'",
        "'hello world'",
        "'a,b,,c'",
        "'\\0x\\255'",
        "'%d'",
        "[[line\nline]]",
        "'\\65\\x42\\z  C'",
        "'k1=v1;k2=v2'",
        "'1e1'",
        "'\\u{48}\\u{20AC}'",
        "[==[a]]b]=]]==]",
        "'\\\\n\\t\\\"'",
        "'a\\\nb'",
        "'0x'",
        "'1e'",
        "' 12 '",
        "'inf'",
        "'x = 1 y ='",
        "'return 1, ...'"
    };
    private static final String[] PATTERNS = {
        "'%a+'",
        "'%d*'",
        "'(%w)(%w*)'",
        "'l+'",
        "'^h'",
        "'o$'",
        "'[^,]*'",
        "'()'",
        "'.-b'",
        "'%b()'",
        "'%f[%w]%w+'",
        "'(a)(b?)'",
        "'[a-c]+'",
        "'%s*$'",
        "'(k%d)=(v%d)'",
        "'%'",
        "'[a'",
        "'(x'",
        "'%1'"
    };
    private static final String[] FORMATS = {
        "'%d'",
        "'%5d|'",
        "'%-5d|'",
        "'%05d'",
        "'%+d'",
        "'%x'",
        "'%X'",
        "'%#o'",
        "'%g'",
        "'%.3f'",
        "'%e'",
        "'%10.2f|'",
        "'%s'",
        "'%10s|'",
        "'%-10s|'",
        "'%.2s'",
        "'%q'",
        "'%c'",
        "'%i'",
        "'%u'",
        "'%.14g'",
        "'%a'",
        "'%5.1s|'",
        "'%%'",
        "'%'",
        "'%y'",
        "'% d'",
        "'%.0f'",
        "'%G'"
    };
    private static final String[] NUMBER_CALLS = {
        "math.floor(%n)",
        "math.ceil(%n)",
        "math.abs(%n)",
        "math.max(%n, %n)",
        "math.min(%n, %n, %n)",
        "math.fmod(%n, %n)",
        "math.sqrt(%n)",
        "math.modf(%n)",
        "#%s",
        "#%t",
        "tonumber(%s)",
        "tonumber(%s, 16)",
        "tonumber(%n)",
        "bit.band(%n, %n)",
        "bit.bor(%n, 3)",
        "bit.bxor(%n, %n)",
        "bit.lshift(%n, 3)",
        "bit.rshift(%n, 1)",
        "bit.arshift(%n, 2)",
        "bit.rol(%n, 5)",
        "bit.bswap(%n)",
        "bit.tobit(%n)",
        "bit.bnot(%n)",
        "select('#', %v, %v)",
        "%s:byte(%n)",
        "%s:byte()",
        "%s:len()",
        "%s:find(%p)",
        "%s:find(%s, 1, true)",
        "math.ldexp(%n, 2)",
        "math.frexp(%n)",
        "table.maxn(%t)",
        "string.len(%s)",
        "bit.lshift(%n, %n)",
        "bit.rol(%n, %n)",
        "bit.arshift(%n, %n)",
        "bit.bxor(%n, %s)",
        "%s + %n",
        "%n * %s",
        "-%s",
        "tonumber(%s, %n)",
        "string.byte(%s, %n, %n)",
        "math.deg(%n)",
        "select(%n, %n, %n)"
    };
    private static final String[] STRING_CALLS = {
        "%s:sub(%n, %n)",
        "%s:sub(%n)",
        "%s:upper()",
        "%s:lower()",
        "%s:reverse()",
        "%s:rep(3)",
        "%s:rep(2, %s)",
        "%s:gsub(%p, %s)",
        "%s:gsub(%p, '%%0%%0')",
        "%s:gsub(%p, '<%%1>', 2)",
        "%s:gsub(%p, function(...) out(...) return %v end)",
        "%s:gsub(%p, {a = 'A', b = 1})",
        "%s:match(%p)",
        "string.format(%F, %n)",
        "string.format(%F, %s)",
        "string.format(%F, plain(%v))",
        "tostring(%n)",
        "tostring(%s)",
        "type(%v)",
        "table.concat({%n, %s, %n}, %s)",
        "table.concat(%t, ',')",
        "string.char(65, 66)",
        "bit.tohex(%n)",
        "bit.tohex(%n, -4)",
        "%s .. %n",
        "%n .. %s",
        "%s .. %s .. %s",
        "string.format('%s %d %q', plain(%v), %n, %s)",
        "string.format('%08.3f|%+.2e|%#x', %n, %n, %n)",
        "string.char(bit.band(%n, 255))",
        "table.concat({%v, %v}, '-')",
        "%n .. %n",
        "%s:format(%n)",
        "%s:format(%s, %n)"
    };
    private static final String[] ANY_CALLS = {
        "pcall(%f, %v)",
        "(pcall(%f))",
        "select(2, %v, %v, %v)",
        "select(-1, %v, %v)",
        "unpack({%v, %v})",
        "(%v)",
        "next({})",
        "next({%v})",
        "rawget(%t, %n)",
        "rawequal(%v, %v)",
        "getmetatable(%t)",
        "%f(%v, %v)",
        "%f()",
        "%f(%n)",
        "%t.x",
        "%t[%n]",
        "%t[%v]",
        "%t.method and %t:method(%v)",
        "setmetatable({%v}, meta)",
        "setmetatable({%v}, meta) + %v",
        "setmetatable({}, meta) .. %v",
        "-setmetatable({}, meta)",
        "setmetatable({%n}, meta) < setmetatable({%n}, meta)",
        "setmetatable({%n}, meta) <= setmetatable({%n}, meta)",
        "setmetatable({}, meta)[%v]",
        "setmetatable({%n}, meta) == setmetatable({%n}, meta)",
        "setmetatable({}, meta)(%v, %v)",
        "coroutine.wrap(function(...) out(coroutine.yield(...)) return %v end)(%v)",
        "coroutine.status(coroutine.create(%f))",
        "coroutine.resume(coroutine.create(%f), %v)",
        "xpcall(%f, function(e) return type(e) end, %v)",
        "(loadstring('return ' .. %n))()",
        "tostring(%v):sub(1, 5)",
        "setmetatable({}, {__index = %t})[%n]",
        "not %v",
        "%v and %v or %v",
        "%v == %v",
        "%v ~= %v",
        "%n < %n",
        "%n >= %n",
        "%s <= %s",
        "%v + %n",
        "%v .. %s",
        "#%v",
        "-%v",
        "%v.field",
        "%v[%v]",
        "%v(%n)",
        "%v:method()",
        "%s:nothing()",
        "setfenv(function() return vg, x end, {x = %v})()",
        "getfenv(%f) == _G",
        "(function(...) return select('#', ...), ... end)(%v, nil, %v)",
        "(function(a, ...) return ..., a end)(%v, %v, %v)",
        "(function(...) local a, b = ... return b, a, (...) end)(%v, %v)",
        "(function(...) return {..., n = select('#', ...)} end)(%v, %v)[1]",
        "pcall(pcall, error, %v)",
        "select(2, pcall(error))",
        "xpcall(function() return nil + %v end, function(e) return e end)",
        "pcall(function() local t = setmetatable({}, meta) t[%v] = %v return rawget(t, 1) end)",
        "setmetatable({}, meta) == %v",
        "%v < %v",
        "%v <= %v",
        "coroutine.wrap(function() coroutine.yield(%v) end)()",
        "pcall(coroutine.wrap(function() error(%v) end))",
        "coroutine.resume(coroutine.create(function() return pcall(function() coroutine.yield(%v) error(%v) end) end))",
        "rawset({}, %v, %v)",
        "next({}, %v)",
        "#setmetatable({%v}, meta)",
        "tostring(setmetatable({}, meta))",
        "unpack({%v, nil, %v}, 1, 3)",
        "table.remove({%v, %v}, %n)",
        "loadstring(%s)",
        "pcall(loadstring('return ...'), %v)",
        "tonumber(%v)",
        "%t.x.y.z",
        "%t:x()",
        "setmetatable({}, {__newindex = %f, __call = %f, __unm = %f})(%v)",
        "-setmetatable({}, {__unm = %f})",
        "setmetatable({}, {__lt = %f}) < setmetatable({}, {__lt = %f})",
        "setmetatable({}, {__le = %f}) <= %v",
        "setmetatable({}, {__eq = %f}) == setmetatable({}, {__eq = %f})",
        "setmetatable({}, {__concat = %f}) .. %v .. %v"
    };

    /** One without `...`, which its parts may not have either. */
    private static final Pattern FIXED_FUNCTION = Pattern.compile("function\\((?![^)]*\\.\\.\\.)");

    private final Random random;
    private final Deque<List<String>> scopes = new ArrayDeque<>();
    private int depth;
    private int names;
    private boolean vararg = true;
    private java.util.function.Supplier<String> body = () -> "";

    Expressions(Random random) {
        this.random = random;
        scopes.push(new ArrayList<>(List.of("n0", "s0", "t0", "f0", "v0")));
    }

    /** What writes the block of a function expression. */
    void body(java.util.function.Supplier<String> writer) {
        body = writer;
    }

    boolean isDeep() {
        return depth >= DEEP;
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    void open(String... variables) {
        scopes.push(new ArrayList<>(List.of(variables)));
    }

    void close() {
        scopes.pop();
    }

    /** A new variable in the innermost scope, known from now on. */
    String declare(String kind) {
        String name = kind + (++names % 12 + 1);
        scopes.peek().add(name);
        return name;
    }

    /** A variable of this kind. */
    String variable(String kind) {
        List<String> found = new ArrayList<>();
        for (List<String> scope : scopes) {
            scope.stream().filter(name -> name.startsWith(kind)).forEach(found::add);
        }
        return found.get(random.nextInt(found.size()));
    }

    /** An expression of a kind: n, s, t, f or v. */
    String of(String kind) {
        depth++;
        String made =
                switch (kind) {
                    case "n" -> number();
                    case "s" -> string();
                    case "t" -> table();
                    case "f" -> function();
                    default -> any();
                };
        depth--;
        return made;
    }

    private String number() {
        int choice = depth > DEEP ? random.nextInt(5) : random.nextInt(14);
        return switch (choice) {
            case 0, 1 -> "(" + pick(NUMBERS) + ")";
            case 2, 3, 4 -> variable("n");
            case 5, 6, 7, 8 ->
                    "(" + of("n") + " " + pick("+", "-", "*", "/", "%", "^") + " " + of("n") + ")";
            case 9 -> "(-" + of("n") + ")";
            case 10 ->
                    "("
                            + of("n")
                            + pick(" < ", " <= ", " == ")
                            + of("n")
                            + " and "
                            + of("n")
                            + " or "
                            + of("n")
                            + ")";
            default -> "(" + filled(pick(NUMBER_CALLS)) + " or 0)";
        };
    }

    private String string() {
        int choice = depth > DEEP ? random.nextInt(5) : random.nextInt(9);
        return switch (choice) {
            case 0, 1 -> "(" + pick(STRINGS) + ")";
            case 2, 3, 4 -> variable("s");
            default -> "(" + filled(pick(STRING_CALLS)) + " or '')";
        };
    }

    private String table() {
        if (depth > DEEP || random.nextInt(3) > 0) {
            return variable("t");
        }
        return "(" + constructor() + ")";
    }

    private String constructor() {
        return switch (random.nextInt(5)) {
            case 0 -> "{}";
            case 1 -> "{(" + of("v") + ") or 1, (" + of("v") + ") or 2, x = " + of("v") + "}";
            case 2 ->
                    "{"
                            + of("n")
                            + "; "
                            + of("n")
                            + ", ["
                            + of("n")
                            + " + 0.25] = "
                            + of("v")
                            + "}";
            case 3 -> "{" + of("n") + ", " + filled(pick(NUMBER_CALLS)) + "}";
            default -> vararg ? "{1, (...)}" : "{n = 1, method = " + function() + "}";
        };
    }

    private String function() {
        if (depth > DEEP || random.nextInt(3) > 0) {
            return variable("f");
        }
        boolean outer = vararg;
        vararg = random.nextBoolean();
        String a = pick("n", "v", "s", "t") + "p";
        open("v" + a, "vq");
        String made =
                "function(v" + a + ", vq" + (vararg ? ", ...)" : ")") + " tick() " + body.get();
        made +=
                " return "
                        + of("v")
                        + (random.nextBoolean() ? ", " + of("n") : "")
                        + (vararg ? ", ..." : "")
                        + " end";
        close();
        vararg = outer;
        return "(" + made + ")";
    }

    private String any() {
        int choice = depth > DEEP ? random.nextInt(4) : random.nextInt(10);
        return switch (choice) {
            case 0 -> pick("nil", "true", "false");
            case 1, 2 -> variable(pick("v", "v", "n", "s", "t"));
            case 3 -> vararg ? "(...)" : "vg";
            case 4 -> of("n");
            case 5 -> of("s");
            case 6 -> random.nextBoolean() ? of("t") : of("f");
            default -> "(" + filled(pick(ANY_CALLS)) + ")";
        };
    }

    /** A call in a place for several values. */
    String calls() {
        depth++;
        String made = filled(pick(ANY_CALLS));
        depth--;
        return made;
    }

    /** Fills %n, %s, %t, %f, %v with expressions, %p with a pattern, %F with a format. */
    private String filled(String template) {
        boolean mayHaveVararg = vararg && !FIXED_FUNCTION.matcher(template).find();
        return inFunction(mayHaveVararg, () -> filledHere(template));
    }

    private String filledHere(String template) {
        StringBuilder text = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < template.length(); i++) {
            char letter = template.charAt(i);
            isQuoted ^= letter == '\'';
            if (letter != '%' || i + 1 == template.length()) {
                text.append(letter);
                continue;
            }
            char kind = template.charAt(++i);
            if (isQuoted) {
                text.append('%').append(kind == '%' ? "" : kind);
            } else if (kind == 'p') {
                text.append(pick(PATTERNS));
            } else if (kind == 'F') {
                text.append(pick(FORMATS));
            } else {
                text.append(operand(of(String.valueOf(kind))));
            }
        }
        return text.toString();
    }

    /** What may stand anywhere in an expression. */
    private static String operand(String expression) {
        return expression.matches("\\w+") && !expression.matches("\\d.*|nil|true|false")
                ? expression
                : "(" + expression + ")";
    }

    int next(int bound) {
        return random.nextInt(bound);
    }

    boolean hasVararg() {
        return vararg;
    }

    /** Runs a writer where there is, or is no, `...`. */
    String inFunction(boolean withVararg, java.util.function.Supplier<String> writer) {
        boolean outer = vararg;
        vararg = withVararg;
        String made = writer.get();
        vararg = outer;
        return made;
    }
}
