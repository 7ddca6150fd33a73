print(("hello"):gsub("l", "L"))                          -- expect: heLLo	2
print(("hello"):gsub("l", "L", 1))                       -- expect: heLlo	1
print(("abc"):gsub("%w", "%0%0"))                        -- expect: aabbcc	3
print(("abc"):gsub("", "-"))                             -- expect: -a-b-c-	4
print(("hello world"):gsub("(%w+) (%w+)", "%2 %1"))      -- expect: world hello	1
print(("$name!"):gsub("%$(%w+)", {name = "you"}))        -- expect: you!	1
print(("abc"):gsub("%w", function(c) if c == "b" then return 2 end end)) -- expect: a2c	3
print((("aaa"):gsub("^a", "x")))                         -- expect: xaa
print(pcall(string.gsub, "x", "x", print == nil))          -- expect: false	bad argument #3 to '?' (string/function/table expected)
print(pcall(string.gsub, "x", "x", function() return {} end)) -- expect: false	invalid replacement value (a table)
print(pcall(string.gsub, "x", "x", "%2"))                -- expect: false	invalid capture index
print(("a,b"):gsub(",", "%%"))                           -- expect: a%b	1
