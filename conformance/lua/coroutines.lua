-- Coroutines, from every kind of call.
local function range(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
local sum = 0
for i in range(4) do sum = sum + i end
print(sum)                                      -- expect: 10
local co = coroutine.create(function(a)
    local b = coroutine.yield(a + 1)
    local ok, c = pcall(coroutine.yield, b * 2)
    return "done", c
end)
print(coroutine.resume(co, 1))                  -- expect: true	2
print(coroutine.resume(co, 10))                 -- expect: true	20
print(coroutine.status(co), coroutine.resume(co, "x"))  -- expect: suspended	true	done	x
print(coroutine.status(co), coroutine.resume(co))  -- expect: dead	false	cannot resume dead coroutine
local t = setmetatable({}, { __index = function(_, k) return coroutine.yield(k) end })
local inner = coroutine.wrap(function() return "got " .. t.field end)
print(inner(), inner("value"))                  -- expect: field	got value
print(coroutine.wrap(function() return pcall(error, "in", 0) end)())  -- expect: false	in
local sorting = coroutine.wrap(function()
    local list = { 3, 1, 2 }
    table.sort(list, function(a, b) coroutine.yield() return a < b end)
    return table.concat(list, " ")
end)
local result repeat result = sorting() until result
print(result)                                   -- expect: 1 2 3
