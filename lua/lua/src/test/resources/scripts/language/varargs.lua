local function count(...) return select("#", ...) end
print(count(), count(nil), count(nil, nil), count(unpack({}, 1, 5)), count(count()), count((count()))) -- expect: 0	1	2	5	1	1
local function pass(...) return ... end
print(pass(1, 2, 3), (pass(1, 2, 3)), pass(), 0) print(#{pass(1, 2), pass(3, 4)}, #{pass(1, 2), (pass(3, 4))}, #{(pass(1, 2)), n = 1, pass(3, 4)}) -- expect: 1	1	nil	0 -- expect: 3	2	3
print(select(2, "a", "b", "c"), select(-1, "a", "b", "c"), select(-2, "a", "b", "c")) print(pcall(select, 0)) print(pcall(select, -5, 1)) print(select(5, 1)) -- expect: b	c	b	c -- expect: false	bad argument #1 to '?' (index out of range) -- expect: false	bad argument #1 to '?' (index out of range) -- expect:
local function third(_, _, x) return x end print(third(pass(1, 2, 3)), third(1, pass(2, 3)), third(pass(1, 2), pass(3, 4))) -- expect: 3	3	4
local function tail(n, ...) if n == 0 then return ... end return tail(n - 1, n, ...) end print(tail(5)) print(select("#", tail(100))) -- expect: 1	2	3	4	5 -- expect: 100
local function capture(...) local a, b = ... return function() return a, b end end print(capture(1)()) print(capture(1, 2, 3)()) -- expect: 1	nil -- expect: 1	2
local t = {pass(nil, nil, 3)} print(#t == 3 or #t == 0, t[3]) print(select("#", unpack({n = 3}, 1, 3)), (unpack({1, 2, 3}))) -- expect: true	3 -- expect: 3	1
print(pcall(pass, 1, nil)) print(string.format("%d-%d", pass(1, 2)), math.max(pass(3, 9, 4)), ("x"):rep(pass(3, "-"))) -- expect: true	1	nil -- expect: 1-2	9	x-x-x
print((function(...) return select("#", ...), ... end)(pass(), pass(), pass(nil))) -- expect: 3	nil	nil	nil
print((function(a, b, ...) return a, b, ... end)(1)) print((function(a, b, ...) return a, b, ... end)(1, 2, 3, 4)) -- expect: 1	nil -- expect: 1	2	3	4
local function many(n) local t = {} for i = 1, n do t[i] = i end return unpack(t) end print(select("#", many(250)), (select(200, many(250)))) print(count(many(5000), many(3))) -- expect: 250	200 -- expect: 4
local co = coroutine.wrap(function(...) local n = select("#", ...) while true do n = select("#", coroutine.yield(n, ...)) end end) print(co(1, nil)) print(co()) print(co(1, 2, 3)) -- expect: 2	1	nil -- expect: 0	1	nil -- expect: 3	1	nil
print(load("return ...", "=c")(1, 2), load("local a, b = ... return b, a")(1, 2)) print(load("function f() return ... end")) -- expect: 1	2	1 -- expect: nil	[string "function f() return ... end"]:1: cannot use '...' outside a vararg function near '...'
