print(("abc"):sub(2), ("abc"):sub(-2), ("abc"):sub(0), ("abc"):sub(2, 1), ("abc"):sub(-100, 100), ("abc"):sub(2, -2), ("abc"):sub(1.9)) -- expect: bc	bc	abc		abc	b	abc
print(("abc"):byte(), ("abc"):byte(-1), ("abc"):byte(1, -1)) print(("abc"):byte(10), (""):byte(), string.char(), string.char(104, 105), pcall(string.char, 256)) -- expect: 97	99	97	98	99 -- expect: nil	nil		hi	false	bad argument #1 to '?' (invalid value)
print(("ab"):rep(3), ("ab"):rep(0), ("ab"):rep(-1), ("ab"):rep(3, ","), ("x"):rep(2.9), ("abc"):reverse(), (""):reverse(), ("aBc"):upper(), ("aBc"):lower(), ("abc"):len()) -- expect: ababab			ab,ab,ab	xx	cba		ABC	abc	3
print(("hello world"):find("o w"), ("hello"):find("l", 1, true), ("hello"):find("xyz"), ("hello"):find(""), ("a.b"):find(".", 2, true), ("hello"):find("l", -2)) -- expect: 5	3	nil	1	2	4	4
print(("key = value"):match("(%w+)%s*=%s*(%w+)"), ("2024-01-02"):match("(%d+)-(%d+)"), ("abc"):match("()b()"), ("abc"):match(".-"), ("abc"):match("x?"), ("[[x]]"):match("%[%[(.-)%]%]")) -- expect: key	2024	2			x
print(("THE (quick) fox"):find("%((%a+)%)"), ("f(a(b)c)d"):match("%b()"), ("THE (quick) fox"):gsub("%f[%a]%a+", "<%0>")) -- expect: 5	(a(b)c)	<THE> (<quick>) <fox>	3
print(("hello"):gsub("l", {l = "L"}), ("hello"):gsub("l", function() return false end), ("hello"):gsub("", "-"), ("abc"):gsub("%w", "%0%0", 2), ("abc"):gsub("b", "%%")) -- expect: heLLo	hello	-h-e-l-l-o-	aabbc	a%c	1
print(pcall(string.gsub, "x", "x", "%2")) print(pcall(string.gsub, "x", "(", "")) print(pcall(string.find, "x", "[a")) print(pcall(string.find, "x", "%")) print(pcall(string.gsub, "x", "x", true)) print(pcall(string.rep)) print(pcall(string.gsub, "x", "x", function() return {} end)) -- expect: false	invalid capture index -- expect: true	x	2 -- expect: false	malformed pattern (missing ']') -- expect: false	malformed pattern (ends with '%') -- expect: false	bad argument #3 to '?' (string/function/table expected) -- expect: false	bad argument #1 to '?' (string expected, got no value) -- expect: false	invalid replacement value (a table)
for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do io.write(k, v, ";") end for w in ("one two"):gmatch("%a+") do io.write(w, ".") end print() -- expect: a1;b2;one.two.
print(("x"):rep(3, ""), ("%d"):format(3), ("a,b,,c"):gsub(",", ";"), ("  trim  "):match("^%s*(.-)%s*$") .. "|", ("a\0b"):len(), ("a\0b"):find("\0", 1, true), ("a\0b"):find("%z")) -- expect: xxx	3	a;b;;c	trim|	3	2	2	2
local skipped, long = #"\x41\u{20AC}\065\z
   x", [[
first newline skipped]]
print(tostring(nil), tostring(true), tostring(1), ("a" .. 1 .. 2.5), skipped, "\a\b\f\n\r\t\v\\\"\'" == "\7\8\12\10\13\9\11\92\34\39", long, [==[a]]b]==]) -- expect: nil	true	1	a12.5	6	true	first newline skipped	a]]b
print(("%s"):rep(3, " "):format(1, nil, true), ("%5.1f|%-8s|%08.3f"):format(3.14159, "ab", -2.5), ("%q"):format(1/3)) -- expect: 1 nil true	  3.1|ab      |-002.500	"0.33333333333333"
print(("äö"):len(), ("äö"):upper() == "äö", ("ABC"):lower():upper(), ("abc" < "abd"), ("Z" < "a"), ("" == ""), ("a"):rep(10):find("a-b")) -- expect: 4	true	ABC	true	true	true	nil
print(("abc"):find("b", nil), ("abc"):find("b", 1, nil), ("aaa"):find("a", 2), ("a+b"):find("+", 1, true), ("abc"):find("^b"), ("abc"):find("^a"), ("abc"):find("c$"), ("a$c"):find("$c")) -- expect: 2	2	2	2	nil	1	3	2	3
print(string.format("%-10s|%10s|", "left", "right"), string.format("%3d|%-3d|%03d", 5, 5, 5), string.format("%.3s", "abcdef"), string.format("%c%c", 72, 105), string.format("%5c|", 65)) -- expect: left      |     right|	  5|5  |005	abc	Hi	    A|
print(("a b c"):gsub(" ", "", 1), ("abc"):gsub(".", {a = 1, b = false}), ("x y"):gsub("(%w) (%w)", "%2 %1"), ("abc"):gsub("()", "%1"), ("hello world"):gsub("o", "0", 0)) -- expect: ab c	1bc	y x	1a2b3c4	hello world	0
print(string.dump(function() end):sub(1, 3) == "\27LJ", pcall(string.dump, pcall), loadstring(string.dump(function(...) return select("#", ...) end))(1, 2)) -- expect: true	false	2
