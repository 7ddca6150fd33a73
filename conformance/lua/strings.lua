-- Patterns and the string library.
print(("key = value"):match("^(%w+)%s*=%s*(%w+)$"))  -- expect: key	value
print(("hello world"):gsub("o", "0"))           -- expect: hell0 w0rld	2
print(("abc"):gsub("%w", "%0%0"), (("a,b"):gsub(",", { [","] = ";" })))  -- expect: aabbcc	a;b
print(("x=1, y=2"):gsub("(%w)=(%w)", "%2=%1"))  -- expect: 1=x, 2=y	2
for k, v in ("a=1;b=2"):gmatch("(%w)=(%w)") do io.write(k, v, " ") end print()  -- expect: a1 b2
print(("f(a(b)c)d"):match("%b()"), ("THE (quick) fox"):find("%((%a+)%)"))  -- expect: (a(b)c)	5	11	quick
print(("%q"):format('a "b"\n'))                 -- expect: "a \"b\"\ | "
print(("abc"):byte(1, -1), string.char(72, 105))  -- expect: 97	Hi
print(("abcdef"):sub(-3, -2), ("abc"):sub(0), ("abc"):sub(5))  -- expect: de	abc
print(("a.b"):find(".", 1, true), ("abc"):find("b", -1))  -- expect: 2	nil
print(("THE"):lower():reverse())                -- expect: eht
print(tostring(12345678901234567890), ("%d"):format(3.0), ("%x"):format(255), ("%5s%%"):format("a"))  -- expect: 1.2345678901235e+19	3	ff	    a%
print(table.concat({ 1, 2, 3 }, "-", 2, 3), #table.concat({}))  -- expect: 2-3	0
print(("a\0b"):len(), "\65\x42\u{43}")          -- expect: 3	ABC
