local function list(a, b, c) local s = {} for i = a, b, c or 1 do s[#s + 1] = i if #s > 6 then break end end return table.concat(s, " ") end
print(list(1, 3), list(3, 1), list(3, 1, -1), list(1, 2, 0.25), list(1, 0.5), list(-1, 1)) -- expect: 1 2 3		3 2 1	1 1.25 1.5 1.75 2		-1 0 1
print(list(2^31 - 2, 2^31 + 1)) print(list(-2^31 - 1, -2^31 + 2)) print(list(2^53 - 1, 2^53 + 1) ~= "", list(2^53, 2^53 + 4, 2)) -- expect: 2147483646 2147483647 2147483648 2147483649 -- expect: -2147483649 -2147483648 -2147483647 -2147483646 -- expect: true	9.007199254741e+15 9.007199254741e+15 9.007199254741e+15
print(list(1, math.huge), list(-math.huge, 1) ~= "", list(1, -math.huge), list(0/0, 1), list(1, 0/0)) -- expect: 1 2 3 4 5 6 7	true			
print(pcall(function() for i = "a", 1 do end end)) print(pcall(function() for i = 1, {} do end end)) print(pcall(function() for i = 1, 2, print do end end)) -- expect: false	loops:5: 'for' initial value must be a number -- expect: false	loops:5: 'for' limit must be a number -- expect: false	loops:5: 'for' step must be a number
local count = 0 for i = 1, 3 do local i = i * 2 i = i + 1 count = count + i end print(count) -- expect: 15
for i = 1, 3 do i = i * 10 io.write(i, " ") end print()     -- expect: 10 20 30
local fs = {} for i = 1, 3 do fs[i] = function() i = i + 1 return i end end print(fs[1](), fs[1](), fs[2](), fs[3]()) -- expect: 2	3	3	4
local gs = {} for k, v in pairs{a = 1} do gs[1] = function() v = v + 1 return k, v end end print(gs[1]()) print(gs[1]()) -- expect: a	2 -- expect: a	3
local ws = {} local n = 0 while n < 3 do local m = n ws[#ws + 1] = function() m = m + 10 return m end n = n + 1 end print(ws[1](), ws[1](), ws[3]()) -- expect: 10	20	12
local rs = {} local k = 0 repeat local m = k rs[#rs + 1] = function() return m end k = k + 1 until m == 2 print(rs[1](), rs[3](), #rs) -- expect: 0	2	3
for i = 3, 1 do print("never") end for i = 1, 0.999 do print("never") end
local sum = 0 for i = 10, 1, -3 do sum = sum * 10 + i end print(sum) -- expect: 10741
local steps = 0 for x = 0, 1, 0.1 do steps = steps + 1 end print(steps) -- expect: 11
for i, v in ipairs{1, 2, nil, 4} do io.write(i, ":", v, " ") end print() -- expect: 1:1 2:2
local t = {} for i = 1, 100 do t[i] = i end for i = 1, 100 do if i % 2 == 0 then t[i] = nil end end local left = 0 for _ in pairs(t) do left = left + 1 end print(left) -- expect: 50
for a, b, c in (function() local i = 0 return function() i = i + 1 if i < 3 then return i, i * i end end end)() do print(a, b, c) end -- expect: 1	1	nil -- expect: 2	4	nil
local function outer() for i = 1, 3 do for j = 1, 3 do if i * j == 4 then return i, j end end end end print(outer()) -- expect: 2	2
for i = 1, 2 do for i = 3, 4 do io.write(i, " ") end io.write(i, " ") end print() -- expect: 3 4 1 3 4 2
print(select("#", (function(...) for i = 1, select("#", ...) do if select(i, ...) == nil then return i, ... end end end)(1, nil, 3))) -- expect: 4
