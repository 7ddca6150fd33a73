print(("hello"):find("l+"))                              -- expect: 3	4
print(("a.b"):find(".", 1, true))                        -- expect: 2	2
print(("abc"):find("b", -1), ("abc"):find("", 5), ("abc"):find("", 4)) -- expect: nil	nil	4	3
print(("key=val"):find("(%w+)=(%w+)"))                   -- expect: 1	7	key	val
print(("  x"):match("^%s*(.-)%s*$"), ("abc"):match("()b()")) -- expect: x	2	3
print(("abc"):match("b", 3), ("abc"):match(".", -1))     -- expect: nil	c
print(pcall(string.find, "a", "[a"))                     -- expect: false	malformed pattern (missing ']')
