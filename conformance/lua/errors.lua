-- Errors, their positions and the names in them.
print(pcall(error, "plain", 0))                 -- expect: false	plain
print(select(2, pcall(function() error("here") end)))  -- expect: errors.lua:3: here
print(select(2, pcall(function() local t = nil; return t.x end)))  -- expect: errors.lua:4: attempt to index local 't' (a nil value)
print(select(2, pcall(function() return nothing.x end)))  -- expect: errors.lua:5: attempt to index global 'nothing' (a nil value)
print(select(2, pcall(function() return {} + 1 end)))  -- expect: errors.lua:6: attempt to perform arithmetic on a table value
print(select(2, pcall(function() return "a" < 1 end)))  -- expect: errors.lua:7: attempt to compare string with number
print(select(2, pcall(string.rep)))             -- expect: bad argument #1 to '?' (string expected, got no value)
print(xpcall(function() error({ code = 7 }) end, function(e) return e.code end))  -- expect: false	7
print(pcall(error))                             -- expect: false	nil
print(loadstring("x ="))                        -- expect: nil	[string "x ="]:1: unexpected symbol near '<eof>'
error("the end", 0)                             -- error: the end
