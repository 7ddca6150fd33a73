local log = {}
local mt = {}
for _, e in ipairs{"add", "sub", "mul", "div", "mod", "pow", "unm", "concat", "len"} do
  mt["__" .. e] = function(a, b) return e end
end
mt.__index = function(t, k) return k .. "?" end
mt.__call = function(self, ...) return select("#", ...), ... end
mt.__lt = function() return true end
mt.__le = function() return false end
mt.__eq = function() return true end
local a, b = setmetatable({}, mt), setmetatable({}, mt)
print(a + 1, 1 - a, a * a, a / 2, a % 2, a ^ 2, -a, a .. "x", 1 .. a, #a) -- expect: add	sub	mul	div	mod	pow	unm	concat	concat	len
print(a.foo, a[1], a(1, nil))                      -- expect: foo?	1?	2	1	nil
print(a < b, a <= b, a > b, a >= b, a == b, a ~= b) -- expect: true	false	true	false	true	false
local store = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, v * 2) end})
store.x = 4 store.x = 5 store[1] = 1 print(store.x, store[1]) -- expect: 5	2
local base = {greet = function(self) return "hi " .. self.name end}
local obj = setmetatable({name = "ann"}, {__index = base})
for i = 1, 3 do io.write(obj:greet(), " ") end print() -- expect: hi ann hi ann hi ann
base.greet = function(self) return "bye" end print(obj:greet()) -- expect: bye
obj.greet = function() return "own" end print(obj:greet()) -- expect: own
