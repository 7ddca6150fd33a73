print(load("return 1 + 1")())                                -- expect: 2
local parts = {"return ", "'pieces'", nil}
local i = 0
print(load(function() i = i + 1 return parts[i] end)())      -- expect: pieces
print(load("x x"))                                           -- expect: nil	[string "x x"]:1: '=' expected near 'x'
print(load("return 1", "=x", "b"))                           -- expect: nil	attempt to load chunk with wrong mode
print(load("return y", "=x", "t", {y = 5})())                -- expect: 5
print(loadstring("return ...")(7))                           -- expect: 7
print(loadfile("nofile.lua"))                                -- expect: nil	cannot open nofile.lua: No such file or directory
print(pcall(load, function() return {} end))                 -- expect: true	nil	reader function must return a string
print(pcall(load))                                           -- expect: false	bad argument #1 to '?' (function expected, got no value)
print(loadfile("/"))                            -- expect: nil	cannot read /: Is a directory
print(loadfile("/nonexistent/file"))            -- expect: nil	cannot open /nonexistent/file: No such file or directory
