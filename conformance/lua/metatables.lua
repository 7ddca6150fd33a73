-- Events of metatables.
local Point = {}
Point.__index = Point
Point.__add = function(a, b) return Point.new(a.x + b.x) end
Point.__eq = function(a, b) return a.x == b.x end
Point.__lt = function(a, b) return a.x < b.x end
Point.__le = function(a, b) return a.x <= b.x end
Point.__tostring = function(p) return "P" .. p.x end
Point.__call = function(p, n) return p.x * n end
Point.__concat = function(a, b) return tostring(a) .. "~" .. tostring(b) end
Point.__unm = function(p) return Point.new(-p.x) end
Point.__len = function() return 99 end
function Point.new(x) return setmetatable({ x = x }, Point) end
local a, b = Point.new(1), Point.new(2)
print(tostring(a + b), a == Point.new(1), a < b, a <= b, a > b)  -- expect: P3	true	true	true	false
print(a(5), a .. b, a .. "s", 1 .. a, tostring(-a))  -- expect: 5	P1~P2	P1~s	1~P1	P-1
local log = {}
local proxy = setmetatable({}, {
    __index = function(_, k) log[#log + 1] = "get " .. k return k end,
    __newindex = function(_, k, v) log[#log + 1] = "set " .. k end,
})
proxy.a = 1
print(proxy.b, rawget(proxy, "a"), table.concat(log, ","))  -- expect: b	nil	set a,get b
print(getmetatable("").__index == string, ("abc"):upper())  -- expect: true	ABC
local locked = setmetatable({}, { __metatable = "locked" })
print(getmetatable(locked), pcall(setmetatable, locked, {}))  -- expect: locked	false	cannot change a protected metatable
