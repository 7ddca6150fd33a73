local t, s = {}, "x"
print(pcall(function() local a a.b = 1 end))       -- expect: false	errors:2: attempt to index local 'a' (a nil value)
print(pcall(function() return t.x.y end))          -- expect: false	errors:3: attempt to index field 'x' (a nil value)
print(pcall(function() return t() end))            -- expect: false	errors:4: attempt to call upvalue 't' (a table value)
print(pcall(function() t:nope() end))              -- expect: false	errors:5: attempt to call method 'nope' (a nil value)
print(pcall(function() nope(io.write("evaluated\n")) end)) -- expect: evaluated  -- expect: false	errors:6: attempt to call global 'nope' (a nil value)
print(pcall(function() return t + 1 end))          -- expect: false	errors:7: attempt to perform arithmetic on upvalue 't' (a table value)
print(pcall(function() return s + 1 end))          -- expect: false	errors:8: attempt to perform arithmetic on upvalue 's' (a string value)
print(pcall(function() return #5 end))             -- expect: false	errors:9: attempt to get length of a number value
print(pcall(function() return s .. t end))         -- expect: false	errors:10: attempt to concatenate upvalue 't' (a table value)
print(pcall(function() return t < 1 end))          -- expect: false	errors:11: attempt to compare table with number
print(pcall(function() return {} < {} end))        -- expect: false	errors:12: attempt to compare two table values
print(pcall(function() t[nil] = 1 end))            -- expect: false	errors:13: table index is nil
print(pcall(function() t[0 / 0] = 1 end))          -- expect: false	errors:14: table index is NaN
print(pcall(error, "plain", 0))                   -- expect: false	plain
print(select(2, pcall(error, t)) == t)             -- expect: true
print(loadstring("x = = 1", "=n"))                 -- expect: nil	n:1: unexpected symbol near '='
print(loadstring("goto nowhere", "=n"))            -- expect: nil	n:1: undefined label 'nowhere'
print(loadstring("break", "=n"))                   -- expect: nil	n:1: no loop to break
print(loadstring("goto a local b ::a:: print(b)", "=n")) -- expect: nil	n:1: <goto a> jumps into the scope of local 'b'
-- of several errors the first one, where a jump's is where its label is or its function ends
print(loadstring("do goto a local b ::a:: x = 1 end x = = 1", "=n")) -- expect: nil	n:1: <goto a> jumps into the scope of local 'b'
print(loadstring("local function f() goto a end x = = 1", "=n")) -- expect: nil	n:1: undefined label 'a'
print(loadstring("do break end x = = 1", "=n"))      -- expect: nil	n:1: unexpected symbol near '='
print(loadstring("do goto a local b ::a:: end do ::c:: ::c:: end", "=n")) -- expect: nil	n:1: duplicate label 'c'
print(loadstring("\27Lua", "=n"))                  -- expect: nil	n: cannot load incompatible bytecode
print(pcall(loadstring("for k\nin\n\n3\ndo end", "=n"))) -- expect: false	n:4: attempt to call a number value
