-- What code has learnt while it ran often is wrong from one moment on.
local function times(n, f, ...) local r for _ = 1, n do r = f(...) end return r end

local function getx(o) return o.x end
local a, b = {x = 1}, {y = 0, x = 2}
print(times(1000, getx, a), getx(b))                      -- expect: 1	2
a.x = nil print(getx(a))                                  -- expect: nil
setmetatable(a, {__index = {x = "inherited"}}) print(getx(a)) -- expect: inherited
getmetatable(a).__index = function(_, k) return k .. "!" end print(getx(a)) -- expect: x!
setmetatable(a, nil) print(getx(a))                       -- expect: nil
print(pcall(getx, nil))                                   -- expect: false	warm:4: attempt to index local 'o' (a nil value)
print(getx("text"), pcall(getx, 5))                       -- expect: nil	false	warm:4: attempt to index local 'o' (a number value)

local Base, Sub = {}, {} Base.__index, Sub.__index = Base, Sub
setmetatable(Sub, Base)
function Base:name() return "base" end
local function name(o) return o:name() end
local base, sub = setmetatable({}, Base), setmetatable({}, Sub)
print(times(1000, name, base), name(sub))                 -- expect: base	base
function Sub:name() return "sub" end print(name(sub), name(base)) -- expect: sub	base
function Base:name() return "changed" end print(name(base), name(sub)) -- expect: changed	sub
base.name = function() return "own" end print(name(base)) -- expect: own
base.name = nil print(name(base))                         -- expect: changed
Base.__index = {name = function() return "replaced" end} print(name(base)) -- expect: replaced
Base.__index = nil print(pcall(name, base))               -- expect: false	warm:17: attempt to call method 'name' (a nil value)

local function setx(o, v) o.x = v end
local c = {x = 1}
times(1000, setx, c, 5) print(c.x)                        -- expect: 5
local log = {}
local watched = setmetatable({}, {__newindex = function(t, k, v) log[#log + 1] = k rawset(t, k, v) end})
setx(watched, 7) setx(watched, 8) print(watched.x, #log)  -- expect: 8	1
local empty = {x = 1} empty.x = nil
setmetatable(empty, {__newindex = function() log[#log + 1] = "again" end})
setx(empty, 9) print(empty.x, log[#log])                  -- expect: nil	again
setx(c, nil) print(c.x, next(c))                          -- expect: nil	nil
setx(c, "text") print(c.x)                                -- expect: text

local function new(v) local t = {} t.x = v t.y = v return t end
print(times(1000, new, 3).y)                              -- expect: 3
local n = new(nil) print(n.x, n.y, next(n))               -- expect: nil	nil	nil
local function far() local t = {} t.a = 1 t.b = 2 t.c = 3 t.d = 4 t.e = "five" t.f = 6 return t end
local f = times(1000, far) f.e = 5 print(f.a + f.d + f.e + f.f) -- expect: 16

local function count(t) t.n = (t.n or 0) + 1 return t.n end
local tally = {} print(times(1000, count, tally), count({}), count({m = 1, n = 4})) -- expect: 1000	1	5

local function check(v, m) assert(v, m) return true end
print(times(1000, check, true, "fine"), pcall(check, false, "not fine")) -- expect: true	false	warm:48: not fine
print(pcall(check, nil))                                  -- expect: false	nil
print(select("#", assert(1, 2, 3)), assert(4, 5))         -- expect: 3	4	5
local keep = assert
function assert(...) return "mine", ... end
print(check(false), assert(1))                            -- expect: true	mine	1
assert = keep
print(pcall(check, false, {}) == false, (select(2, pcall(assert, false, 12)))) -- expect: true	12
-- constructors that have learnt their shape
local function make(a, b, c) return {x = a, y = b, z = c, x = c, f = b, g = a, "item"} end
local last for i = 1, 1000 do last = make(i, i + 1, i + 2) end
print(last.x, last.y, last.z, last.f, last.g, last[1])    -- expect: 1002	1001	1002	1001	1000	item
last = make(nil, "b", false) print(last.x, last.y, last.z, last.f, last.g) -- expect: false	b	false	b	nil
last = make(nil, nil, nil) print(next(last, 1), #last)    -- expect: nil	1
local function pack(...) return {...} end
for i = 1, 1000 do last = pack(i, "x") end
print(#pack(), #pack(1, 2, 3), pack(1, nil, 3)[3], pack("a", 2)[2], #pack(nil)) -- expect: 0	3	3	2	0
last = pack(1, 2) last[3] = "three" last[2] = nil print(last[1], last[2], last[3], pack(0/0)[1] ~= pack(0/0)[1]) -- expect: 1	nil	three	true
local all = {(pack(1, 2))} print(#all, #{pack(1), pack(2)}, #{unpack({1, 2, 3})}, #{n = 1, unpack({1, 2})}) -- expect: 1	2	3	2
