local s = "hello"
print(s:sub(2, 3), s:sub(-3), s:sub(2, -2), s:sub(0), s:sub(10), s:sub(-100, 2)) -- expect: el	llo	ell	hello		he
print(s:byte(), s:byte(-1), s:byte(2, 4))      -- expect: 104	111	101	108	108
print(select("#", s:byte(10)))                 -- expect: 0
print(string.char(72, 105), string.char() == "") -- expect: Hi	true
print(s:upper(), ("HeLLo"):lower(), s:len(), s:reverse()) -- expect: HELLO	hello	5	olleh
print(("ab"):rep(3), ("ab"):rep(3, ","), ("ab"):rep(0), ("x"):rep(1, ",")) -- expect: ababab	ab,ab,ab		x
print(pcall(string.char, 256))                 -- expect: false	bad argument #1 to '?' (invalid value)
print(("\200\65"):byte(1, -1))                 -- expect: 200	65
print(("x"):rep(2.9), s:sub(1, 2^40), s:byte(1.99)) -- expect: xx		104
print(string.rep(12, 2), #("a\0b"))            -- expect: 1212	3
