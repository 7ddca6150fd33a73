-- What is taken greedily is given back only where that can help; the results must not tell.
print(("aaab"):match("a*ab"), ("aaab"):match("a+b"), ("aaa"):match("a?a?a?aaa"), ("ab"):match("a?b?ab"))
-- expect: aaab	aaab	aaa	ab
print(("key = value"):match("^(%w+)%s*=%s*(%w+)$"), ("2024-05-17"):match("(%d+)-(%d+)-(%d+)"))
-- expect: key	2024	05	17
print(("  trim me  "):match("^%s*(.-)%s*$") .. "|", ("a,b,,c"):gsub(",", ";"))
-- expect: trim me|	a;b;;c	3
print(("x=1, y=22"):gsub("(%w+)=(%w+)", "%2=%1"), ("hello"):gsub("", "-"))
-- expect: 1=x, 22=y	-h-e-l-l-o-	6
print(("abc"):gsub("%w", "%0%0"), ("abc"):gsub("b", "%%"), ("abc"):gsub("b", "x%"):byte(3))
-- expect: aabbcc	a%c	0
print(("abc"):find("b", 1, true), ("a.c"):find(".c", 1, true), ("abc"):find("(b)(c)"))
-- expect: 2	2	2	3	b	c
print(("abc"):find("b"), ("abc"):find("()b()"))
-- expect: 2	2	2	2	3
print((("x"):rep(30) .. "needle" .. ("y"):rep(30)):find("needle", 1, true))
-- expect: 31	36
print(("nnneedle"):find("needle"), ("needl"):find("needle"), ("needle"):find("needle", -6), (""):find(""))
-- expect: 3	nil	1	1	0
print(("aXbXc"):match("(.-)X(.-)X(.*)"), ("aXb"):match("^(.*)X"), ("[[x]]"):match("%[%[(.-)%]%]"))
-- expect: a	a	x
print(("THE (quick) fox"):find("%((%a+)%)"), ("f(a(b)c)"):match("%b()"), ("THE fox"):gsub("%f[%a]%a+", string.lower))
-- expect: 5	(a(b)c)	the fox	2
print(("abcabc"):match("(abc)%1"), ("aa bb"):match("(%a)%1 (%a)%2"), ("ab"):match("((a)(b))"))
-- expect: abc	a	ab	a	b
print(("abc"):gsub("%w", {a = 1, b = true and "B", c = false}), ("abc"):gsub("(a)(b)(c)", function(a, b, c) return c .. b .. a end))
-- expect: 1Bc	cba	1
print(pcall(string.gsub, "abc", "b", {b = true}))
-- expect: false	invalid replacement value (a boolean)
print(pcall(string.find, "a", "(a"), pcall(string.find, "a", "[a"), pcall(string.find, "b", "a%"))
-- expect: false	false	true	nil
for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do io.write(k, v, ";") end print(("abc"):gmatch("b")())
-- expect: a1;b2;b
print(string.byte("hello", 2, 4), string.byte("hello", -2, -1), string.byte("abc", 3, 9), (string.byte("abc", 5, 9)))
-- expect: 101	108	99	nil
print(string.char(72, 105, 33, 33), ("abc"):reverse(), ("ab"):rep(3, "-"), ("x"):rep(0), ("x"):rep(3), ("x"):rep(-1) == "")
-- expect: Hi!!	cba	ab-ab-ab		xxx	true
print(table.concat({1, 2, "x"}, ","), table.concat({"a", "b", "c"}, ", ", 2, 3), table.concat({}, "x") == "", pcall(table.concat, {1, {}, 3}))
-- expect: 1,2,x	b, c	true	false	invalid value (table) at index 2 in table for 'concat'
print("k" .. 1, 1 .. "k", "n" .. -5 .. "|" .. 1.5 .. "|" .. 2^53, "z" .. -0.0, 1 .. 2)
-- expect: k1	1k	n-5|1.5|9.007199254741e+15	z-0	12
print(pcall(string.rep, "x", 2^31 - 1, "abc"))
-- expect: false	not enough memory
-- A replacement function may yield (LuaJIT cannot).
local co = coroutine.wrap(function() return (("a b"):gsub("%w", function(w) return coroutine.yield(w) end)) end)
print(co(), co("1"), co("2"))
-- expect: a	b	1 2
