print(debug.getlocal(0, 1), debug.getlocal(0, 2))        -- expect: (*temporary)	(*temporary)	2
print(debug.getlocal(0, 3), debug.setlocal(0, 1, "x"))   -- expect: nil	(*temporary)
local t = {}
print(debug.setfenv(print, t) == print, debug.getfenv(print) == t) -- expect: true	true
print(getfenv(print) == _G, debug.getfenv(pairs) == _G)  -- expect: true	true
print(pcall(setfenv, print, t))                          -- expect: false	'setfenv' cannot change environment of given object
print((tostring(print):gsub("%d+", "N")))                -- expect: function: builtin#N
print(tostring(print) == tostring(print), tostring(print) == tostring(pairs)) -- expect: true	false
