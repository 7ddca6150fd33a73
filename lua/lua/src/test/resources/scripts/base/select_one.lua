-- select(n, ...) whose value alone is used is not called with a list.
local function each(...) local t = {} for i = 1, select("#", ...) do t[i] = tostring(select(i, ...)) end return table.concat(t, ",") end
print(each(), each(1), each(nil), each(1, nil, "x", false, nil)) -- expect: 	1	nil	1,nil,x,false,nil
print((function(...) return (select(-1, ...)), (select(2.9, ...)), (select("3", ...)), (select(9, ...)), (select("#x", ...)) end)(1, 2, 3, 4)) -- expect: 4	2	3	nil	4
print(pcall(function(...) return (select(0, ...)) end, 1)) -- expect: false	select_one:5: bad argument #1 to 'select' (index out of range)
print(pcall(function(...) return (select(-5, ...)) end, 1)) -- expect: false	select_one:6: bad argument #1 to 'select' (index out of range)
print(pcall(function(...) return (select({}, ...)) end, 1)) -- expect: false	select_one:7: bad argument #1 to 'select' (number expected, got table)
print(pcall(function(...) local select = nil return (select(1, ...)) end, 1)) -- expect: false	select_one:8: attempt to call local 'select' (a nil value)
print((function(...) local select = function(a, ...) return a + select("#", ...) end return (select(5, ...)) end)(1, 2)) -- expect: 7
print((function(...) local select = setmetatable({}, {__call = function(self, n, ...) return n, ... end}) return (select(7, ...)) end)(1, 2)) -- expect: 7
print((function(...) local x, y = select(2, ...) return x, y, select("#", ...) + select(1, ...) end)(10, 20, 30)) -- expect: 20	30	13
local function sum(...) local s = 0 for i = 1, select("#", ...) do s = s + select(i, ...) end return s end
print(sum(), sum(1), sum(1, 2, 3), pcall(sum, 1, nil)) -- expect: 0	1	6	false	select_one:12: attempt to perform arithmetic on a nil value
