local function sorted(t, f) table.sort(t, f) return table.concat(t, " ") end
print(sorted({3, 1, 2}), sorted({"b", "a", "C"}), sorted({}), sorted({1})) -- expect: 1 2 3	C a b		1
print(sorted({1, 3, 2}, function(a, b) return a > b end)) -- expect: 3 2 1
local big = {}
for i = 1, 1000 do big[i] = (i * 7919) % 1009 end
table.sort(big, function(a, b) return a < b end)
local ok = true
for i = 2, #big do ok = ok and big[i - 1] <= big[i] end
print(ok)                                                -- expect: true
print(pcall(table.sort, {1, 2, 3, 4, 5}, function() return true end)) -- expect: false	invalid order function for sorting
print(pcall(table.sort, {3, 1, "x"}))                    -- expect: false	attempt to compare string with number
print(pcall(table.sort, {}, 1))                          -- expect: false	bad argument #2 to '?' (function expected, got number)
local mt = {__lt = function(a, b) return a.v < b.v end}
local objects = {}
for i, v in ipairs({3, 1, 2}) do objects[i] = setmetatable({v = v}, mt) end
table.sort(objects)
print(objects[1].v, objects[2].v, objects[3].v)          -- expect: 1	2	3
