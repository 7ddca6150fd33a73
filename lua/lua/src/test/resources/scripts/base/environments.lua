local f = load("return x")
setfenv(f, {x = 42})
print(f(), getfenv(f).x)                               -- expect: 42	42
print(getfenv(0) == _G, getfenv(print) == _G)          -- expect: true	true
local function own() setfenv(1, {y = 3, print = print}) print(y) end
own()                                                  -- expect: 3
print(pcall(setfenv, print, {}))                       -- expect: false	'setfenv' cannot change environment of given object
print(pcall(function() getfenv(100) end))              -- expect: false	environments:8: bad argument #1 to 'getfenv' (invalid level)
