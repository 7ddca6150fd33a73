-- Fields that arithmetic reads and writes: first numbers, then something else.
local function new(k) return {a=k, b=k+1, c=k+2, d=k+3, e=k+4, f=k+5, g="x"} end
local function sum(o) local a, f = o.a, o.f return a + f + o.e * 2 - o.d end
local s = 0 for i = 1, 300 do s = s + sum(new(i)) end print(s) -- expect: 138450
print(pcall(function() local r = sum({a=1, f=2}) return r end)) -- expect: false	number-fields:3: attempt to perform arithmetic on field 'e' (a nil value)
print(pcall(function() local r = sum(nil) return r end)) -- expect: false	number-fields:3: attempt to index local 'o' (a nil value)
print(pcall(function() local o = new(1) o.e = {} local r = sum(o) return r end)) -- expect: false	number-fields:3: attempt to perform arithmetic on field 'e' (a table value)
local V = {__add = function(x, y) return "add" end, __mul = function() return 5 end, __index = function(_, k) return 100 end}
print(sum(setmetatable({a=1, d=2}, V)), pcall(sum, setmetatable({d=1, a=2, f=3, e=setmetatable({}, V)}, V))) -- expect: 299	true	9
local function bump(o) o.a = o.a + 1 o.e = o.e + 1 o.g = o.f * 2 return o.a, o.e, o.g end
local o = new(1) for i = 1, 100 do bump(o) end print(bump(o)) -- expect: 102	106	12
o = new(1) o.e = "7" print(bump(o)) o.a = "1" print(bump(o)) -- expect: 2	8	12  -- expect: 2	9	12
local r = {a=true, b=true, c=true, d=true, e=true, f=true, g=true}
for i = 1, 100 do r.e = i r.f = i * 0.5 end print(r.e, r.f, r.g, r.a) r.e = nil r.f = false r.a = 1 print(r.e, r.f, r.a) -- expect: 100	50	true	true  -- expect: nil	false	1
local function set(t, v) t.x = v return t.x end
local t = {x = 1} for i = 1, 50 do set(t, i) end print(set(t, "s"), set(t, nil), set(t, 3), set(t, 0/0) ~= t.x) -- expect: s	nil	3	true
local log = {} local p = setmetatable({}, {__newindex = function(t, k, v) log[#log + 1] = k .. "=" .. v rawset(t, k, v) end})
print(set(p, 1), set(p, 2), table.concat(log, ",")) -- expect: 1	2	x=1
local n = 0 for _, q in ipairs{ {x=1}, {y=0, x=2}, {z=0, y=0, x=3}, {x="4"}, setmetatable({}, {__index={x=5}}) } do n = n + q.x * 2 end print(n) -- expect: 30
do local q = {x = {y = {z = 3}}} print(q.x.y.z + 1, q.x.y.z * q.x.y.z, -q.x.y.z, q.x.y.z < 4, pcall(function() return q.x.w.z + 1 end)) end -- expect: 4	9	-3	true	false	number-fields:20: attempt to index field 'w' (a nil value)
do local q = {n = {1, 2, {3}}} print(q.n[1] + q.n[2], q.n[3][1] ^ 2, 2 ^ q.n[2], pcall(function() return q.n[4] ^ 0 end)) end -- expect: 3	9	4	false	number-fields:21: attempt to perform arithmetic on a nil value
print(pcall(function() local q = {} return q.x ^ 0 end)) print(pcall(function() local q = {} return 1 ^ q.x end)) print(pcall(function() local q = {} return math.max(q.x, 1) + 1 end)) -- expect: false	number-fields:22: attempt to perform arithmetic on field 'x' (a nil value)  -- expect: false	number-fields:22: attempt to perform arithmetic on field 'x' (a nil value)  -- expect: false	number-fields:22: bad argument #1 to 'max' (number expected, got nil)
print(pcall(function() local q = {} return bit.band(q.x, 1) + 1 end)) print(pcall(function() return undefinedglobal + 1 end)) print(pcall(function() return math.nope + 1 end)) -- expect: false	number-fields:23: bad argument #1 to 'band' (number expected, got nil)  -- expect: false	number-fields:23: attempt to perform arithmetic on global 'undefinedglobal' (a nil value)  -- expect: false	number-fields:23: attempt to perform arithmetic on field 'nope' (a nil value)
x = 5 print(x + 1, x * x, -x, x < 6, x ^ 2) x = "5" print(x + 1, x * x, -x) x = nil print(pcall(function() return x + 1 end)) -- expect: 6	25	-5	true	25  -- expect: 6	25	-5  -- expect: false	number-fields:24: attempt to perform arithmetic on global 'x' (a nil value)
