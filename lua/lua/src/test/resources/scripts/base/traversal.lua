-- Loops over pairs, ipairs and next go without calls when nobody has put something else there.
local function keys(t) local r = {} for k in pairs(t) do r[#r + 1] = tostring(k) end table.sort(r) return table.concat(r, " ") end
local function sum(t) local s = 0 for _, v in ipairs(t) do s = s + v end return s end
print(keys{10, 20, x = 1, [2.5] = 2, [true] = 3})         -- expect: 1 2 2.5 true x
print(keys{}, keys{nil, 5}, sum{}, sum{1, 2, nil, 4})     -- expect: 	2	0	3
print(sum(setmetatable({1, 2}, {__index = function(_, i) if i < 5 then return i end end}))) -- expect: 3
-- fields may be cleared and changed on the way
local t = {a = 1, b = 2, c = 3, 1, 2, 3, [100] = 4}
local n = 0 for k, v in pairs(t) do n = n + 1 t[k] = nil end print(n, next(t)) -- expect: 7	nil
t = {a = 1, b = 2, 5, 6} for k, v in pairs(t) do t[k] = v * 2 end print(t.a, t.b, t[1], t[2]) -- expect: 2	4	10	12
t = {1, 2, 3} for i, v in ipairs(t) do if i < 10 then t[i + 1] = i + 1 end end print(#t) -- expect: 10
t = {1, 2, 3, 4} for i in ipairs(t) do table.remove(t) end print(#t) -- expect: 2
-- the same table inside
t = {x = 1, y = 2, 7} n = 0
for k1 in pairs(t) do for k2 in pairs(t) do n = n + 1 end end print(n) -- expect: 9
for k, v in next, {9} do print(k, v) end                  -- expect: 1	9
for k, v in next, {x = 8}, nil do print(k, v) end         -- expect: x	8
t = {1, 2, 3} n = 0 for k in next, t, 1 do n = n + k end print(n) -- expect: 5
t = {a = 1} print((select(2, pcall(function() for k in next, t, "no" do end end)):match("invalid.*"))) -- expect: invalid key to 'next'
print(pcall(function() for k in next do end end))         -- expect: false	traversal:20: bad argument #1 to '(for generator)' (table expected, got nil)
print(pcall(function() for k in pairs(nil) do end end))   -- expect: false	traversal:21: bad argument #1 to 'pairs' (table expected, got nil)
print(pcall(function() for k in ipairs() do end end))     -- expect: false	traversal:22: bad argument #1 to 'ipairs' (value expected)
-- variables that closures keep, and that are assigned to
local fs = {} for k, v in pairs{x = 1} do fs[1] = function() v = v + 1 return k, v end end print(fs[1](), fs[1]()) -- expect: x	x	3
for i, v in ipairs{4, 5} do fs[i] = function() i = i + 10 return i, v end end print(fs[1](), fs[1](), fs[2]()) -- expect: 11	21	12	5
for i, v in ipairs{4, 5} do i = 7 v = nil end
-- more names than values, fewer
for i, v, more in ipairs{"only"} do print(i, v, more) end -- expect: 1	only	nil
for i in ipairs{"a", "b"} do io.write(i, " ") end print() -- expect: 1 2 
for a, b, c, d in pairs{x = 1} do print(a, b, c, d) end   -- expect: x	1	nil	nil
-- metamethods and replacements
local mt = {__pairs = function(t) return function(_, k) if not k then return 1, "mine" end end, t, nil end}
for k, v in pairs(setmetatable({2, 3, 4}, mt)) do io.write(tostring(k), tostring(v), " ") end print() -- expect: 1mine 
do
  local pairs = function(t) return function(_, k) if not k then return "own", 1 end end, t end
  for k, v in pairs{1, 2} do print(k, v) end              -- expect: own	1
  local ipairs = function(t) return next, t end
  for k, v in ipairs{x = "y"} do print(k, v) end          -- expect: x	y
  local next = function(s, c) if not c then return s end end
  for k in next, "state" do print(k) end                  -- expect: state
  local pairs = setmetatable({}, {__call = function(self, t) return _G.next, t end})
  for k, v in pairs{z = 3} do print(k, v) end             -- expect: z	3
end
local real = ipairs
function ipairs(t) return function(t, i) i = i + 1 if i < 3 then return i, -i end end, t, 0 end
local function replaced(t) local s = 0 for i, v in ipairs(t) do s = s + v end return s end
print(replaced{5, 6}) ipairs = real print(replaced{5, 6}) -- expect: -3
                                                          -- expect: 11
-- keys of all kinds, yields inside, breaks
local key = {} local f = function() end
t = {[key] = 1, [f] = 2, [1e300] = 3, [-1] = 4, [false] = 5, [""] = 6} n = 0
for k, v in pairs(t) do n = n + v if t[k] ~= v then print("wrong") end end print(n) -- expect: 21
local co = coroutine.wrap(function() for k, v in pairs{1, 2, 3} do coroutine.yield(k * v) end for i, v in ipairs{7, 8} do coroutine.yield(v) end end)
print(co(), co(), co(), co(), co())                       -- expect: 1	4	9	7	8
for k in pairs{1, 2, 3} do if k == 2 then break end n = n + k end print(n) -- expect: 22
for k, v in pairs(setmetatable({}, {__mode = "k"})) do print("never") end
t = {} for i = 1, 100 do t["k" .. i] = i end n = 0 for k, v in pairs(t) do n = n + v end print(n) -- expect: 5050
for i = 1, 100, 2 do t["k" .. i] = nil end n = 0 for k, v in pairs(t) do n = n + v end print(n) -- expect: 2550
-- switches hand over any number of values
local many = coroutine.wrap(function(...)
  local a, b = coroutine.yield(select("#", ...), ...)
  local c = coroutine.yield(b, a)
  coroutine.yield()
  coroutine.yield(c, nil, 1, 2, nil)
  return nil, "end"
end)
print(many(1, nil, 3)) print(many("x", 2.5)) print(many(nil)) print(select("#", many())) print(many()) print(pcall(many)) -- expect: 3	1	nil	3
-- expect: 2.5	x
-- expect: 
-- expect: 5
-- expect: nil	end
-- expect: false	cannot resume dead coroutine
local c2 = coroutine.create(function(a) local b = coroutine.yield(a + 1) return b end)
print(coroutine.resume(c2, 1)) print(coroutine.resume(c2, "v")) print(coroutine.resume(c2)) -- expect: true	2
-- expect: true	v
-- expect: false	cannot resume dead coroutine
local tail = coroutine.wrap(function(n) local function down(n) if n == 0 then return "deep", n end return down(n - 1) end return down(n) end)
print(tail(100000))                                       -- expect: deep	0
