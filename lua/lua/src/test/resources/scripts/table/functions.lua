local function show(t, n) local s = {} for i = 1, n or #t do s[i] = tostring(t[i]) end return table.concat(s, " ") end
local t = {1, 2, 3}
table.insert(t, 4) table.insert(t, 1, 0) print(show(t), table.remove(t), table.remove(t, 1), show(t)) -- expect: 0 1 2 3 4	4	0	1 2 3
print(table.remove({}), table.remove({}, 0), table.remove({1, 2}, 2), #t, pcall(table.insert, t, 1, 2, 3)) -- expect: nil	nil	2	3	false	wrong number of arguments to 'insert'
print(pcall(table.insert, t)) print(pcall(table.insert, nil, 1)) print(pcall(table.insert, t, "x", 1)) -- expect: false	wrong number of arguments to 'insert' -- expect: false	bad argument #1 to '?' (table expected, got nil) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(table.concat({1, 2.5, "x"}), table.concat({}, ","), table.concat({1, 2, 3}, "-", 2), table.concat({1, 2, 3}, "-", 2, 2), table.concat({1}, "-", 2, 1)) -- expect: 12.5x		2-3	2	
print(pcall(table.concat, {1, {}, 3})) print(pcall(table.concat, {1}, "", 1, 2)) -- expect: false	invalid value (table) at index 2 in table for 'concat' -- expect: false	invalid value (nil) at index 2 in table for 'concat'
print(unpack({1, 2, 3})) print(unpack({1, 2, 3}, 2)) print(unpack({1, nil, 3}, 1, 3)) print((unpack({1, 2}, 2, 1))) print(unpack({}, -1, 1)) -- expect: 1	2	3 -- expect: 2	3 -- expect: 1	nil	3 -- expect: nil -- expect: nil	nil	nil
local words = {"pear", "Apple", "fig", "apple", "10", "9"} table.sort(words) print(show(words)) -- expect: 10 9 Apple apple fig pear
table.sort(words, function(a, b) return #a > #b or #a == #b and a < b end) print(show(words)) -- expect: Apple apple pear fig 10 9
print(pcall(table.sort, {1, "x"})) print(pcall(table.sort, {3, 1, 2}, 5)) print(pcall(table.sort, {{}, {}})) -- expect: false	attempt to compare string with number -- expect: false	bad argument #2 to '?' (function expected, got number) -- expect: false	attempt to compare two table values
local n = {} for i = 1, 200 do n[i] = (i * 7919) % 211 end table.sort(n) local ok = true for i = 2, 200 do ok = ok and n[i - 1] <= n[i] end print(ok, n[1], n[200]) -- expect: true	1	210
print(table.maxn({1, 2, [10] = 3, [2.5] = 1}), table.maxn({}), table.maxn({[-1] = 1})) -- expect: 10	0	0
table.foreach({a = 1}, print) table.foreachi({"x", "y"}, print) print(table.foreach({1, 2, 3}, function(i, v) if i == 2 then return "stopped" end end)) -- expect: a	1 -- expect: 1	x -- expect: 2	y -- expect: stopped
print(pcall(table.getn, 5), table.getn({1, 2}))             -- expect: false	2
print(show(table.move({1, 2, 3}, 1, 3, 2)), show(table.move({1, 2, 3}, 2, 3, 1)), show(table.move({1, 2}, 1, 2, 1, {9, 9, 9}))) -- expect: 1 1 2 3	2 3 3	1 2 9
local new, clear = require "table.new", require "table.clear"
local c = new(4, 2) c[1] = 5 c.x = 6 clear(c) print(next(c), #c, c.x) -- expect: nil	0	nil
c[1], c[2], c.y = 1, 2, 3 print(#c, c.y) clear(c) print(next(c)) -- expect: 2	3 -- expect: nil
print(pcall(new, "x")) print(pcall(clear, 5))               -- expect: false	bad argument #1 to '?' (number expected, got string) -- expect: false	bad argument #1 to '?' (table expected, got number)
print(#{1, 2, 3, nil}, #{n = 1}, #"text", #{[1] = 1, [2] = 2}) -- expect: 3	0	4	2
local holes = {} for i = 1, 10 do holes[i] = i end for i = 10, 6, -1 do holes[i] = nil end print(#holes) -- expect: 5
local moved = setmetatable({}, {__index = function(_, i) return i * 10 end}) print(rawget(moved, 1), moved[3]) -- expect: nil	30
