local function build(n, f) local t = {} for i = 1, n do t[i] = f(i) end return t end
local numbers = loadstring("return {" .. table.concat(build(3000, tostring), ",") .. "}")() print(#numbers, numbers[1], numbers[3000]) -- expect: 3000	1	3000
local mixed = loadstring("return {" .. table.concat(build(1000, function(i) return ("k%d = %d, %d, [%d] = 'x'"):format(i, i, i * 2, -i) end), ",") .. "}")() print(#mixed, mixed.k1000, mixed[1000], mixed[-1000]) -- expect: 1000	1000	2000	x
local nested = loadstring("return " .. ("{"):rep(100) .. "7" .. ("}"):rep(100))() local depth = 0 while type(nested) == "table" do nested = nested[1] depth = depth + 1 end print(depth, nested) -- expect: 100	7
local sum = loadstring("return " .. table.concat(build(150, tostring), "+"))() print(sum) -- expect: 11325
local chain = loadstring("local a = 'x' return " .. ("a .. "):rep(150) .. "a")() print(#chain) -- expect: 151
local branches = loadstring("local x = ... " .. table.concat(build(300, function(i) return ("%s x == %d then return %d"):format(i == 1 and "if" or "elseif", i, i * i) end), " ") .. " end")  print(branches(1), branches(300), branches(301)) -- expect: 1	90000
local functions = loadstring(table.concat(build(300, function(i) return ("function f%d(x) return x + %d end"):format(i, i) end), "\n") .. " return f1(1) + f300(1)")() print(functions) -- expect: 303
local locals = loadstring(table.concat(build(190, function(i) return ("local v%d = %d"):format(i, i) end), "\n") .. " return v1 + v190")() print(locals) -- expect: 191
local many = loadstring("return function(" .. table.concat(build(100, function(i) return "p" .. i end), ",") .. ") return p1, p100 end")() print(many(unpack(numbers, 1, 100))) -- expect: 1	100
local blocks = loadstring(("do "):rep(100) .. "print('deep')" .. (" end"):rep(100)) blocks() -- expect: deep
local loops = loadstring("local n = 0 " .. ("for i = 1, 1 do "):rep(20) .. "n = n + 1" .. (" end"):rep(20) .. " return n")() print(loops) -- expect: 1
local closures = loadstring("local x = 0 " .. ("return (function() "):rep(50) .. "x = x + 1 return x" .. (" end)()"):rep(50))() print(closures) -- expect: 1
local statements = loadstring("local n = 0 " .. ("n = n + 1 "):rep(2000) .. " return n")() print(statements) -- expect: 2000
local strings = loadstring("return {" .. table.concat(build(500, function(i) return ("%q"):format(("s"):rep(i)) end), ",") .. "}")() print(#strings, #strings[500]) -- expect: 500	500
for i = 1, 300 do _G["f" .. i] = nil end
local function recurse(n) if n == 0 then return 0 end return 1 + recurse(n - 1) end print(recurse(1000)) -- expect: 1000
local function loop(n) if n == 0 then return "done" end return loop(n - 1) end print(loop(100000)) -- expect: done
