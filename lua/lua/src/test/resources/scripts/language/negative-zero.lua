-- Negative zero as a key: a metamethod gets it as it is, a table has it as zero.
local t = setmetatable({}, {__index = function(_, k) return 1 / k end, __newindex = function(_, k, v) print(1 / k, v) end})
local z, n = 0, -0
print(t[-0], t[0], t[-z], t[n], t[(-0)], t[-(0)], t[0 * -1]) -- expect: -inf	inf	-inf	-inf	-inf	-inf	-inf
t[-0] = 1 t[n] = 2 t[-z] = 3 t[0] = 4 -- expect: -inf	1 -- expect: -inf	2 -- expect: -inf	3 -- expect: inf	4
local u = {} u[-0] = "zero" print(u[0], u[-0], u[n]) for k in pairs({[-0] = 1}) do print(1 / k) end -- expect: zero	zero	zero -- expect: inf
print((-0) ^ -2499999999999999, n ^ -2499999999999999, n ^ -3, n ^ -2, n ^ 2499999999999999, math.pow(n, -2499999999999999), 0 ^ 0, n ^ 0) -- expect: -inf	-inf	-inf	inf	-0	-inf	1	1
