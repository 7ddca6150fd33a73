local function f(...) local a, b = ... return select("#", ...), a, b end
print(f(), (f(1, nil)), f(nil, nil, nil))          -- expect: 0	2	3	nil	nil
local function g(a, b, c, d, e, f) return f, e, d, c, b, a end
print(g(1, 2, 3, 4, 5, 6))                         -- expect: 6	5	4	3	2	1
print(g(1, 2))                                     -- expect: nil	nil	nil	nil	2	1
print((g(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)))          -- expect: 6
local function count(n) if n == 0 then return "done", n end return count(n - 1) end
print(count(300000))                               -- expect: done	0
local even, odd
function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
print(even(100001))                                -- expect: false
local t = {n = 0}
function t:add(x) self.n = self.n + x return self end
function t.make(x) return {x} end
print(t:add(1):add(2).n, t.make(5)[1])             -- expect: 3	5
print(("x"):rep(3), #"abc", ("%d"):format(3))      -- expect: xxx	3	3
local a, b, c = (function() return 1, 2, 3, 4 end)()
print(a, b, c)                                     -- expect: 1	2	3
a, b = b, a print(a, b)                            -- expect: 2	1
local i, arr = 1, {}
i, arr[i] = i + 1, 20 print(i, arr[1], arr[2])     -- expect: 2	20	nil
print(({f(1, 2)})[1], #{f(1, 2), f(1, 2)})         -- expect: 2	4
local function self_ref() return self_ref end print(self_ref() == self_ref) -- expect: true
do local x = 1 local function up() return function() x = x + 1 return x end end
print(up()(), up()(), x) end                       -- expect: 2	3	3
setfenv(f, {select = function() return "other" end}) print(f()) -- expect: other	nil	nil
local ok, e = pcall(function() local function r() return 1 + r() end return r() end)
print(ok, e:match("stack overflow"))               -- expect: false	stack overflow
print(load(string.dump(function(a) return a, undefined_up end))(7)) -- expect: 7	nil
print(pcall(load, "return 1", "n", "b"))           -- expect: true	nil	attempt to load chunk with wrong mode
do local function again(n) if n == 0 then return 0 end return again(n - 1) end
local first = again again = function() return "other" end
print(first(3), first(0)) end                      -- expect: other	0
do local function outer() return function() return outer end end
local first = outer outer = 7 print(first()()) end -- expect: 7
