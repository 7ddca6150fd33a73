print(xpcall(function(...) return ... end, print, 1, 2))              -- expect: true	1	2
print(xpcall(function() error("x") end, function(e) return e .. "!", 2 end)) -- expect: false	xpcall:2: x!
print(xpcall(function() error("x") end, function() error("y") end))   -- expect: false	error in error handling
print(xpcall(1, function(e) return "h:" .. e end))                    -- expect: false	h:attempt to call a number value
local trace = select(2, xpcall(function() local x = nil; x.y = 1 end, debug.traceback))
print(trace:match("^[^\n]+"))                                         -- expect: xpcall:5: attempt to index local 'x' (a nil value)
print(trace:find("stack traceback:", 1, true) ~= nil)                 -- expect: true
