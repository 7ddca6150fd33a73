print(pcall(function() error("x") end))              -- expect: false	errors:1: x
print(pcall(function() error("x", 0) end))           -- expect: false	x
print(pcall(function() error() end))                 -- expect: false	nil
print(pcall(function() assert(false) end))           -- expect: false	errors:4: assertion failed!
print(pcall(function() assert(nil, "why") end))      -- expect: false	errors:5: why
print(select("#", assert(1, nil, 3)))                -- expect: 3
print(pcall(error, "a"))                             -- expect: false	a
print(pcall(1))                                      -- expect: false	attempt to call a number value
local ok, e = pcall(error, {code = 7})
print(ok, e.code)                                    -- expect: false	7
print(pcall(string.rep))                             -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(function() string.rep() end))            -- expect: false	errors:12: bad argument #1 to 'rep' (string expected, got no value)
print(pcall(function() ("x"):rep({}) end))           -- expect: false	errors:13: bad argument #1 to 'rep' (number expected, got table)
local holder = {rep = string.rep}
print(pcall(function() holder:rep() end))            -- expect: false	errors:15: calling 'rep' on bad self (string expected, got table)
local function level2() error("deep", 2) end
print(pcall(function()
  level2()                                           -- the error names this line
end))                                                -- expect: false	errors:18: deep
