local t = setmetatable({}, {__metatable = "locked"})
print(getmetatable(t))                                  -- expect: locked
print(pcall(function() setmetatable(t, {}) end))        -- expect: false	metatables:3: cannot change a protected metatable
print(pcall(function() setmetatable(1, {}) end))        -- expect: false	metatables:4: bad argument #1 to 'setmetatable' (table expected, got number)
print(pcall(function() setmetatable({}) end))           -- expect: false	metatables:5: bad argument #2 to 'setmetatable' (nil or table expected)
print(getmetatable("").__index == string)               -- expect: true
print(tostring(setmetatable({}, {__tostring = function() return "me" end}))) -- expect: me
print(rawequal(t, t), rawget(t, "x"), rawlen({1, 2}), rawlen("abc")) -- expect: true	nil	2	3
