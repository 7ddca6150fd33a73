x = 1
local function get() return x end
print(get(), setfenv(get, {x = 2}) == get, get(), x)        -- expect: 1	true	2	1
local env = setmetatable({}, {__index = _G}) setfenv(1, env) y = 5 print(y, rawget(_G, "y"), env.y, getfenv(1) == env) setfenv(1, _G) -- expect: 5	nil	5	true
print(getfenv(0) == _G, getfenv() == _G, getfenv(get).x, getfenv(pcall) == _G) -- expect: true	true	2	true
local chunk = loadstring("x = x + 1 return x") setfenv(chunk, {x = 10}) print(chunk(), chunk(), x) -- expect: 11	12	1
print(pcall(setfenv, pcall, {})) print(pcall(setfenv, 50, {})) print(pcall(getfenv, 50)) print(pcall(setfenv, get, 1)) print(pcall(getfenv, -1)) -- expect: false	'setfenv' cannot change environment of given object -- expect: false	bad argument #1 to '?' (invalid level) -- expect: false	bad argument #1 to '?' (invalid level) -- expect: false	bad argument #2 to '?' (table expected, got number) -- expect: false	bad argument #1 to '?' (invalid level)
local function maker() setfenv(1, {v = "own"}) return function() return v end end print(maker()()) -- expect: own
local inner = (function() return function() return x end end)() print(getfenv(inner) == _G) -- expect: true
print(load("return x", "=c", "t", {x = "given"})(), load("x = 7", "=c", "t", {})(), x) -- expect: given	nil	1
local strict = setmetatable({}, {__index = function(_, k) return "no " .. k end, __newindex = function(_, k) rawset(_G, "last", k) end})
local f = setfenv(loadstring("foo = 1 return bar"), strict) print(f(), last) -- expect: no bar	foo
print(pcall(loadstring("return a.b.c")), _G._G == _G, _G.x == x) last = nil x = nil -- expect: false	true	true
