-- A function of `bit` or `math` that a variable gets later, or that is one of several choices.
local band, bor, late
if bit then band = bit.band bor = bit.bor end
local shift = bit.nothing or bit.lshift
local floor = math.floor or function() return "none" end
late = function(a, b) return a .. "|" .. b end
local function f(a, b) return band(a, b), bor(a, b), shift(a, b), floor(a / b), late(a, b) end
for i = 1, 3 do print(f(6 + i, 3)) end -- expect: 3	7	56	2	7|3 -- expect: 0	11	64	2	8|3 -- expect: 1	11	72	3	9|3
band = function(a, b) return a .. "&" .. b end
print(f(7, 3)) -- expect: 7&3	7	56	2	7|3
band = nil
print(pcall(f, 7, 3)) -- expect: false	late:7: attempt to call upvalue 'band' (a nil value)
band, bor = bit.bor, bit.band
print(f(6, 3)) -- expect: 7	2	48	2	6|3
local function mix(a, b) local x = band(a, b) local y = bor(x, a) x = band(y, b) y = bor(band(x, y), 15) return x, y end
print(mix(5, 9)) band = function() return "text" end print(pcall(mix, 5, 9)) band = function() return 2 end print(mix(5, 9)) -- expect: 13	13 -- expect: false	late:15: bad argument #1 to 'bor' (number expected, got string) -- expect: 2	2
